"""Ranks around a quantile against scipy's binomial, and places against the standard library."""

from fractions import Fraction
from statistics import quantiles
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.order_statistics import MEDIAN, P90, place, ranks

SHARES = st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20)


@given(st.integers(1, 2_000_000), SHARES)
def test_ranks_are_the_narrowest_that_leave_out_one_in_forty_on_each_side(
    scipy: ModuleType, n: int, share: Fraction
) -> None:
    found = ranks(n, share)
    low = int(scipy.binom.ppf(0.025, n, float(share)))
    high = int(scipy.binom.ppf(0.025, n, float(1 - share)))
    assert found == ((low, n + 1 - high) if low and high else None)
    if found:
        below, upto = scipy.binom.cdf([found[0] - 1, found[1] - 1], n, float(share))
        assert upto - below >= 0.95


@pytest.mark.parametrize(("share", "fewest"), [(MEDIAN, 6), (P90, 36)])
def test_a_quantile_needs_enough_values(share: Fraction, fewest: int) -> None:
    assert ranks(fewest - 1, share) is None
    assert ranks(fewest, share) == (1 if share == MEDIAN else 29, fewest)


def test_the_printed_places_of_a_median() -> None:
    """The table of nonparametric intervals for a median in Conover, and many others."""
    assert [ranks(n, MEDIAN) for n in (10, 20, 30, 50)] == [(2, 9), (6, 15), (10, 21), (18, 33)]


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=40), st.integers(1, 19))
def test_a_place_is_where_type_7_puts_it(values: list[int], twentieths: int) -> None:
    before, after, way = place(len(values), Fraction(twentieths, 20))
    row = sorted(values)
    low, high = row[before - 1], row[after - 1]
    theirs = quantiles(values, n=20, method="inclusive")[twentieths - 1]
    assert low + float(way) * (high - low) == pytest.approx(theirs)
