"""Lengths of time as counts per bucket, which add up over days, teams and replicas.

Every second under a hundred has a bucket of its own; above, a bucket is at most one percent wide,
as in sketches with relative error. Each bucket keeps the sum of its lengths, so means are exact and
a length read back is the mean of its bucket: within one percent of the true one.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

_EXACT = 100
_LONGEST = 10 * 366 * 86_400
"""Seconds; whatever lasts longer shares the last bucket."""


class Bucket(NamedTuple):
    """The lengths in one bucket."""

    n: int
    seconds: int
    """Their sum."""


def _bounds() -> Iterator[int]:
    """Give where each bucket begins, in whole seconds so that every machine agrees."""
    yield from range(_EXACT)
    bound = _EXACT
    while bound <= _LONGEST:
        yield bound
        bound += bound // _EXACT


_BOUNDS = (*_bounds(),)


def bucket_of(seconds: int) -> int:
    """Give the number of the bucket of a length, 0 or more. Raises ValueError when negative."""
    if seconds < 0:
        raise ValueError(f"{seconds} seconds are no length of time")
    return bisect_right(_BOUNDS, seconds) - 1


def begins_at(bucket: int) -> int:
    """Give the shortest length in a bucket, in seconds. Raises IndexError when there is none."""
    return _BOUNDS[bucket]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Lengths in whole seconds, by bucket."""

    buckets: Mapping[int, Bucket] = field(default_factory=dict)
    """By number; those that are not there hold nothing."""

    @classmethod
    def of(cls, lengths: Iterable[int]) -> "Histogram":
        """Count lengths in seconds. Raises ValueError when one is negative."""
        return merged(cls({bucket_of(one): Bucket(1, one)}) for one in lengths)

    @property
    def n(self) -> int:
        return sum(bucket.n for bucket in self.buckets.values())

    @property
    def seconds(self) -> int:
        """The exact sum of all lengths."""
        return sum(bucket.seconds for bucket in self.buckets.values())

    def at_ranks(self, *ranks: int) -> list[float]:
        """Give the lengths at these places when sorted, 1 for the shortest, each within 1 %.

        Raises:
            ValueError: when there is no such place.
        """
        numbers = sorted(number for number, bucket in self.buckets.items() if bucket.n)
        upto = [*accumulate(self.buckets[number].n for number in numbers)]
        if any(not 1 <= rank <= (upto[-1] if upto else 0) for rank in ranks):
            raise ValueError(f"there are {upto[-1] if upto else 0} lengths, not one at {ranks}")
        found = (self.buckets[numbers[bisect_right(upto, rank - 1)]] for rank in ranks)
        return [bucket.seconds / bucket.n for bucket in found]


def merged(several: Iterable[Histogram]) -> Histogram:
    """Add histograms up."""
    total: dict[int, Bucket] = {}
    for one in several:
        for number, bucket in one.buckets.items():
            before = total.get(number, Bucket(0, 0))
            total[number] = Bucket(before.n + bucket.n, before.seconds + bucket.seconds)
    return Histogram(total)
