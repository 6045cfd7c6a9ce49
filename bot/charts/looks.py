"""How a picture of numbers looks, as a Vega-Lite specification.

Colours are those of Okabe and Ito, which people who see fewer colours tell apart too; none of them
says anything that a word or a place does not. The picture brings its own white paper, since Slack
may be dark around it.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from bot.blocks.pictures import Bar, Bars, Line, Mood, Picture, Point

Spec: TypeAlias = dict[str, Any]

WIDTH, HEIGHT = 600, 260
FONT = "Liberation Sans, Arial, sans-serif"
"""The first comes with the engine, so that a machine without fonts draws the same."""

PAPER, INK, QUIET, GRID = "#ffffff", "#1d1c1d", "#55535a", "#e3e3e6"
BLUE, BAND = "#0072b2", "#56b4e9"
MOODS: Mapping[Mood, str] = {"good": "#0072b2", "middle": "#8c8c8c", "bad": "#d55e00"}

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
    below = {**_LEVEL, "labelExpr": "split(datum.label, '|')", "title": line.axis}
    return {
        "data": {"values": [_row(point) for point in line.points]},
        "layer": [
            {**layer, "encoding": {"x": {**_WEEK, "axis": below}, **layer["encoding"]}}
            for layer in _layers(line)
        ],
    }


def _row(point: Point) -> Spec:
    return {
        "week": f"{point.label}|{point.below}",
        "value": point.value,
        "low": point.low,
        "high": point.high,
        "told": point.told,
    }


def _layers(line: Line) -> list[Spec]:
    """Give band, ranges, line, dots and numbers; a week without a value leaves a gap in them."""
    value = {"y": _scaled("value", line)}
    span = {"y": _scaled("low", line), "y2": {"field": "high"}}
    dots = {"type": "point", "filled": True, "color": BLUE, "opacity": 1, "size": 60}
    words = {"type": "text", "dy": -12, "font": FONT, "fontSize": 13, "fontWeight": "bold"}
    told = {**value, "text": {"field": "told"}}
    return [
        {"mark": {"type": "area", "color": BAND, "opacity": 0.25}, "encoding": span},
        {"mark": {"type": "rule", "color": BAND, "opacity": 0.6}, "encoding": span},
        {"mark": {"type": "line", "color": BLUE, "strokeWidth": 2.5}, "encoding": value},
        {"mark": dots, "encoding": value},
        {"mark": {**words, "stroke": PAPER, "strokeWidth": 4, "opacity": 0.8}, "encoding": told},
        {"mark": {**words, "color": INK}, "encoding": told},
    ]


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
