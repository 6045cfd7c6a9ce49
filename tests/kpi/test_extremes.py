"""The worst and the best that silence can hide."""

from dataclasses import replace
from fractions import Fraction

from kpi import extremes
from kpi.extremes import Extremes
from kpi.measured import Funnel
from kpi.metrics import Metric
from kpi.summary import Summary
from tests.kpi.splits import lengths, split

FUNNEL = Funnel(helped=120, asked=100, delivered=100, answered=40, open=10)


def summary(counts: dict[int, int], metric: Metric = Metric.CSAT, formula: str = "") -> Summary:
    found = split({"a": (counts, {})}, metric=metric, formula=formula)
    return replace(found, funnel=FUNNEL)


def test_the_silent_are_all_dissatisfied_or_all_satisfied() -> None:
    rows = (
        (summary({5: 30, 1: 10}), 30, 90),
        (summary({10: 30, 0: 10}, Metric.NPS), -40, 80),
        (summary({5: 40}, formula="mean"), Fraction(26, 10), 5),
        # Of effort little is good.
        (summary({1: 40}, Metric.CES, "bottom2"), 40, 100),
    )
    for told, worst, best in rows:
        assert extremes.of(told) == Extremes(60, Fraction(worst), Fraction(best)), (
            told.definition.key
        )


def test_there_are_none_where_nobody_is_asked_or_answered() -> None:
    assert extremes.of(lengths({"a": ([60], [])})) is None
    assert extremes.of(split({})) is None
