"""Intervals against statsmodels, published formulas and their own coverage."""

from math import comb, sqrt
from random import Random
from statistics import fmean, variance
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.intervals import Z, adjusted_wald, of_mean, wilson
from tests.each import each


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 100_000))
    return draw(st.integers(0, n)), n


groups = st.tuples(*[st.integers(0, 5_000)] * 3).filter(any)


@given(shares())
def test_wilson_agrees_with_statsmodels(proportions: ModuleType, share: tuple[int, int]) -> None:
    low, high = proportions.proportion_confint(*share, alpha=0.05, method="wilson")
    ours = wilson(*share)
    assert ours.low == pytest.approx(100 * low, abs=1e-9)
    assert ours.high == pytest.approx(100 * high, abs=1e-9)
    assert (ours.level, ours.method) == (0.95, "wilson")


@given(shares())
def test_wilson_holds_the_share_and_stays_on_the_scale(share: tuple[int, int]) -> None:
    favourable, n = share
    interval = wilson(favourable, n)
    assert 0 <= interval.low <= 100 * favourable / n <= interval.high <= 100


@given(shares())
def test_wilson_is_the_same_seen_from_either_side(share: tuple[int, int]) -> None:
    favourable, n = share
    ours, mirrored = wilson(favourable, n), wilson(n - favourable, n)
    assert ours.low == pytest.approx(100 - mirrored.high, abs=1e-9)


def test_nobody_and_everybody_reach_the_very_end() -> None:
    assert wilson(0, 7).low == 0
    assert wilson(7, 7).high == 100


def test_the_example_of_the_weekly_answer() -> None:
    interval = wilson(41, 49)
    assert (round(interval.low), round(interval.high)) == (71, 91)


@each(
    ("share", "bounds"),
    [
        ((81, 263), (25.53, 36.62)),
        ((15, 148), (6.24, 16.05)),
        ((0, 20), (0, 16.11)),
        ((1, 29), (0.61, 17.18)),
    ],
)
def test_the_worked_examples_of_newcombe(
    share: tuple[int, int], bounds: tuple[float, float]
) -> None:
    """Newcombe (1998), method 3, for single proportions."""
    interval = wilson(*share)
    assert (interval.low, interval.high) == pytest.approx(bounds, abs=0.005)


@each("share", [(0, 0), (3, 2), (-1, 5)])
def test_wilson_refuses_what_is_no_share(share: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a share"):
        wilson(*share)


def test_adjusted_wald_adds_three_answers() -> None:
    # 18 promoters, 9 passives, 9 detractors: 18.75, 10.5 and 9.75 of 39
    centre = (18.75 - 9.75) / 39
    half = Z * sqrt((28.5 / 39 - centre**2) / 39)
    interval = adjusted_wald(18, 9, 9)
    assert interval.low == pytest.approx(100 * (centre - half))
    assert interval.high == pytest.approx(100 * (centre + half))
    assert (interval.level, interval.method) == (0.95, "adjusted_wald")


@given(groups)
def test_adjusted_wald_stays_on_the_scale(given_groups: tuple[int, int, int]) -> None:
    interval = adjusted_wald(*given_groups)
    assert -100 <= interval.low < interval.high <= 100


@given(groups)
def test_adjusted_wald_is_the_same_seen_from_either_side(
    given_groups: tuple[int, int, int],
) -> None:
    promoters, passives, detractors = given_groups
    ours = adjusted_wald(promoters, passives, detractors)
    mirrored = adjusted_wald(detractors, passives, promoters)
    assert ours.low == pytest.approx(-mirrored.high)


@pytest.mark.parametrize("counted", [(0, 0, 0), (-1, 5, 5)])
def test_adjusted_wald_refuses_what_are_no_groups(counted: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="not groups"):
        adjusted_wald(*counted)


@each("mix", [(0.5, 0.3, 0.2), (1 / 3, 1 / 3, 1 / 3), (0.7, 0.2, 0.1)])
def test_adjusted_wald_holds_the_truth_as_often_as_it_says(mix: tuple[float, float, float]) -> None:
    """The exact chance of covering the true score, over every outcome of 12 answers."""
    n, truth = 12, 100 * (mix[0] - mix[2])
    covered = 0.0
    for promoters in range(n + 1):
        for passives in range(n + 1 - promoters):
            detractors = n - promoters - passives
            interval = adjusted_wald(promoters, passives, detractors)
            if interval.low <= truth <= interval.high:
                ways = comb(n, promoters) * comb(n - promoters, passives)
                chance = mix[0] ** promoters * mix[1] ** passives * mix[2] ** detractors
                covered += ways * chance
    assert 0.92 <= covered <= 0.985


@pytest.mark.parametrize("share", [0.5, 0.84])
def test_wilson_holds_the_truth_95_times_in_100_of_thirty_answers(share: float) -> None:
    """The exact chance of covering the true share; simulation would only come near it."""
    ranges = {counted: wilson(counted, 30) for counted in range(31)}
    covered = sum(
        comb(30, counted) * share**counted * (1 - share) ** (30 - counted)
        for counted, found in ranges.items()
        if found.low <= 100 * share <= found.high
    )
    assert 0.93 <= covered <= 0.97


def test_adjusted_wald_holds_the_truth_95_times_in_100_of_thirty_answers() -> None:
    random, held = Random(20261118), 0
    for _ in range(4_000):
        asked = random.choices((1, 0, -1), weights=(50, 30, 20), k=30)
        found = adjusted_wald(asked.count(1), asked.count(0), asked.count(-1))
        held += found.low <= 30 <= found.high
    assert 0.93 <= held / 4_000 <= 0.97


def test_a_mean_lies_in_its_range_95_times_in_100() -> None:
    random, held = Random(20261118), 0
    for _ in range(800):
        row = [random.gauss(4.2, 0.8) for _ in range(5)]
        found = of_mean(5, fmean(row), variance(row))
        held += found is not None and found.low <= 4.2 <= found.high
    assert 0.93 <= held / 800 <= 0.97


def test_one_value_has_no_range() -> None:
    assert of_mean(1, 4.0, 0.0) is None
