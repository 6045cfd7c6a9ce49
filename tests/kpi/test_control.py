"""Weekly series: limits by the book, and signals that chance seldom gives."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.changes import Share
from kpi.control import BASELINE, Control, Side, Signal, Week, of_shares, of_values
from tests.each import each

STEADY = (80.0, 84.0) * 6
FELL = Signal(Side.BELOW, outside=True, run=1)


def values(*weeks: float | None, running: bool = False) -> Control:
    found = of_values(weeks, lowest=0, highest=100, running=running)
    assert found is not None
    return found


def shares(*weeks: Share | None) -> Control:
    found = of_shares(weeks)
    assert found is not None
    return found


def last(found: Control) -> Week:
    week = found.weeks[-1]
    assert week is not None
    return week


def test_limits_of_a_share_are_those_of_the_textbook() -> None:
    """Montgomery's cans of juice: 347 of 1,500 leak; of 50 at a time between 5.24 and 41.02 %."""
    found = shares(*[Share(29, 125)] * 11, Share(28, 125), Share(12, 50))
    assert found.kind == "p"
    assert found.centre == pytest.approx(100 * 347 / 1_500)
    assert (last(found).low, last(found).high) == pytest.approx((5.24, 41.02), abs=0.01)


def test_a_week_of_more_answers_has_narrower_limits() -> None:
    weeks = shares(*[Share(40, 50)] * BASELINE, Share(8, 10), Share(80, 100)).weeks
    few, many = weeks[-2:]
    assert few is not None
    assert many is not None
    assert (few.low, few.high) == pytest.approx((80 - 300 * 0.4 / 10**0.5, 100))
    assert (many.low, many.high) == pytest.approx((68, 92))


def test_limits_of_values_are_2_66_moving_ranges_from_their_mean() -> None:
    found = values(*STEADY, 60.0)
    assert (found.kind, found.centre) == ("xmr", 82)
    assert (last(found).low, last(found).high) == pytest.approx((82 - 10.64, 82 + 10.64))


def test_limits_end_where_the_scale_ends() -> None:
    found = values(*(90.0, 99.0) * 6)
    assert last(found).high == 100


def test_with_hundreds_of_answers_a_week_weeks_are_measured_by_each_other() -> None:
    busy = shares(*[Share(160, 200), Share(168, 200)] * 6, Share(152, 200))
    assert busy.kind == "xmr"
    assert busy.centre == 82
    quiet = shares(*[Share(159, 199), Share(167, 199)] * 6)
    assert quiet.kind == "p"


@each("weeks", [(), STEADY[:11], (*STEADY[:11], None, None)])
def test_under_twelve_weeks_nothing_is_usual(weeks: tuple[float | None, ...]) -> None:
    assert of_values(weeks) is None
    assert of_shares([None if week is None else Share(8, 10) for week in weeks]) is None


def test_what_is_usual_does_not_move_with_later_weeks() -> None:
    before, after = values(*STEADY), values(*STEADY, *[30.0] * 20)
    assert after.centre == before.centre
    assert after.weeks[:BASELINE] == before.weeks


def test_a_week_outside_its_limits_signals() -> None:
    assert values(*STEADY, 71.0).latest == FELL
    assert values(*STEADY, 93.0).latest == Signal(Side.ABOVE, outside=True, run=2)
    assert values(*STEADY, 72.0).latest is None


def test_eight_weeks_on_one_side_signal_and_a_week_without_answers_does_not_break_them() -> None:
    row = [81.0, 80.0, 81.5, None, 79.0, 81.0, 80.0, 81.0]
    assert values(*STEADY, *row).latest is None
    assert values(*STEADY, *row, 81.9).latest == Signal(Side.BELOW, outside=False, run=8)
    assert values(*STEADY, *row, 82.0).latest is None
    assert values(*STEADY, *row, None).latest is None


def test_a_week_that_still_runs_has_limits_and_is_not_judged() -> None:
    found = values(*STEADY, 20.0, running=True)
    assert found.latest is last(found).signal is None
    assert values(*STEADY, 20.0, 80.0, running=True).latest == FELL
    assert last(found).low == pytest.approx(82 - 10.64)


def test_after_nothing_but_praise_one_complaint_is_no_alarm() -> None:
    praised = [Share(6, 6)] * BASELINE
    assert shares(*praised, Share(19, 20)).latest is None
    assert shares(*praised, Share(5, 20)).latest == FELL


@given(st.lists(st.none() | st.floats(0, 100), min_size=BASELINE, max_size=60))
def test_every_week_has_its_place_and_signals_only_on_its_own_side(
    weeks: list[float | None],
) -> None:
    found = of_values(weeks)
    if found is None:
        return
    for value, week in zip(weeks, found.weeks, strict=True):
        assert (week and week.value) == value
        if week and week.signal:
            above = week.signal.side is Side.ABOVE
            assert (week.value > found.centre) is above


def test_steady_weeks_seldom_signal() -> None:
    """Limits of twelve weeks are rough; a steady series still stays quiet most of the time."""
    random, signals = Random(20261118), 0
    for _ in range(60):
        row = [Share(sum(random.random() < 0.84 for _ in range(30)), 30) for _ in range(26)]
        signals += shares(*row).latest is not None
    assert signals <= 6
