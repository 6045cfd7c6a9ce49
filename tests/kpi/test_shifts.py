"""Shifts between rows of lengths against scipy."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import shifts
from kpi.histograms import Histogram, bucket_of

SECONDS = st.lists(st.integers(0, 3_000) | st.integers(0, 30), min_size=1, max_size=60)


@given(SECONDS, SECONDS)
def test_a_shift_is_as_scipy_says(scipy: ModuleType, now: list[int], before: list[int]) -> None:
    ours = shifts.of(Histogram.of(now), Histogram.of(before))
    rows = [[bucket_of(one) for one in row] for row in (now, before)]
    if len({*rows[0], *rows[1]}) == 1:
        assert ours.p == 1
        return
    theirs = scipy.mannwhitneyu(*rows, method="asymptotic", use_continuity=True)
    assert ours.p == pytest.approx(theirs.pvalue)
    wins = theirs.statistic - len(now) * len(before) / 2
    assert ours.standard_errors * wins >= 0


@given(SECONDS, SECONDS)
def test_seen_from_the_other_side_it_is_the_other_way(now: list[int], before: list[int]) -> None:
    one, other = Histogram.of(now), Histogram.of(before)
    there, back = shifts.of(one, other), shifts.of(other, one)
    assert there.standard_errors == pytest.approx(-back.standard_errors)
    assert there.p == pytest.approx(back.p)


def test_the_worked_example_of_many_textbooks() -> None:
    """Ages at which men and women were diagnosed: U is 17 of 20."""
    men, women = Histogram.of([19, 22, 16, 29, 24]), Histogram.of([20, 11, 17, 12])
    assert shifts.of(men, women).p == pytest.approx(0.1113, abs=0.0001)
