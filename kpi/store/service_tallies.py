"""Counts of interactions and of how long they took, a row for each day, segment value and bucket.

They change in the transaction of the reckoning they count, so a summary reads days, not tickets.
"""

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import Reckoned
from kpi.store.rows import insert_in, table
from kpi.store.tables import TALLIED, ServiceTally

KEY = ("workspace_id", "measure", "definition", "segment", "value", "day", "bucket")

_tally = table(ServiceTally).c


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


@cache
def _adding(dialect: str) -> Executable:
    """Return the statement, made once: making it takes as long as running it."""
    insert = insert_in(dialect, ServiceTally)
    added = {name: _tally[name] + insert.excluded[name] for name in ("n", "seconds")}
    return insert.on_conflict_do_update(index_elements=KEY, set_=added)
