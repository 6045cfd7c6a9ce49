"""Timings against numpy and scipy, and where they say nothing."""

from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.changes import Verdict
from kpi.histograms import Histogram
from kpi.metrics import Metric
from kpi.service_definitions import standard
from kpi.timings import Timing, compare, timing

FRT, ART = standard(Metric.FRT), standard(Metric.ART)
HOUR = 3600
rows = st.lists(st.integers(0, 30 * 24 * HOUR), min_size=1, max_size=200)


def timed(*lengths: int) -> Timing:
    found = timing(FRT, Histogram.of(lengths))
    assert found is not None
    return found


@given(rows)
def test_what_is_told_is_what_numpy_finds_within_one_percent(lengths: list[int]) -> None:
    found = timed(*lengths)
    assert found.n == len(lengths)
    assert found.mean == pytest.approx(np.mean(lengths))
    assert found.median == pytest.approx(np.percentile(lengths, 50), rel=0.01)
    assert found.p90 == pytest.approx(np.percentile(lengths, 90), rel=0.01)
    assert found.longest == pytest.approx(max(lengths), rel=0.01)


def test_nothing_measured_is_no_timing_and_never_a_zero() -> None:
    assert timing(FRT, Histogram()) is None
    assert timed(0).value == 0


@pytest.mark.parametrize(
    ("n", "too_few", "indicative"), [(4, True, False), (5, False, True), (29, False, True)]
)
def test_few_lengths_are_no_number_and_some_are_indicative(
    n: int, *, too_few: bool, indicative: bool
) -> None:
    found = timed(*range(n))
    assert (found.too_few, found.indicative) == (too_few, indicative)


def test_the_definition_decides_what_leads_and_which_range_belongs_to_it() -> None:
    lengths = Histogram.of([60, 120, 180, 240, 300, 3000])
    median, mean = timing(FRT, lengths), timing(ART, lengths)
    assert median is not None
    assert mean is not None
    assert (median.value, mean.value) == (210, 650)
    assert median.interval is not None
    assert mean.interval is not None
    assert (median.interval.low, median.interval.high) == (60, 3000)
    assert mean.interval.method == "t"
    assert timed(60, 120, 180, 240, 300).interval is None


def test_slower_is_up_where_mann_and_whitney_say_so(scipy: ModuleType) -> None:
    before, now = range(600, 1200, 20), range(900, 1500, 20)
    found = compare(timed(*now), timed(*before))
    assert found.verdict is Verdict.UP
    assert found.value == pytest.approx(300, rel=0.02)
    assert found.p == pytest.approx(scipy.mannwhitneyu(now, before).pvalue, rel=0.05)
    assert compare(timed(*before), timed(*now)).verdict is Verdict.DOWN


def test_another_definition_is_another_series() -> None:
    found = timed(*range(40))
    other = replace(found, definition=replace(FRT, clock="calendar"))
    assert compare(found, other).verdict is Verdict.NO_DATA
    assert compare(None, found).verdict is Verdict.NO_DATA
