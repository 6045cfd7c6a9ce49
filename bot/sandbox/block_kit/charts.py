"""Table rows for charts inside a data_visualization block."""

from bot.sandbox.block_kit.rules import (
    Number,
    Parts,
    Shape,
    Shapes,
    Words,
    may,
    need,
    part,
    parts,
    same,
)

_ABOVE_ZERO = 1e-9
_HUGE = 1e15

_SERIES_CHART: Shape = {
    "series": need(parts(1, 6, "object:series")),
    "axis_config": need(part("object:axis_config")),
}

CHARTS: Shapes = {
    "chart:pie": {"segments": need(parts(1, 6, "object:segment"))},
    **same(("chart:bar", "chart:line", "chart:area"), _SERIES_CHART),
    "object:segment": {
        "label": need(Words(20)),
        "value": need(Number(_ABOVE_ZERO, _HUGE)),
    },
    "object:series": {
        "name": need(Words(20)),
        "data": need(parts(1, 20, "object:point")),
    },
    "object:point": {
        "label": need(Words(20)),
        "value": need(Number(-_HUGE, _HUGE)),
    },
    "object:axis_config": {
        "categories": need(Parts(Words(20), 1, 20)),
        "x_label": may(Words(50)),
        "y_label": may(Words(50)),
    },
}

IN_CHART = tuple(name for name in CHARTS if name.startswith("chart:"))
