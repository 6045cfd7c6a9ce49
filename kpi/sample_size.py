"""How many answers a number needs, and how small a change so many answers can show.

All follow from how far single answers lie apart: Share(1, 2) and Groups(1, 0, 1) are the worst
cases, Share(4, 5) and Groups(5, 3, 2) are common.
"""

from math import ceil, sqrt
from statistics import NormalDist

from kpi.changes import Groups, Mix
from kpi.intervals import Z, adjusted_net

MARGIN = 5.0
"""Points to either side, the precision that people ask for."""
POWER = 0.8
"""How often a change of the size named would be seen."""


def needed(mix: Mix, *, margin: float = MARGIN, population: int | None = None) -> int:
    """Give how many answers bring the range within the margin, by the normal approximation.

    Args:
        mix: how the answers will be spread; only its proportions count.
        margin: points to either side, over 0.
        population: how many could answer at all; fewer are needed out of few (Cochran 1977).
    """
    return _needed(spread(mix), margin, population)


def still_needed(
    mix: Mix,
    *,
    margin: float = MARGIN,
    population: int | None = None,
    worth: float | None = None,
) -> int:
    """Give how many answers more than those of the mix bring the range within the margin.

    The mix is adjusted as for its interval, so that ten satisfied customers of ten do not make
    everybody satisfied.

    Args:
        mix: the answers there are.
        margin: as for `needed`.
        population: as for `needed`.
        worth: how many independent answers those of the mix are worth, where that is fewer; more
            of them are taken to be worth as little.
    """
    independent = _needed(_cautious(mix), margin, population)
    alike = 1.0 if worth is None else mix.n / worth
    return max(0, ceil(independent * alike) - mix.n)


def detectable(n: int, mix: Mix) -> float:
    """Give the smallest change, in points, that two periods of n answers show four times in five.

    Args:
        n: answers in each period, at least 1.
        mix: how the answers are spread in both; only its proportions count.
    """
    return _detectable(n, spread(mix))


def detectable_again(mix: Mix, *, worth: float | None = None) -> float:
    """Give the smallest change, in points, that as many answers as those of the mix show.

    The mix is adjusted as for `still_needed`: six satisfied of six do not show every change.
    """
    return _detectable(mix.n if worth is None else worth, _cautious(mix))


def spread(mix: Mix) -> float:
    """Give the variance of a single answer, 0 to 1. Raises ZeroDivisionError for no answers."""
    return mix.counting / mix.n - (mix.net / mix.n) ** 2


def _detectable(n: float, variance: float) -> float:
    reach = Z + NormalDist().inv_cdf(POWER)
    return 100 * reach * sqrt(2 * variance / n)


def _needed(variance: float, margin: float, population: int | None) -> int:
    endless = variance * (100 * Z / margin) ** 2
    if population is None:
        return ceil(endless)
    return min(population, ceil(endless / (1 + (endless - 1) / population))) if population else 0


def _cautious(mix: Mix) -> float:
    if isinstance(mix, Groups):
        return adjusted_net(*mix)[1] * (mix.n + 3)
    share = (mix.favourable + Z * Z / 2) / (mix.n + Z * Z)
    return share * (1 - share)
