"""Counts of interactions and of how long they took, a row for each day, segment value and bucket.

They change in the transaction of the reckoning they count, so a summary reads days, not tickets.
Lengths fill hundreds of buckets a day, so they are counted twice more: by week, by which a year is
read, and by day whatever the length, which tells since when a definition counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import Count, Measure, Reckoned
from kpi.store.rows import insert_in, table
from kpi.store.tables import TALLIED, ServiceTally

KEY = ("workspace_id", "measure", "definition", "segment", "value", "day", "bucket")

BY_WEEK: Mapping[Measure, str] = {Measure.FRT: "frt/week", Measure.ART: "art/week"}
"""Lengths by the Monday of their week."""
WHOLE: Mapping[Measure, str] = {
    measure: f"{measure.value}/whole" for measure in (Measure.FRT, Measure.ART, Measure.FCR)
}
"""What has a definition by day in one bucket, of everything only."""

_tally = table(ServiceTally).c


class Stretch(NamedTuple):
    """Tallies next to each other."""

    measure: str
    """As it stands in the tally."""
    first: date
    until: date
    """The day before which it ends."""


def stretches(measure: Measure, first: date, until: date) -> Sequence[Stretch]:
    """Say which tallies add up to some local days: whole weeks, and the days before and after."""
    begins, ends = monday(first + timedelta(days=6)), monday(until)
    if measure not in BY_WEEK or begins >= ends:
        return (Stretch(measure.value, first, until),)
    found = (
        Stretch(measure.value, first, begins),
        Stretch(BY_WEEK[measure], begins, ends),
        Stretch(measure.value, ends, until),
    )
    return [one for one in found if one.first < one.until]


def monday(day: date) -> date:
    """Give the first day of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


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

    def rows(self) -> list[dict[str, Any]]:
        """Return values of `ServiceTally`, in one order everywhere: two writers never deadlock."""
        changed = sorted((key, row) for key, row in self._rows.items() if any(row))
        return [
            dict(zip((*KEY, "n", "seconds"), (*key, *row), strict=True)) for key, row in changed
        ]

    def _add(self, workspace_id: str, reckoned: Reckoned, sign: int) -> None:
        named = ((segment, getattr(reckoned, segment)) for segment in TALLIED)
        filed = [("", ""), *((segment, value) for segment, value in named if value)]
        for count in reckoned.counts():
            for measure, segment, day, bucket in _counted(count, filed):
                row = self._rows[(workspace_id, measure, count.definition, *segment, day, bucket)]
                row[0] += sign
                row[1] += sign * count.seconds


def _counted(
    count: Count, filed: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, tuple[str, str], date, int]]:
    """Give the measure, segment, day and bucket of each tally in which it counts."""
    for segment in filed:
        yield count.measure.value, segment, count.day, count.bucket
        if count.measure in BY_WEEK:
            yield BY_WEEK[count.measure], segment, monday(count.day), count.bucket
    if count.measure in WHOLE:
        yield WHOLE[count.measure], ("", ""), count.day, 0


async def apply(connection: AsyncConnection, deltas: Deltas) -> None:
    """Add the deltas to the tallies; rows that come to nothing stay and count nothing."""
    rows = deltas.rows()
    if rows:
        await connection.execute(_adding(connection.dialect.name), rows)


@cache
def _adding(dialect: str) -> Executable:
    """Return the statement, made once: making it takes as long as running it."""
    insert = insert_in(dialect, ServiceTally)
    added = {name: _tally[name] + insert.excluded[name] for name in ("n", "seconds")}
    return insert.on_conflict_do_update(index_elements=KEY, set_=added)
