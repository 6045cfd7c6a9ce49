"""Charts as SVG with axes, legend and values, and all numbers as a table for who cannot see."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.sandbox.page import chart_scale, paper
from bot.sandbox.page.chart_scale import CHARACTER, Plot, number
from bot.sandbox.wire import Json

COLOURS = 6
_BARS = 0.72
"""Share of a category's width that its bars take."""
_APART = 12.0
"""Least distance between two values at the end of lines."""
_CENTRE, _RADIUS, _FAR = 110.0, 80.0, 94.0
_LEAST_LABELLED = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One value on the paper; `label` is empty where there is no room to write it."""

    x: float
    y: float
    told: str
    label: str = ""
    label_y: float = 0.0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A series as it is drawn; `look` is its colour and pattern, 1 to 6."""

    name: str
    look: int
    marks: tuple[Mark, ...]
    line: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A segment of a pie; `path` is empty for one that is the whole."""

    label: str
    value: str
    share: str
    look: int
    path: str
    x: float
    y: float
    labelled: bool


def draw(title: str, chart: Json) -> Markup:
    """Draw a chart of any kind, with its title, legend and table."""
    if chart["type"] == "pie":
        return _fill("pie", title=title, slices=_slices(chart["segments"]))
    return _plot(title, chart)


def _fill(template: str, **what: object) -> Markup:
    return Markup(paper.drawn(f"blocks/charts/{template}.html", **what))  # noqa: S704 - templates escape what is put into them


def _plot(title: str, chart: Json) -> Markup:
    series, axis, kind = chart["series"], chart["axis_config"], chart["type"]
    values = [point["value"] for one in series for point in one["data"]]
    plot = chart_scale.plot(
        chart_scale.scale(values, from_zero=kind != "line"),
        axis["categories"],
        labels=int("x_label" in axis),
        at_end=kind != "bar" and len(series) > 1,
    )
    drawn = _bars(series, plot) if kind == "bar" else _lines(series, plot)
    return _fill("plot", title=title, chart=chart, plot=plot, drawn=drawn, number=number)


def _bars(series: Sequence[Json], plot: Plot) -> list[Drawn]:
    width = plot.slot * _BARS / len(series)
    drawn = []
    for place, one in enumerate(series):
        shift = (place - len(series) / 2) * width
        xs = [plot.x(at) + shift for at in range(len(one["data"]))]
        marks = [_bar(one, at, plot, x=x, width=width) for at, x in enumerate(xs)]
        drawn.append(Drawn(name=one["name"], look=_look(place), marks=tuple(marks)))
    return drawn


def _bar(series: Json, at: int, plot: Plot, *, x: float, width: float) -> Mark:
    end, ground = plot.y(_value(series, at)), plot.ground
    label, gap = number(_value(series, at)), min(2.0, width / 6)
    return Mark(
        x=round(x + gap / 2, 1),
        y=min(end, ground),
        width=round(width - gap, 1),
        height=round(abs(ground - end), 1),
        told=_told(series, at),
        label=label if len(label) * CHARACTER <= width + gap else "",
        label_y=end - 4 if end <= ground else end + 12,
    )


def _lines(series: Sequence[Json], plot: Plot) -> list[Drawn]:
    if len(series) == 1:
        return [_line(series[0], plot, look=1, marks=_labelled(series[0], plot))]
    ends = _spread([plot.y(_value(one, -1)) for one in series])
    return [
        _line(one, plot, look=_look(place), marks=_labelled_at_end(one, plot, ends[place]))
        for place, one in enumerate(series)
    ]


def _labelled(series: Json, plot: Plot) -> list[Mark]:
    """Write a value above each point; where they are too many, only above the last."""
    labels = [number(point["value"]) for point in series["data"]]
    fits = max(map(len, labels)) * CHARACTER < plot.slot
    marks = [_point(series, at, plot) for at in range(len(labels))]
    return [
        replace(mark, label=label if fits or mark is marks[-1] else "", label_y=mark.y - 8)
        for mark, label in zip(marks, labels, strict=True)
    ]


def _labelled_at_end(series: Json, plot: Plot, end: float) -> list[Mark]:
    *before, last = (_point(series, at, plot) for at in range(len(series["data"])))
    return [*before, replace(last, label=number(_value(series, -1)), label_y=end + 4)]


def _point(series: Json, at: int, plot: Plot) -> Mark:
    return Mark(x=plot.x(at), y=plot.y(_value(series, at)), told=_told(series, at))


def _line(series: Json, plot: Plot, *, look: int, marks: Sequence[Mark]) -> Drawn:
    points = " L".join(f"{mark.x} {mark.y}" for mark in marks)
    area = f"M{marks[0].x} {plot.ground} L{points} L{marks[-1].x} {plot.ground} Z"
    return Drawn(name=series["name"], look=look, marks=tuple(marks), line=f"M{points}", area=area)


def _spread(wanted: Sequence[float]) -> list[float]:
    """Move values at the end of lines apart, downwards, so that each can be read."""
    found, lowest = list(wanted), -math.inf
    for place in sorted(range(len(wanted)), key=lambda one: wanted[one]):
        lowest = found[place] = max(wanted[place], lowest + _APART)
    return found


def _value(series: Json, at: int) -> float:
    return float(series["data"][at]["value"])


def _told(series: Json, at: int) -> str:
    return f"{series['name']}, {series['data'][at]['label']}: {number(_value(series, at))}"


def _look(place: int) -> int:
    return place % COLOURS + 1


def _slices(segments: Sequence[Json]) -> list[Slice]:
    total, before, slices = math.fsum(one["value"] for one in segments), 0.0, []
    for place, one in enumerate(segments):
        share = one["value"] / total
        slices.append(_slice(one, place, before, share))
        before += share
    return slices


def _slice(segment: Json, place: int, before: float, share: float) -> Slice:
    x, y = _around(before + share / 2, _FAR)
    return Slice(
        label=segment["label"],
        value=number(segment["value"]),
        share=f"{100 * share:.0f} %",
        look=_look(place),
        path=_arc(before, share),
        x=x,
        y=y + 4,
        labelled=share >= _LEAST_LABELLED,
    )


def _arc(before: float, share: float) -> str:
    """Give the outline of a piece of the pie, clockwise from the top; none for the whole pie."""
    if share > 1 - 1e-6:
        return ""
    (x, y), (to_x, to_y) = _around(before, _RADIUS), _around(before + share, _RADIUS)
    far = int(share > 1 / 2)
    return f"M{_CENTRE} {_CENTRE} L{x} {y} A{_RADIUS} {_RADIUS} 0 {far} 1 {to_x} {to_y} Z"


def _around(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    x, y = _CENTRE + radius * math.sin(angle), _CENTRE - radius * math.cos(angle)
    return round(x, 1), round(y, 1)
