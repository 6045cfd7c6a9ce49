"""Counts per score, a row for each survey version, day and segment value, always current.

A tally changes in the transaction of the answer it counts, so a summary reads days, not answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.store.rows import add_up
from kpi.store.tables import TALLIED, TOP_SCORE, Tally

SCORES = tuple(f"n{score}" for score in range(TOP_SCORE + 1))
KEY = ("workspace_id", "survey_id", "version", "segment", "value", "day")
BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class Counted:
    """Where an answer is counted: its survey version, day and segments."""

    workspace_id: str
    survey_id: UUID
    version: int
    day: date
    trigger: str
    segments: tuple[tuple[str, str], ...]
    """The tallied segments with a value, such as (("team", "Network"),)."""

    @classmethod
    def of(cls, filed: Mapping[str, Any], day: date) -> "Counted":
        """Read it off a row that carries the segments (an invitation's or a response's)."""
        return cls(
            workspace_id=filed["workspace_id"],
            survey_id=filed["survey_id"],
            version=filed["version"],
            day=day,
            trigger=filed["trigger"],
            segments=tuple((name, filed[name]) for name in TALLIED if filed[name]),
        )

    def tally_keys(self) -> Iterable[tuple[Any, ...]]:
        """Return the keys of the tallies it belongs to; none for an ask by hand."""
        if self.trigger == BY_HAND:
            return ()
        start = (self.workspace_id, self.survey_id, self.version)
        return ((*start, *segment, self.day) for segment in (("", ""), *self.segments))


class CountRows:
    """What is added to and taken from rows of counts, by the key of the row."""

    def __init__(self, key: tuple[str, ...], counts: tuple[str, ...] = SCORES) -> None:
        """Take the names of the key's columns and of those that count, by default each score."""
        self.key, self.counts = key, counts
        self._rows: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * len(counts))

    def add(self, key: tuple[Any, ...], place: int, times: int) -> None:
        """Count so many times more, or less, in the column at a place: for scores, the score."""
        self._rows[key][place] += times

    def rows(self) -> list[dict[str, Any]]:
        """Return what changes, by the names of the columns."""
        names = (*self.key, *self.counts)
        return [dict(zip(names, row, strict=True)) for row in self.changed()]

    def changed(self) -> list[tuple[Any, ...]]:
        """Return it as plain values, in one order everywhere so that two writers never deadlock."""
        return sorted((*key, *row) for key, row in self._rows.items() if any(row))

    async def write(self, connection: AsyncConnection, model: type[SQLModel]) -> None:
        """Add it to the rows of `model`, making those that are not there yet."""
        await add_up(connection, model, self.changed(), key=self.key, counts=self.counts)


class Deltas(CountRows):
    """What a batch of answers adds to and takes from the tallies."""

    def __init__(self) -> None:
        super().__init__(KEY)

    def move(self, counted: Counted, before: int | None, after: int | None) -> None:
        """Take one answer away at the score `before` and add one at `after`; None is neither."""
        if before == after:
            return
        for key in counted.tally_keys():
            if before is not None:
                self.add(key, before, -1)
            if after is not None:
                self.add(key, after, 1)


async def apply(connection: AsyncConnection, deltas: Deltas) -> None:
    """Add the deltas to the tallies."""
    await deltas.write(connection, Tally)
