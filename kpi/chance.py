"""How often chance alone makes differences as large as these, one by one and many at once."""

from collections.abc import Sequence
from math import erfc, exp, lgamma, sqrt

FALSE_ALARMS = 0.05
"""Share of the differences called real that may be chance after all."""
_SMALLEST_CELL = 5
"""Under this many expected answers in a cell the normal approximation is not good enough."""
_SLACK = 1 + 1e-7
"""Equally likely tables may differ by rounding."""


def of_shares(favourable: int, n: int, favourable_before: int, n_before: int) -> float:
    """Give the two-sided p-value of two shares being the same.

    Pooled two-proportion z-test; Fisher's exact test where an expected cell is under five.

    Args:
        favourable: answers that count, 0 to n.
        n: all answers, at least 1.
        favourable_before: the same on the other side.
        n_before: the same on the other side.
    """
    total, counting = n + n_before, favourable + favourable_before
    if counting in {0, total}:
        return 1.0
    if min(n, n_before) * min(counting, total - counting) < _SMALLEST_CELL * total:
        return _fisher(favourable, n, counting, total)
    pooled = counting / total
    spread = sqrt(pooled * (1 - pooled) * (1 / n + 1 / n_before))
    return of_normal((favourable / n - favourable_before / n_before) / spread)


def of_normal(z: float) -> float:
    """Give the two-sided p-value of a difference of this many standard errors."""
    return erfc(abs(z) / sqrt(2))


def survivors(p_values: Sequence[float], rate: float = FALSE_ALARMS) -> list[bool]:
    """Say which differences stand when all of them were looked at (Benjamini and Hochberg 1995).

    Args:
        p_values: one for each difference, in any order.
        rate: expected share of false alarms among those that stand.
    """
    ranked = sorted(p_values)
    limits = (rate * rank / len(ranked) for rank in range(1, len(ranked) + 1))
    passed = [p for p, limit in zip(ranked, limits, strict=True) if p <= limit]
    highest = max(passed, default=-1.0)
    return [p <= highest for p in p_values]


def _fisher(favourable: int, n: int, counting: int, total: int) -> float:
    """Add up every table with these margins that is no likelier than the one seen."""
    possible = range(max(0, counting - (total - n)), min(n, counting) + 1)
    seen = _hypergeometric(favourable, n, counting, total) * _SLACK
    likelihoods = (_hypergeometric(one, n, counting, total) for one in possible)
    return min(1.0, sum(one for one in likelihoods if one <= seen))


def _hypergeometric(favourable: int, n: int, counting: int, total: int) -> float:
    here = _log_choose(n, favourable) + _log_choose(total - n, counting - favourable)
    return exp(here - _log_choose(total, counting))


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
