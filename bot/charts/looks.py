"""How a picture of numbers looks, as a Vega-Lite specification.

Colours are those of Okabe and Ito, which people who see fewer colours tell apart too; none of them
says anything that a word or a place does not. The picture brings its own white paper, since Slack
may be dark around it.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

from bot.blocks.pictures import Bar, Bars, Line, Mark, Mood, Picture, Point

Spec: TypeAlias = dict[str, Any]

WIDTH, HEIGHT = 600, 260
FONT = "Liberation Sans, Arial, sans-serif"
"""The first comes with the engine, so that a machine without fonts draws the same."""

PAPER, INK, QUIET, GRID = "#ffffff", "#1d1c1d", "#55535a", "#e3e3e6"
BLUE, BAND = "#0072b2", "#56b4e9"
MOODS: Mapping[Mood, str] = {"good": "#0072b2", "middle": "#8c8c8c", "bad": "#d55e00"}

_MARK_HEIGHT, _MARK_ROWS = 15, 3
_ROOM = 16
"""Weeks that have room for their names and numbers; of more only some have them."""
_OUT: Spec = {"shape": "diamond", "color": MOODS["bad"], "stroke": PAPER, "size": 190}
"""How a week looks that is more than chance: by colour, shape and size."""
_ASIDE = {"expr": "datum.out && datum.value < datum.centre ? 18 : -12"}
"""How far a number stands from its dot: above it, and below one that fell."""
_WEEK = {"field": "week", "type": "ordinal", "sort": None}
_LEVEL = {"labelAngle": 0, "titlePadding": 10}


def of(picture: Picture) -> Spec:
    """Give the specification of a picture: all that is drawn, and nothing to be fetched."""
    drawn = _line(picture) if isinstance(picture, Line) else _bars(picture)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": PAPER,
        "padding": 16,
        "title": {"text": picture.title, "subtitle": picture.subtitle},
        "config": _style(),
        **drawn,
    }


def _style() -> Spec:
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": INK, "titleColor": QUIET}
    sizes = {"labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal"}
    lines = {"gridColor": GRID, "domainColor": QUIET, "ticks": False, "labelPadding": 6}
    title = {"anchor": "start", "offset": 14, "color": INK, "font": FONT, "fontSize": 18}
    subtitle = {"subtitleColor": QUIET, "subtitleFont": FONT, "subtitleFontSize": 14}
    return {
        "font": FONT,
        "title": {**title, **subtitle, "subtitlePadding": 6},
        "axis": {**words, **sizes, **lines},
        "view": {"stroke": None},
    }


def _line(line: Line) -> Spec:
    rows = [_row(point, line) for point in line.points]
    every = -(-len(rows) // _ROOM)
    later = [*line.points[1:], None]
    for row, point, following in zip(rows, line.points, later, strict=True):
        ends = following is None or (point.stands_out and not following.stands_out)
        row["has_room"] = every == 1 or ends
    # Counted from the end, so that the last week has its name.
    named = [row["week"] for row in rows[::-1][::every]]
    below = {**_LEVEL, "labelExpr": "split(datum.label, '|')", "title": line.axis, "values": named}
    week = {**_WEEK, "axis": below, "scale": {"domain": [row["week"] for row in rows]}}
    return {
        "data": {"values": rows},
        "layer": [
            {**layer, "encoding": {"x": week, **layer["encoding"]}} for layer in _layers(line)
        ],
    }


def _named(point: Point) -> str:
    return f"{point.label}|{point.below}".replace("\n", "|")


def _row(point: Point, line: Line) -> Spec:
    return {
        "week": _named(point),
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "told": point.told,
        "centre": line.centre,
        "target": line.target,
        "out": point.stands_out,
    }


def _layers(line: Line) -> list[Spec]:
    """Give what lies behind the line, the line, its dots and the numbers that have room.

    A week without a value leaves a gap in them.
    """
    value = {"y": _scaled("value", line)}
    dots = {"type": "point", "filled": True, "opacity": 1}
    words = {"type": "text", "dy": _ASIDE, "font": FONT, "fontSize": 13, "fontWeight": "bold"}
    told = {**value, "text": {"field": "told"}}
    out, some = {"filter": "datum.out"}, {"filter": "datum.has_room"}
    return [
        *(_limits(line) if line.centre is not None else _ranges(line)),
        *(_target(line) if line.target is not None else []),
        *(_mark(line, mark, row) for row, mark in enumerate(line.marks) for _mark in _MARKS),
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}, "encoding": value},
        {"mark": {**dots, "color": BLUE, "size": 60}, "encoding": value},
        {"mark": {**dots, **_OUT}, "transform": [out], "encoding": value},
        {
            "mark": {**words, "stroke": PAPER, "strokeWidth": 4, "opacity": 0.8},
            "transform": [some],
            "encoding": told,
        },
        {"mark": {**words, "color": INK}, "transform": [some], "encoding": told},
    ]


def _ranges(line: Line) -> list[Spec]:
    span = {"y": _scaled("low", line), "y2": {"field": "high"}}
    return [
        {"mark": {"type": "area", "color": BAND, "opacity": 0.25}, "encoding": span},
        {"mark": {"type": "rule", "color": BAND, "opacity": 0.6}, "encoding": span},
    ]


def _limits(line: Line) -> list[Spec]:
    """Give what is usual, and dashed the limits of chance around it, week by week."""
    thin = {"type": "line", "color": QUIET, "interpolate": "step"}
    return [
        {"mark": {**thin, "strokeWidth": 1}, "encoding": {"y": _scaled("centre", line)}},
        *(
            {
                "mark": {**thin, "strokeWidth": 1.5, "strokeDash": [5, 4]},
                "encoding": {"y": _scaled(end, line)},
            }
            for end in ("low", "high")
        ),
    ]


def _target(line: Line) -> list[Spec]:
    """Give a dotted line where the number should be, and its name behind its right end."""
    place = {"y": _scaled("target", line)}
    words = {"type": "text", "align": "left", "dx": 28, "font": FONT, "fontSize": 12}
    last = {"filter": f"datum.week === {json.dumps(_named(line.points[-1]))}"}
    return [
        {
            "mark": {"type": "line", "color": INK, "strokeWidth": 1.5, "strokeDash": [2, 3]},
            "encoding": place,
        },
        {
            "mark": {**words, "color": INK},
            "transform": [last],
            "encoding": {**place, "text": {"value": line.target_told}},
        },
    ]


def _rule(line: Line, mark: Mark, _row: int) -> Spec:
    """Give an upright line in the week in which something happened."""
    there = {"filter": f"datum.week === {json.dumps(_named(line.points[mark.at]))}"}
    dashed = {"type": "rule", "color": INK, "strokeWidth": 1.5, "strokeDash": [6, 3]}
    return {"mark": dashed, "transform": [there], "encoding": {}}


def _words(line: Line, mark: Mark, row: int) -> Spec:
    """Give what happened, beside that line, at the end of the scale where there is room."""
    is_late = mark.at > len(line.points) / 2
    beside = {"align": "right", "dx": -5} if is_late else {"align": "left", "dx": 5}
    words = {"type": "text", "font": FONT, "fontSize": 12, "baseline": "top", "color": INK}
    there = {"filter": f"datum.week === {json.dumps(_named(line.points[mark.at]))}"}
    step = _MARK_HEIGHT * (row % _MARK_ROWS)
    height = {"value": HEIGHT - _MARK_HEIGHT - step if _is_high(line) else step}
    return {
        "mark": {**words, **beside},
        "transform": [there],
        "encoding": {"y": height, "text": {"value": mark.told}},
    }


def _is_high(line: Line) -> bool:
    """Whether most of what is drawn lies in the upper half of the scale."""
    middle = (line.lowest + line.highest) / 2
    values = [one.value for one in line.points if one.value is not None]
    return sum(one > middle for one in values) * 2 > len(values)


_MARKS = (_rule, _words)


def _scaled(field: str, line: Line) -> Spec:
    signed = "format(datum.value, '+d')" if line.lowest < 0 else "datum.label"
    label = f"(datum.value ? {signed} : '0') + '{line.unit}'"
    grid = {"condition": {"test": "datum.value === 0", "value": QUIET}, "value": GRID}
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [line.lowest, line.highest], "nice": False},
        "axis": {"title": None, "tickCount": 5, "labelExpr": label, "gridColor": grid},
    }


def _bars(bars: Bars) -> Spec:
    labels = {**_LEVEL, "title": bars.axis or None}
    score = {"field": "label", "type": "ordinal", "sort": None, "axis": labels}
    times = {"field": "n", "type": "quantitative", "axis": None}
    words = {"type": "text", "dy": -10, "font": FONT, "fontSize": 14, "fontWeight": "bold"}
    return {
        "data": {"values": [_bar(bar) for bar in bars.bars]},
        "encoding": {"x": {**score, "scale": {"paddingInner": 0.35}}, "y": times},
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 3},
                "encoding": {"color": {"field": "colour", "type": "nominal", "scale": None}},
            },
            {"mark": {**words, "color": INK}, "encoding": {"text": {"field": "n"}}},
        ],
    }


def _bar(bar: Bar) -> Spec:
    return {"label": bar.label, "n": bar.n, "colour": MOODS[bar.mood]}
