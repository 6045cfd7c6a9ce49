"""Between which places of a sorted row the median of everybody lies, or another quantile.

Each value is below the quantile with a known chance, so their number is binomial, whatever the
values are: the range is exact and needs no bell shape.
"""

from fractions import Fraction
from math import exp, floor, lgamma, log

from kpi.intervals import LEVEL

MEDIAN = Fraction(1, 2)
P90 = Fraction(9, 10)

_NEGLIGIBLE = 8
"""Standard deviations below the expected place: what lies further adds up to nothing."""


def ranks(n: int, share: Fraction) -> tuple[int, int] | None:
    """Give the places of the values that hold the quantile between them, at 95 % or more.

    Args:
        n: number of values.
        share: of all values below the quantile, over 0 and under 1; a half for the median.

    Returns:
        Two places from 1 to n; None where n values are too few: a median needs six, a ninetieth
        percentile 36.
    """
    low, left_out = _surely_below(n, float(share)), _surely_below(n, float(1 - share))
    return (low, n + 1 - left_out) if low and left_out else None


def place(n: int, share: Fraction) -> tuple[int, int, Fraction]:
    """Give the places around the quantile of a row, and how far it is from the first to the second.

    Linear interpolation, type 7 of Hyndman and Fan (1996), as R and numpy do by default.
    """
    at = (n - 1) * share
    before = floor(at)
    return before + 1, min(before + 2, n), at - before


def _surely_below(n: int, share: float) -> int:
    """Give the highest place that only one time in forty comes after the quantile."""
    rare, places, so_far = (1 - LEVEL) / 2, 0, 0.0
    expected, spread = n * share, (n * share * (1 - share)) ** 0.5
    first = max(0, floor(expected - _NEGLIGIBLE * spread))
    likelihood = _binomial(first, n, share)
    for count in range(first, n + 1):
        so_far += likelihood
        if so_far > rare:
            return places
        places = count + 1
        likelihood *= (n - count) / (count + 1) * share / (1 - share)
    return 0


def _binomial(count: int, n: int, share: float) -> float:
    ways = lgamma(n + 1) - lgamma(count + 1) - lgamma(n - count + 1)
    return exp(ways + count * log(share) + (n - count) * log(1 - share))
