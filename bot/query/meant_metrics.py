"""Which metrics a question means: those it names, or all that can be looked at in that way."""

from collections.abc import Collection, Sequence

from bot.query import refusals
from kpi.metrics import ASKED, SERVICE, Metric
from kpi.query import ASKED_ONLY, CLOCKS, View

THEME, SCORE = "theme", "score"
_ONLY = ASKED_ONLY | {THEME, SCORE}


def of(
    metrics: Sequence[Metric], *, view: View | None, segments: Collection[str | None]
) -> tuple[Metric, ...]:
    """Give the metrics that are meant.

    Args:
        metrics: those that are named, in their order.
        view: how they are looked at; None for the numbers themselves.
        segments: what they are split and narrowed by, THEME and SCORE too.

    Raises:
        NotUnderstood: a metric that is named cannot be looked at so.
    """
    named = tuple(metrics)
    every = set(named) in (set(), set(Metric))
    if view is View.CLOCK:
        return _beside_clock(() if every else named)
    only_asked = next(iter(_ONLY & set(segments)), "")
    if view not in {View.COMMENTS, View.SILENCE} and not only_asked:
        return tuple(Metric) if every else named
    unasked = next((metric for metric in named if metric in SERVICE), None)
    if every or unasked is None:
        return ASKED if every else named
    if view is View.SILENCE:
        raise refusals.nobody_silent(unasked)
    raise refusals.not_asked(unasked, only_asked)


def _beside_clock(named: tuple[Metric, ...]) -> tuple[Metric, ...]:
    """Give what is asked for, satisfaction unless it is named, and at last the clock, if any."""
    if Metric.FCR in named:
        raise refusals.no_clock(Metric.FCR)
    clocks = tuple(metric for metric in named if metric in CLOCKS)
    if len(clocks) > 1:
        raise refusals.second_clock()
    asked = tuple(metric for metric in named if metric in ASKED)
    return (*(asked or (Metric.CSAT,)), *clocks)
