"""How uncertain one number is: the range that the answers leave likely."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from kpi import student

LEVEL = 0.95
"""How often such a range holds the value that all customers together would give."""

Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """A range in percent (0 to 100), points (-100 to 100) or seconds, with how it was found."""

    low: float
    high: float
    level: float
    method: str


def wilson(favourable: int, n: int) -> Interval:
    """Range of a share, in percent, after Wilson (1927), without continuity correction.

    Args:
        favourable: answers that count, 0 to n.
        n: all answers, at least 1.

    Raises:
        ValueError: when the counts are impossible.
    """
    low, high = wilson_bounds(favourable, n)
    return Interval(100 * low, 100 * high, LEVEL, "wilson")


def wilson_bounds(favourable: float, n: float) -> tuple[float, float]:
    """Give the bounds of `wilson` as shares, 0 to 1; weighted answers need not be whole."""
    if not 0 <= favourable <= n or n == 0:
        raise ValueError(f"{favourable} of {n} is not a share")
    share, spread = favourable / n, Z * Z / n
    centre = share + spread / 2
    half = sqrt(spread * (share * (1 - share) + spread / 4))
    low = 0.0 if favourable == 0 else (centre - half) / (1 + spread)
    high = 1.0 if favourable == n else (centre + half) / (1 + spread)
    return low, high


def adjusted_wald(promoters: float, passives: float, detractors: float) -> Interval:
    """Range of a net promoter score, in points, clipped to -100..100.

    The adjusted Wald interval with three added answers (Rocks 2016): it is centred on the
    adjusted score, not on the score itself.

    Raises:
        ValueError: when a count is negative or there are no answers.
    """
    centre, variance = adjusted_net(promoters, passives, detractors)
    half = Z * sqrt(variance)
    low, high = max(-1.0, centre - half), min(1.0, centre + half)
    return Interval(100 * low, 100 * high, LEVEL, "adjusted_wald")


def of_mean(n: float, mean: float, variance: float) -> Interval | None:
    """Range of a mean by Student's t, in the unit of the mean; None for a single value.

    Args:
        n: number of values, or what weighted ones are worth.
        mean: their mean.
        variance: of the sample, with n - 1 below the line.
    """
    if n < 2:  # noqa: PLR2004 - one value says nothing about how far values lie apart
        return None
    half = student.quantile((1 + LEVEL) / 2, n - 1) * sqrt(variance / n)
    return Interval(mean - half, mean + half, LEVEL, "t")


def adjusted_net(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    """Give the adjusted net share (-1 to 1) and the variance of that estimate."""
    n = promoters + passives + detractors
    if min(promoters, passives, detractors) < 0 or n == 0:
        raise ValueError(f"{promoters}, {passives} and {detractors} are not groups of answers")
    for_us, against_us = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    net = for_us - against_us
    return net, (for_us + against_us - net * net) / (n + 3)
