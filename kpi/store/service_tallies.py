"""Counts of interactions and of how long they took, a row for each day, segment value and bucket.

They change in the transaction of the reckoning they count, so a summary reads days, not tickets.
Lengths fill hundreds of buckets a day, so they are counted again: by week and by eight weeks, by
which a year is read, and by day whatever the length, which tells since when a definition counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import Count, Measure, Reckoned
from kpi.store.rows import add_up
from kpi.store.tables import TALLIED, ServiceTally

KEY = ("workspace_id", "measure", "definition", "segment", "value", "day", "bucket")
COUNTS = ("n", "seconds")


class Span(NamedTuple):
    """Days that are added up, from one Monday to another."""

    measure: Measure
    days: int

    @property
    def stored(self) -> str:
        """The measure as it stands in the tally."""
        return f"{self.measure.value}/{'week' if self.days == _WEEK else '8weeks'}"

    def begins(self, day: date) -> date:
        """Give the first day of the span in which a day is."""
        return day - timedelta(days=(day - _A_MONDAY).days % self.days)


_WEEK = 7
_A_MONDAY = date(1970, 1, 5)
SPANS: Mapping[Measure, Sequence[Span]] = {
    Measure.FRT: (Span(Measure.FRT, 8 * _WEEK), Span(Measure.FRT, _WEEK)),
    Measure.ART: (Span(Measure.ART, 8 * _WEEK), Span(Measure.ART, _WEEK)),
    Measure.FCR: (Span(Measure.FCR, 8 * _WEEK),),
}
"""By what is counted beside the days, the longest first."""
ADDED_UP: Mapping[str, Span] = {one.stored: one for spans in SPANS.values() for one in spans}
"""The same by how they stand in the tally."""
WHOLE: Mapping[Measure, str] = {
    measure: f"{measure.value}/whole" for measure in (Measure.FRT, Measure.ART, Measure.FCR)
}
"""What has a definition by day in one bucket, of everything only."""


class Stretch(NamedTuple):
    """Tallies next to each other."""

    measure: str
    """As it stands in the tally."""
    first: date
    until: date
    """The day before which it ends."""


def stretches(
    measure: Measure, first: date, until: date, *, by_week: bool = False
) -> Sequence[Stretch]:
    """Say which tallies add up to some local days: spans as long as fit, and the days around them.

    Args:
        measure: what is counted.
        first: the first day.
        until: the day before which it ends.
        by_week: whether each stays within an ISO week, where the measure is kept by weeks.
    """
    spans = [one for one in SPANS.get(measure, ()) if not by_week or one.days == _WEEK]
    return [*_split(measure, spans, first, until)]


def _split(measure: Measure, spans: Sequence[Span], first: date, until: date) -> Iterator[Stretch]:
    if first >= until:
        return
    if not spans:
        yield Stretch(measure.value, first, until)
        return
    longest, *others = spans
    begins, ends = longest.begins(first + timedelta(days=longest.days - 1)), longest.begins(until)
    if begins >= ends:
        yield from _split(measure, others, first, until)
        return
    yield from _split(measure, others, first, begins)
    yield Stretch(longest.stored, begins, ends)
    yield from _split(measure, others, ends, until)


class Deltas:
    """What reckonings add to and take from the tallies."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])

    def move(self, workspace_id: str, before: Reckoned | None, after: Reckoned | None) -> None:
        """Take away what an interaction counted for and add what it counts for; None is neither."""
        if before is not None:
            self._add(workspace_id, before, -1)
        if after is not None:
            self._add(workspace_id, after, 1)

    def rows(self) -> list[tuple[Any, ...]]:
        """Return values of KEY and COUNTS, in one order everywhere: two writers never deadlock."""
        return sorted((*key, *row) for key, row in self._rows.items() if any(row))

    def _add(self, workspace_id: str, reckoned: Reckoned, sign: int) -> None:
        named = ((segment, getattr(reckoned, segment)) for segment in TALLIED)
        filed = [("", ""), *((segment, value) for segment, value in named if value)]
        for count in reckoned.counts():
            seconds = sign * count.seconds
            for key in _keys(workspace_id, count, filed):
                row = self._rows[key]
                row[0] += sign
                row[1] += seconds


def _keys(
    workspace_id: str, count: Count, filed: Sequence[tuple[str, str]]
) -> Iterator[tuple[Any, ...]]:
    """Give the key of each tally in which it counts."""
    definition, bucket = count.definition, count.bucket
    for measure, day in _counted(count.measure, count.day):
        for segment, value in filed:
            yield (workspace_id, measure, definition, segment, value, day, bucket)
    if count.measure in WHOLE:
        yield (workspace_id, WHOLE[count.measure], definition, "", "", count.day, 0)


@lru_cache(maxsize=1_000)
def _counted(measure: Measure, day: date) -> Sequence[tuple[str, date]]:
    """Give the tallies of a day, and the first day of each: known by now of most days."""
    spans = SPANS.get(measure, ())
    return [(measure.value, day), *((span.stored, span.begins(day)) for span in spans)]


async def apply(connection: AsyncConnection, deltas: Deltas) -> None:
    """Add the deltas to the tallies; rows that come to nothing stay and count nothing."""
    await add_up(connection, ServiceTally, deltas.rows(), key=KEY, counts=COUNTS)
