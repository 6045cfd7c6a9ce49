"""Counts of interactions and of how long they took, a row for each day, segment value and bucket.

They change in the transaction of the reckoning they count, so a summary reads days, not tickets.
What has no tally (two filters at once, a priority) is counted from the reckonings.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.histograms import Bucket, Histogram, begins_at, bucket_of, merged
from kpi.reckoning import AT_ONCE, NOT_AT_ONCE, UNANSWERED, Measure, Reckoned
from kpi.store import reckoned_rows
from kpi.store.reckoned_rows import Asked, nested, open_now, overdue
from kpi.store.rows import insert_in, table
from kpi.store.tables import TALLIED, ServiceTally

__all__ = [
    "AT_ONCE",
    "NOT_AT_ONCE",
    "UNANSWERED",
    "Asked",
    "Deltas",
    "Measure",
    "apply",
    "by_day",
    "by_segment",
    "open_now",
    "overdue",
    "whole",
    "within",
]

KEY = ("workspace_id", "measure", "definition", "segment", "value", "day", "bucket")

_tally = table(ServiceTally).c
_N, _SECONDS = func.sum(_tally.n), func.sum(_tally.seconds)


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
        for measure, definition, day, bucket, seconds in reckoned.counts():
            for segment in filed:
                row = self._rows[(workspace_id, measure.value, definition, *segment, day, bucket)]
                row[0] += sign
                row[1] += sign * seconds


async def apply(connection: AsyncConnection, deltas: Deltas) -> None:
    """Add the deltas to the tallies; rows that come to nothing stay and count nothing."""
    rows = deltas.rows()
    if rows:
        await connection.execute(_adding(connection.dialect.name), rows)


async def whole(connection: AsyncConnection, workspace_id: str, asked: Asked) -> Histogram:
    """Count all that is asked for.

    Returns:
        Lengths by bucket. For FRT what has no reply is in the bucket UNANSWERED; for FCR the
        buckets are AT_ONCE and NOT_AT_ONCE and for opened and reopened 0, all without seconds.
    """
    if not _has_tally(asked):
        return await reckoned_rows.whole(connection, workspace_id, asked)
    found = await connection.execute(_grouped(workspace_id, asked))
    return nested(("", *row) for row in found).get("", Histogram())


async def by_day(
    connection: AsyncConnection, workspace_id: str, asked: Asked
) -> dict[date, Histogram]:
    """Count as `whole` does, for each local day that has anything."""
    if not _has_tally(asked):
        return await reckoned_rows.by(connection, workspace_id, asked, "day")
    return nested(await connection.execute(_grouped(workspace_id, asked, _tally.day)))


async def by_segment(
    connection: AsyncConnection, workspace_id: str, asked: Asked, segment: str
) -> dict[str, Histogram]:
    """Count as `whole` does, for each value of a segment; "" is what has none."""
    if segment not in TALLIED or asked.filters:
        return await reckoned_rows.by(connection, workspace_id, asked, segment)
    of_segment = _window(workspace_id, asked) & (_tally.segment == segment)
    statement = select(_tally.value, _tally.bucket, _N, _SECONDS).where(of_segment)
    found = await connection.execute(statement.group_by(_tally.value, _tally.bucket))
    named: dict[str, Histogram] = nested(found)
    nowhere = _without(await whole(connection, workspace_id, asked), named)
    return named | ({"": nowhere} if nowhere.buckets else {})


async def within(
    connection: AsyncConnection, workspace_id: str, asked: Asked, target_seconds: int
) -> int:
    """Count exactly what took no longer than a target; of `whole`, so days and not tickets.

    Only the one bucket in which the target lies is counted from the reckonings.
    """
    if not _has_tally(asked):
        return await reckoned_rows.within(connection, workspace_id, asked, (0, target_seconds))
    last = bucket_of(target_seconds)
    under = and_(_tally.bucket > UNANSWERED, _tally.bucket < last)
    segment_and_days = _filed(workspace_id, asked)
    statement = select(func.coalesce(_N, 0)).where(segment_and_days, under)
    surely = int((await connection.execute(statement)).scalar_one())
    span = (begins_at(last), target_seconds)
    return surely + await reckoned_rows.within(connection, workspace_id, asked, span)


@cache
def _adding(dialect: str) -> Executable:
    """Return the statement, made once: making it takes as long as running it."""
    insert = insert_in(dialect, ServiceTally)
    added = {name: _tally[name] + insert.excluded[name] for name in ("n", "seconds")}
    return insert.on_conflict_do_update(index_elements=KEY, set_=added)


def _has_tally(asked: Asked) -> bool:
    return len(asked.filters) == 0 or (
        len(asked.filters) == 1 and next(iter(asked.filters)) in TALLIED
    )


def _grouped(workspace_id: str, asked: Asked, *by: ColumnElement[Any]) -> Select[Any]:
    statement = select(*by, _tally.bucket, _N, _SECONDS).where(_filed(workspace_id, asked))
    return statement.group_by(*by, _tally.bucket)


def _filed(workspace_id: str, asked: Asked) -> ColumnElement[bool]:
    segment, value = next(iter(asked.filters.items()), ("", ""))
    mine = and_(_tally.segment == segment, _tally.value == value)
    return and_(_window(workspace_id, asked), mine)


def _window(workspace_id: str, asked: Asked) -> ColumnElement[bool]:
    return and_(
        _tally.workspace_id == workspace_id,
        _tally.measure == asked.measure.value,
        _tally.definition == asked.definition,
        _tally.day >= asked.first,
        _tally.day < asked.until,
    )


def _without(all_of_it: Histogram, named: Mapping[str, Histogram]) -> Histogram:
    """Return what is left of a histogram when the named ones are taken out."""
    taken = merged(named.values()).buckets
    none = Bucket(0, 0)
    left = {
        number: Bucket(n - taken.get(number, none).n, seconds - taken.get(number, none).seconds)
        for number, (n, seconds) in all_of_it.buckets.items()
    }
    return Histogram({number: bucket for number, bucket in left.items() if bucket.n})
