"""Chances against scipy and statsmodels."""

from types import ModuleType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi import chance


@st.composite
def shares(draw: st.DrawFn, most: int = 400) -> tuple[int, int]:
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@given(shares(), shares())
def test_shares_are_tested_as_scipy_and_statsmodels_do(
    scipy: ModuleType,
    proportions: ModuleType,
    tables: ModuleType,
    now: tuple[int, int],
    before: tuple[int, int],
) -> None:
    (few, n), (few_before, n_before) = now, before
    assume(0 < few + few_before < n + n_before)
    cells = [[few, n - few], [few_before, n_before - few_before]]
    if tables.Table2x2(cells, shift_zeros=False).fittedvalues.min() < 5:
        expected = scipy.fisher_exact(cells).pvalue
    else:
        expected = proportions.proportions_ztest([few, few_before], [n, n_before])[1]
    assert chance.of_shares(few, n, few_before, n_before) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("all_alike", [(0, 7, 0, 9), (7, 7, 9, 9)])
def test_where_everybody_says_the_same_nothing_differs(
    all_alike: tuple[int, int, int, int],
) -> None:
    assert chance.of_shares(*all_alike) == 1


@given(st.floats(-8, 8))
def test_a_normal_difference(scipy: ModuleType, z: float) -> None:
    assert chance.of_normal(z) == pytest.approx(2 * scipy.norm.sf(abs(z)), rel=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_survivors_are_those_of_benjamini_and_hochberg(
    scipy: ModuleType, p_values: list[float]
) -> None:
    adjusted = scipy.false_discovery_control(p_values)
    assume(all(abs(one - chance.FALSE_ALARMS) > 1e-9 for one in adjusted))
    assert chance.survivors(p_values) == [one <= chance.FALSE_ALARMS for one in adjusted]


def test_one_difference_needs_no_correction() -> None:
    assert chance.survivors([0.04]) == [True]
    assert chance.survivors([0.04, 0.5, 0.5]) == [False, False, False]
    assert chance.survivors([]) == []


def test_the_worked_example_of_benjamini_and_hochberg() -> None:
    """Their fifteen comparisons of 1995, of which four stand."""
    p_values = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    assert chance.survivors(p_values) == [True] * 4 + [False] * 11
