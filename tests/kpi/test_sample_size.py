"""Numbers of answers against statsmodels and published figures."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.changes import Groups, Mix, Share
from kpi.intervals import wilson
from kpi.sample_size import detectable, detectable_again, needed, still_needed
from tests.each import each

WORST, COMMON = Share(1, 2), Share(4, 5)


@given(st.integers(1, 99), st.floats(0.5, 20))
def test_a_share_needs_what_statsmodels_says(
    proportions: ModuleType, percent: int, margin: float
) -> None:
    theirs = proportions.samplesize_confint_proportion(percent / 100, margin / 100)
    assert 0 <= needed(Share(percent, 100), margin=margin) - theirs < 1 + 1e-6


@each(
    ("mix", "answers"),
    [
        (WORST, 385),
        (COMMON, 246),
        (Groups(5, 3, 2), 938),
        (Groups(1, 1, 1), 1_025),
        (Groups(1, 0, 1), 1_537),
    ],
)
def test_the_figures_for_five_points(mix: Mix, answers: int) -> None:
    assert needed(mix) == answers


def test_out_of_a_thousand_customers_278_are_enough_and_of_nobody_none() -> None:
    assert needed(WORST, population=1_000) == 278
    assert needed(WORST, population=3) == 3
    assert needed(WORST, population=0) == 0


@each(
    ("n", "mix", "points"),
    [
        (100, COMMON, 15.8),
        (400, COMMON, 7.9),
        (100, Groups(5, 3, 2), 30.9),
        (400, Groups(5, 3, 2), 15.5),
    ],
)
def test_the_change_that_periods_can_show(n: int, mix: Mix, points: float) -> None:
    assert detectable(n, mix) == pytest.approx(points, abs=0.05)


def test_what_is_there_is_taken_off_and_full_marks_are_not_believed() -> None:
    assert still_needed(Share(80, 100)) == pytest.approx(246 - 100, abs=10)
    assert still_needed(Share(10, 10)) > 100
    assert still_needed(Groups(10, 0, 0)) > 100
    assert still_needed(Share(900, 1_000)) == 0


@given(st.integers(30, 3_000), st.data())
def test_when_no_more_are_needed_the_range_is_as_narrow_as_asked(
    n: int, data: st.DataObject
) -> None:
    share = Share(data.draw(st.integers(0, n)), n)
    if still_needed(share) == 0:
        found = wilson(*share)
        assert found.high - found.low <= 10


def test_few_who_agree_do_not_show_every_change() -> None:
    assert detectable(6, Share(6, 6)) == 0
    assert 50 < detectable_again(Share(6, 6)) < 80
    assert 50 < detectable_again(Groups(6, 0, 0)) < 130
    assert detectable_again(Share(800, 1000)) == pytest.approx(
        detectable(1000, Share(4, 5)), abs=0.1
    )
