"""Differences between periods against statsmodels and against common sense."""

from math import sqrt
from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.changes import Groups, Share, Verdict, nps_change, share_change
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
