"""Lengths of time together, against scipy and the standard library."""

from math import exp
from random import Random
from statistics import fmean, quantiles
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import lengths
from kpi.histograms import Histogram
from kpi.lengths import MEDIAN, P90

SECONDS = st.lists(st.integers(0, 2_000_000), min_size=2, max_size=60)


@given(SECONDS)
def test_mean_median_and_ninetieth_percentile_are_those_of_the_lengths(seconds: list[int]) -> None:
    found = Histogram.of(seconds)
    assert lengths.mean(found) == pytest.approx(fmean(seconds))
    tenths = quantiles(seconds, n=10, method="inclusive")
    assert lengths.quantile(found, MEDIAN) == pytest.approx(tenths[4], rel=0.01)
    assert lengths.quantile(found, P90) == pytest.approx(tenths[8], rel=0.01)


def test_the_range_of_a_mean_is_the_t_interval(scipy: ModuleType) -> None:
    seconds = [one * 61 for one in range(1, 41)]
    found = lengths.mean_interval(Histogram.of(seconds))
    low, high = scipy.t.interval(0.95, 39, fmean(seconds), scipy.sem(seconds))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), rel=0.001)
    assert found.method == "t"


def test_a_mean_is_never_likely_to_be_under_nothing() -> None:
    found = lengths.mean_interval(Histogram.of([0, 0, 90_000]))
    assert found is not None
    assert found.low == 0


def test_the_range_of_a_quantile_lies_between_lengths_that_there_are() -> None:
    found = lengths.quantile_interval(Histogram.of(range(10, 70)), MEDIAN)
    assert found is not None
    # The places 22 and 39 of sixty.
    assert (found.low, found.high, found.method) == (31, 48, "order_statistics")


def test_of_few_lengths_less_is_said() -> None:
    nothing, one = Histogram(), Histogram.of([60])
    assert lengths.mean(nothing) is lengths.quantile(nothing, MEDIAN) is None
    assert lengths.mean_interval(nothing) is lengths.mean_interval(one) is None
    assert lengths.quantile_interval(Histogram.of(range(35)), P90) is None
    assert lengths.quantile(one, P90) == lengths.mean(one) == 60


def test_ranges_of_medians_hold_the_true_one_95_times_in_100() -> None:
    random = Random(20261118)
    rows = ([int(random.lognormvariate(8, 1.5)) for _ in range(30)] for _ in range(600))
    true = exp(8)
    found = [lengths.quantile_interval(Histogram.of(row), MEDIAN) for row in rows]
    held = sum(one is not None and one.low <= true <= one.high for one in found)
    assert 0.93 <= held / 600 <= 0.97
