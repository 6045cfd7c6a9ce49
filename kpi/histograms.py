"""Lengths of time as counts per bucket, which add up over days, teams and replicas.

Every second under a hundred has a bucket of its own; above, a bucket is at most one percent wide,
as in sketches with relative error. Each bucket keeps the sum of its lengths, so means are exact and
a length read back is the mean of its bucket: within one percent of the true one.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain
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


@dataclass(frozen=True)
class Histogram:
    """Lengths in whole seconds, by bucket; what follows from them is worked out once.

    It is kept in columns, since a year is tens of thousands of buckets.
    """

    numbers: tuple[int, ...] = ()
    """Of the buckets, in order; those that are not there hold nothing."""
    ns: tuple[int, ...] = ()
    """How many lengths are in each."""
    sums: tuple[int, ...] = ()
    """The seconds of each together."""

    @classmethod
    def of(cls, lengths: Iterable[int]) -> "Histogram":
        """Count lengths in seconds. Raises ValueError when one is negative."""
        return summed((bucket_of(one), 1, one) for one in lengths)

    @cached_property
    def buckets(self) -> Mapping[int, Bucket]:
        """The same by the numbers of the buckets."""
        return dict(zip(self.numbers, map(Bucket, self.ns, self.sums), strict=True))

    @cached_property
    def n(self) -> int:
        return sum(self.ns)

    @cached_property
    def seconds(self) -> int:
        """The exact sum of all lengths."""
        return sum(self.sums)

    def at_ranks(self, *ranks: int) -> list[float]:
        """Give the lengths at these places when sorted, 1 for the shortest, each within 1 %.

        Raises:
            ValueError: when there is no such place.
        """
        if any(not 1 <= rank <= self.n for rank in ranks):
            raise ValueError(f"there are {self.n} lengths, not one at {ranks}")
        found = (bisect_right(self._upto, rank - 1) for rank in ranks)
        return [self.sums[at] / self.ns[at] for at in found]

    def since(self, number: int) -> "Histogram":
        """Leave out the buckets before one."""
        at = bisect_left(self.numbers, number)
        return Histogram(self.numbers[at:], self.ns[at:], self.sums[at:]) if at else self

    @cached_property
    def _upto(self) -> Sequence[int]:
        """How many there are up to each bucket; an empty one is never found."""
        return [*accumulate(self.ns)]


def summed(rows: Iterable[tuple[int, int, int]]) -> Histogram:
    """Make a histogram of rows of a bucket's number, how many, and their seconds together."""
    counted: dict[int, int] = defaultdict(int)
    lasted: dict[int, int] = defaultdict(int)
    for number, n, seconds in rows:
        counted[number] += n
        lasted[number] += seconds
    return of_columns(counted, counted.values(), lasted.values())


def of_columns(numbers: Iterable[int], ns: Iterable[int], sums: Iterable[int]) -> Histogram:
    """Make a histogram of buckets in any order: numbers, each once, how many, and seconds."""
    given, *columns = tuple(numbers), tuple(ns), tuple(sums)
    ordered = tuple(sorted(given))
    if ordered != given:
        rows = sorted(zip(given, *columns, strict=True))
        columns = [tuple(column) for column in zip(*rows, strict=True)][1:]
    return Histogram(ordered, *columns)


def merged(several: Iterable[Histogram]) -> Histogram:
    """Add histograms up."""
    every = [one for one in several if one.numbers]
    if len(every) == 1:
        return every[0]
    return summed(chain(*(zip(one.numbers, one.ns, one.sums, strict=True) for one in every)))
