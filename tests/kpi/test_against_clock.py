"""Answers in bands of how long tickets took: who is fast but unhappy, who slow but happy."""

from kpi import against_clock
from kpi.against_clock import Asked, Dial, dial, unhappy
from kpi.changes import Verdict
from kpi.histograms import Histogram
from kpi.metrics import Metric, standard
from tests.kpi.splits import WEEK

TARGET = Dial((600, 1200), 600, is_target=True)


def asked(*, private: bool = False) -> Asked:
    return Asked(definition=standard(Metric.CSAT), period=WEEK, clock=Metric.FRT, private=private)


def test_a_target_divides_at_once_and_twice_its_length() -> None:
    assert dial(600, Histogram()) == TARGET


def test_without_a_target_the_usual_quarters_divide_at_the_median() -> None:
    assert dial(None, Histogram.of(range(1, 100))) == Dial((26, 50, 75), 50, is_target=False)
    assert dial(None, Histogram.of([0] * 30)) == Dial((0,), 0, is_target=False)
    assert dial(None, Histogram.of([60] * 19)) is None


def test_fast_but_unhappy_and_slow_but_happy() -> None:
    counts = {0: {5: 40, 3: 4, 1: 6}, 1: {4: 3, 2: 17}, 2: {5: 1, 1: 9}}
    found = against_clock.of(asked(), TARGET, counts)
    assert (found.n, found.unhappy, found.happy) == (80, 6, 4)
    assert [(one.over, one.upto, one.answers.n) for one in found.bands] == [
        (None, 600, 50),
        (600, 1200, 20),
        (1200, None, 10),
    ]
    assert found.change.verdict is Verdict.UP


def test_nothing_of_a_private_survey_can_be_worked_out() -> None:
    found = against_clock.of(asked(private=True), TARGET, {0: {5: 40}, 1: {5: 40}, 2: {1: 3}})
    assert found.bands == ()
    assert not found.hidden
    few = against_clock.of(asked(private=True), TARGET, {0: {5: 40}, 2: {1: 3}})
    assert few.hidden


def test_low_scores_are_unhappy() -> None:
    assert unhappy(standard(Metric.CSAT)) == {1, 2}
    assert unhappy(standard(Metric.NPS)) == set(range(7))
