"""Intervals against statsmodels, published formulas and their own coverage."""

from collections.abc import Iterable
from math import comb, prod, sqrt
from random import Random
from statistics import fmean, variance
from types import ModuleType
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.intervals import Z, adjusted_wald, of_mean, wilson
from tests.each import each

Mix: TypeAlias = tuple[float, float, float]


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 100_000))
    return draw(st.integers(0, n)), n


groups = st.tuples(*[st.integers(0, 5_000)] * 3).filter(any)


def share_coverage(n: int, shares: Iterable[float]) -> list[float]:
    """The exact chance that the range of n answers holds each true share; nothing is drawn."""
    found = [(counted, wilson(counted, n)) for counted in range(n + 1)]
    return [
        sum(
            comb(n, counted) * share**counted * (1 - share) ** (n - counted)
            for counted, interval in found
            if interval.low <= 100 * share <= interval.high
        )
        for share in shares
    ]


def net_coverage(n: int, mixes: Iterable[Mix]) -> list[float]:
    """The same of net promoter scores, by the shares of promoters, passives and detractors."""
    every = [(for_us, n - for_us - less, less) for for_us in range(n + 1) for less in range(n + 1)]
    found = [(counted, adjusted_wald(*counted)) for counted in every if counted[1] >= 0]
    return [
        sum(
            comb(n, counted[0]) * comb(n - counted[0], counted[1]) * prod(map(pow, mix, counted))
            for counted, interval in found
            if interval.low <= 100 * (mix[0] - mix[2]) <= interval.high
        )
        for mix in mixes
    ]


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
def test_adjusted_wald_holds_the_truth_as_often_as_it_says(mix: Mix) -> None:
    """Even of 12 answers."""
    assert 0.92 <= fmean(net_coverage(12, [mix])) <= 0.985


def test_wilson_holds_the_truth_95_times_in_100_of_thirty_answers() -> None:
    """On the average of all shares. For a single one it swings as counts are whole.

    From 92.98 % at a share of 0.3 or 0.7 to 97.42 % at 0.1 or 0.9, as Brown, Cai and DasGupta
    (2001, "Interval estimation for a binomial proportion") show of every such interval.
    """
    found = share_coverage(30, [twentieth / 20 for twentieth in range(1, 20)])
    assert fmean(found) == pytest.approx(0.95, abs=0.005)
    assert 0.929 <= min(found) < max(found) <= 0.975


def test_adjusted_wald_holds_the_truth_95_times_in_100_of_thirty_answers() -> None:
    """For each mix in which every group is a tenth or more of all customers.

    Outside them it swings more: down to 92.1 % where nobody at all is a detractor, up to always
    where everybody says the same.
    """
    tenths = [(high, low) for high in range(1, 9) for low in range(1, 10 - high)]
    found = net_coverage(30, [(high / 10, 1 - (high + low) / 10, low / 10) for high, low in tenths])
    assert fmean(found) == pytest.approx(0.95, abs=0.002)
    assert 0.93 <= min(found) < max(found) <= 0.97


def test_a_mean_lies_in_its_range_95_times_in_100() -> None:
    random, held = Random(20261118), 0
    for _ in range(800):
        row = [random.gauss(4.2, 0.8) for _ in range(5)]
        found = of_mean(5, fmean(row), variance(row))
        held += found is not None and found.low <= 4.2 <= found.high
    assert 0.93 <= held / 800 <= 0.97


def test_one_value_has_no_range() -> None:
    assert of_mean(1, 4.0, 0.0) is None
