"""Student's t: how far a mean may be from the truth, counted in standard errors.

The tail of the distribution is a regularised incomplete beta function, which is a continued
fraction (Lentz's method, as in Abramowitz and Stegun 26.5.8).
"""

from functools import lru_cache
from math import exp, lgamma, log, log1p, pi
from statistics import NormalDist

_CLOSE = 1e-13
_TINY = 1e-300
_MOST_TERMS = 10_000
_MOST_STEPS = 60


@lru_cache(maxsize=1_000)  # the parts of a table have few different sizes
def quantile(share: float, freedom: float) -> float:
    """Give the value that this share of the distribution stays below.

    Args:
        share: over one half, under 1.
        freedom: degrees of freedom, at least 1.

    Raises:
        ValueError: when there is no such value.
    """
    if not 0.5 < share < 1 or freedom < 1:  # noqa: PLR2004 - the lower half is the upper, mirrored
        raise ValueError(f"no value of t for {share} with {freedom} degrees of freedom")
    t = NormalDist().inv_cdf(share)
    # Its tails are heavier than the normal's and curve inwards, so that Newton comes from one side.
    for _ in range(_MOST_STEPS):
        step = (above(t, freedom) - (1 - share)) / _density(t, freedom)
        t += step
        if abs(step) <= _CLOSE * t:
            break
    return t


def above(t: float, freedom: float) -> float:
    """Give the share of the distribution above t, which is over 0."""
    return _beta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2


def _density(t: float, freedom: float) -> float:
    scale = lgamma((freedom + 1) / 2) - lgamma(freedom / 2) - log(freedom * pi) / 2
    return exp(scale - (freedom + 1) / 2 * log1p(t * t / freedom))


def _beta(x: float, a: float, b: float) -> float:
    """Give the regularised incomplete beta function, by the side that converges faster."""
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    upper, lower = 1.0, 1 / _kept(1 - (a + b) * x / (a + 1))
    value = lower
    for term in range(1, _MOST_TERMS):
        before = value
        for part in _parts(term, x, a, b):
            lower = 1 / _kept(1 + part * lower)
            upper = _kept(1 + part / upper)
            value *= upper * lower
        if abs(value - before) < _CLOSE * value:
            break
    return value


def _parts(term: int, x: float, a: float, b: float) -> tuple[float, float]:
    at = a + 2 * term
    return term * (b - term) * x / ((at - 1) * at), -(a + term) * (a + b + term) * x / (
        at * (at + 1)
    )


def _kept(value: float) -> float:
    """Keep a value that is divided by away from zero."""
    return value if abs(value) > _TINY else _TINY
