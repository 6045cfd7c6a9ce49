"""Whether one row of lengths tends to be longer than another, whatever their outliers."""

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
    numbers = sorted({*now.buckets, *before.buckets})
    held = [_held(before, number) for number in numbers]
    pairs = zip(numbers, held, accumulate(held), strict=True)
    return sum(_held(now, number) * (upto - here / 2) for number, here, upto in pairs)


def _variance(now: Histogram, before: Histogram) -> float:
    n, n_before = now.n, before.n
    total = n + n_before
    ties = sum(
        tied**3 - tied
        for number in {*now.buckets, *before.buckets}
        if (tied := _held(now, number) + _held(before, number))
    )
    return n * n_before / 12 * (total + 1 - ties / (total * (total - 1)))


def _held(lengths: Histogram, number: int) -> int:
    bucket = lengths.buckets.get(number)
    return bucket.n if bucket else 0
