"""Whether one row of lengths tends to be longer than another, whatever their outliers."""

from collections.abc import Mapping
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from kpi import chance
from kpi.histograms import Histogram


class Shift(NamedTuple):
    """What Mann and Whitney's test says of two rows."""

    standard_errors: float
    """How far the first row lies above the second; under 0 below it."""
    p: float
    """How often chance alone makes such a difference or a larger one."""


def of(now: Histogram, before: Histogram) -> Shift:
    """Compare two rows by rank (Mann and Whitney 1947), corrected for ties and continuity.

    Lengths in the same bucket are ties. Where all lengths are in one bucket there is no
    difference, and p is 1.

    Args:
        now: at least one length.
        before: at least one length.
    """
    n, n_before = now.n, before.n
    wins = _wins(now, before) - n * n_before / 2
    spread = sqrt(_variance(now, before))
    if spread == 0:
        return Shift(0.0, 1.0)
    beyond = max(0.0, abs(wins) - 0.5) / spread
    return Shift(beyond if wins > 0 else -beyond, chance.of_normal(beyond))


def _wins(now: Histogram, before: Histogram) -> float:
    """Count the pairs in which now is longer; a tie is half of one."""
    later, earlier = _held(now), _held(before)
    numbers = sorted({*later, *earlier})
    held = [earlier.get(number, 0) for number in numbers]
    pairs = zip(numbers, held, accumulate(held), strict=True)
    return sum(later.get(number, 0) * (upto - here / 2) for number, here, upto in pairs)


def _variance(now: Histogram, before: Histogram) -> float:
    n, n_before = now.n, before.n
    total = n + n_before
    later, earlier = _held(now), _held(before)
    tied = (later.get(one, 0) + earlier.get(one, 0) for one in {*later, *earlier})
    ties = sum(together**3 - together for together in tied)
    return n * n_before / 12 * (total + 1 - ties / (total * (total - 1)))


def _held(lengths: Histogram) -> Mapping[int, int]:
    """Give how many lengths each bucket holds."""
    return dict(zip(lengths.numbers, lengths.ns, strict=True))
