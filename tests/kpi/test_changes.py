"""Differences between periods against statsmodels and against common sense."""

from math import sqrt
from random import Random
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.changes import Change, Groups, Share, Verdict, nps_change, share_change, timing_change
from kpi.histograms import Histogram
from kpi.intervals import Z


@st.composite
def shares(draw: st.DrawFn, fewest: int = 1) -> Share:
    n = draw(st.integers(fewest, 5_000))
    return Share(draw(st.integers(0, n)), n)


groups = st.builds(Groups, *[st.integers(0, 2_000)] * 3).filter(sum)


@given(shares(), shares())
def test_a_share_changes_as_statsmodels_says(
    proportions: ModuleType, now: Share, before: Share
) -> None:
    interval_of_difference = proportions.confint_proportions_2indep
    low, high = interval_of_difference(*now, *before, method="newcomb", compare="diff")
    change = share_change(now, before)
    assert change.low == pytest.approx(100 * low, abs=1e-7)
    assert change.high == pytest.approx(100 * high, abs=1e-7)
    assert change.value == pytest.approx(
        100 * (now.favourable / now.n - before.favourable / before.n)
    )


@given(shares(fewest=5), shares(fewest=5))
def test_only_a_range_without_zero_is_a_change(now: Share, before: Share) -> None:
    change = share_change(now, before)
    assert change.low is not None
    assert change.high is not None
    expected = Verdict.COULD_BE_CHANCE
    if change.low > 0:
        expected = Verdict.UP
    if change.high < 0:
        expected = Verdict.DOWN
    assert change.verdict is expected


@given(shares(), shares())
def test_looking_back_turns_the_verdict_around(now: Share, before: Share) -> None:
    turned = {Verdict.UP: Verdict.DOWN, Verdict.DOWN: Verdict.UP}
    verdict = share_change(now, before).verdict
    assert share_change(before, now).verdict is turned.get(verdict, verdict)


def test_the_example_of_the_weekly_answer_could_be_chance() -> None:
    change = share_change(Share(41, 49), Share(49, 60))
    assert change.value == pytest.approx(2.0068, abs=1e-4)
    assert change.verdict is Verdict.COULD_BE_CHANCE


def test_a_clear_fall_is_a_fall() -> None:
    assert share_change(Share(60, 100), Share(85, 100)).verdict is Verdict.DOWN


def test_no_answers_on_a_side_is_no_data() -> None:
    for now, before in [(Share(0, 0), Share(3, 9)), (Share(3, 9), Share(0, 0))]:
        change = share_change(now, before)
        assert (change.value, change.low, change.high) == (None, None, None)
        assert change.verdict is Verdict.NO_DATA


@pytest.mark.parametrize("few", [Share(0, 1), Share(4, 4)])
def test_four_answers_are_too_few_for_a_verdict(few: Share) -> None:
    change = share_change(few, Share(2, 500))
    assert change.verdict is Verdict.TOO_FEW
    assert change.value is not None


def test_five_answers_are_enough() -> None:
    assert share_change(Share(5, 5), Share(0, 5)).verdict is Verdict.UP


def test_a_net_score_changes_by_the_adjusted_difference() -> None:
    now, before = Groups(40, 30, 30), Groups(30, 30, 40)
    p, d = 40.75 / 103, 30.75 / 103
    variance = (p + d - (p - d) ** 2) / 103
    half = Z * sqrt(2 * variance)
    change = nps_change(now, before)
    assert change.value == pytest.approx(20)
    assert change.low == pytest.approx(100 * (2 * (p - d) - half))
    assert change.high == pytest.approx(100 * (2 * (p - d) + half))
    assert change.verdict is Verdict.COULD_BE_CHANCE


def test_a_clear_rise_in_recommendation_is_a_rise() -> None:
    assert nps_change(Groups(80, 10, 10), Groups(40, 30, 30)).verdict is Verdict.UP


@given(groups, groups)
def test_a_verdict_on_a_net_score_points_where_the_score_went(now: Groups, before: Groups) -> None:
    assume(min(sum(now), sum(before)) >= 5)
    change = nps_change(now, before)
    assert change.value is not None
    signs = {Verdict.UP: change.value > 0, Verdict.DOWN: change.value < 0}
    assert signs.get(change.verdict, change.verdict is Verdict.COULD_BE_CHANCE)


@given(groups, groups)
def test_a_net_difference_stays_possible(now: Groups, before: Groups) -> None:
    change = nps_change(now, before)
    assert change.low is not None
    assert change.high is not None
    assert -200 <= change.low < change.high <= 200


def test_net_scores_without_answers_are_no_data() -> None:
    assert nps_change(Groups(0, 0, 0), Groups(9, 0, 0)).verdict is Verdict.NO_DATA
    assert nps_change(Groups(9, 0, 0), Groups(0, 0, 0)).verdict is Verdict.NO_DATA
    assert nps_change(Groups(9, 0, 0), Groups(4, 0, 0)).verdict is Verdict.TOO_FEW


def test_a_longer_wait_is_a_change_when_the_ranks_say_so() -> None:
    now, before = Histogram.of([600 + one for one in range(30)]), Histogram.of([300] * 30)
    longer, shorter = timing_change(now, before), timing_change(before, now)
    assert (longer.verdict, shorter.verdict) == (Verdict.UP, Verdict.DOWN)
    assert longer.value == pytest.approx(314.5, rel=0.01)
    assert shorter.value == pytest.approx(-314.5, rel=0.01)
    assert longer.p == shorter.p is not None
    assert longer.low is longer.high is None


def test_one_outlier_does_not_move_a_wait() -> None:
    before = [60 + 10 * one for one in range(20)]
    change = timing_change(Histogram.of([*before[1:], 90_000]), Histogram.of(before))
    assert change.verdict is Verdict.COULD_BE_CHANCE


def test_of_few_waits_nothing_is_said() -> None:
    few, many = Histogram.of([10] * 4), Histogram.of([9_000] * 40)
    assert timing_change(many, few).verdict is Verdict.TOO_FEW
    assert timing_change(many, Histogram()).verdict is Verdict.NO_DATA


def test_the_worked_example_of_newcombe() -> None:
    """Newcombe (1998), method 10: 56 of 70 against 48 of 80."""
    change = share_change(Share(56, 70), Share(48, 80))
    assert change.low == pytest.approx(5.24, abs=0.005)
    assert change.high == pytest.approx(33.39, abs=0.005)


def test_ranges_of_differences_hold_the_truth_95_times_in_100_of_thirty_answers() -> None:
    random, shares_held, nets_held = Random(20261118), 0, 0
    for _ in range(1_000):
        now, before = (sum(random.random() < share for _ in range(30)) for share in (0.8, 0.7))
        shares_held += _holds(share_change(Share(now, 30), Share(before, 30)), 10)
        sides = (random.choices((1, 0, -1), mix, k=30) for mix in ((5, 3, 2), (4, 3, 3)))
        nets = (Groups(side.count(1), side.count(0), side.count(-1)) for side in sides)
        nets_held += _holds(nps_change(*nets), 20)
    assert 0.93 <= shares_held / 1_000 <= 0.97
    assert 0.93 <= nets_held / 1_000 <= 0.97


def _holds(change: Change, truth: float) -> bool:
    assert change.low is not None
    assert change.high is not None
    return change.low <= truth <= change.high
