"""Counts per score, a row for each survey version, day and segment value, always current.

A tally changes in the transaction of the answer it counts, so a summary reads days, not answers.
What has no tally (two filters at once, a priority, asks by hand) is counted from the answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import insert_into, table
from kpi.store.tables import TALLIED, TOP_SCORE, Response, Survey, Tally

Counts: TypeAlias = dict[int, int]
"""Answers per score; scores nobody gave are absent."""

SCORES = tuple(f"n{score}" for score in range(TOP_SCORE + 1))
KEY = ("workspace_id", "survey_id", "version", "segment", "value", "day")
BY_HAND = "hand"

_tally = table(Tally).c
_response = table(Response).c


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


class Deltas:
    """What a batch of answers adds to and takes from the tallies."""

    def __init__(self) -> None:
        self._rows: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0] * len(SCORES))

    def move(self, counted: Counted, before: int | None, after: int | None) -> None:
        """Take one answer away at the score `before` and add one at `after`; None is neither."""
        if before == after:
            return
        for key in counted.tally_keys():
            row = self._rows[key]
            if before is not None:
                row[before] -= 1
            if after is not None:
                row[after] += 1

    def rows(self) -> list[dict[str, Any]]:
        """Return values of `Tally`, in one order everywhere so that two writers never deadlock."""
        changed = {key: row for key, row in self._rows.items() if any(row)}
        return [
            dict(zip((*KEY, *SCORES), (*key, *changed[key]), strict=True))
            for key in sorted(changed, key=repr)
        ]


async def apply(connection: AsyncConnection, deltas: Deltas) -> None:
    """Add the deltas to the tallies, making rows that are not there yet."""
    rows = deltas.rows()
    if not rows:
        return
    insert = insert_into(connection, Tally)
    added = {name: _tally[name] + insert.excluded[name] for name in SCORES}
    statement = insert.on_conflict_do_update(index_elements=KEY, set_=added)
    await connection.execute(statement, rows)


async def counts(
    connection: AsyncConnection,
    survey: Survey,
    first: date,
    until: date,
    *,
    filters: Mapping[str, str],
) -> Counts:
    """Count answers per score from `first` up to, not including, `until` (local days).

    Answers to asks by hand are left out, unless `filters` names a trigger.
    """
    if _has_tally(filters):
        rows = await connection.execute(_from_tallies(survey, first, until, filters))
        return _scores(rows.one())
    statement = _from_answers(survey, first, until, filters).add_columns(
        _response.score, func.count().label("answers")
    )
    found = await connection.execute(statement.group_by(_response.score))
    return {row.score: row.answers for row in found}


async def counts_by(
    connection: AsyncConnection,
    survey: Survey,
    first: date,
    until: date,
    *,
    segment: str,
    filters: Mapping[str, str],
) -> dict[str, Counts]:
    """Count as `counts` does, for each value of `segment`; answers without one are under ""."""
    if segment in TALLIED and not filters:
        return await _tallied_by(connection, survey, first, until, segment)
    column = _response[segment]
    statement = _from_answers(survey, first, until, filters).add_columns(
        column, _response.score, func.count()
    )
    found = await connection.execute(statement.group_by(column, _response.score))
    return _nested(found)


async def counts_by_day(
    connection: AsyncConnection,
    survey: Survey,
    first: date,
    until: date,
    *,
    filters: Mapping[str, str],
) -> dict[date, Counts]:
    """Count as `counts` does, for each local day that has answers."""
    if _has_tally(filters):
        statement = _from_tallies(survey, first, until, filters).add_columns(_tally.day)
        found = await connection.execute(statement.group_by(_tally.day))
        return {row.day: _scores(row) for row in found}
    statement = _from_answers(survey, first, until, filters).add_columns(
        _response.day, _response.score, func.count()
    )
    found = await connection.execute(statement.group_by(_response.day, _response.score))
    return _nested(found)


async def values(connection: AsyncConnection, workspace_id: str, segment: str) -> list[str]:
    """Return the values that answers of this workspace carry for a segment, in order."""
    column = _response[segment]
    statement = select(column).where(_response.workspace_id == workspace_id, column != "")
    found = await connection.execute(statement.distinct().order_by(column))
    return list(found.scalars())


def _has_tally(filters: Mapping[str, str]) -> bool:
    return len(filters) == 0 or (len(filters) == 1 and next(iter(filters)) in TALLIED)


def _from_tallies(
    survey: Survey, first: date, until: date, filters: Mapping[str, str]
) -> Select[Any]:
    segment, value = next(iter(filters.items()), ("", ""))
    sums = [func.sum(_tally[name]).label(name) for name in SCORES]
    return select(*sums).where(
        _window(_tally, survey, first, until), _tally.segment == segment, _tally.value == value
    )


async def _tallied_by(
    connection: AsyncConnection, survey: Survey, first: date, until: date, segment: str
) -> dict[str, Counts]:
    sums = [func.sum(_tally[name]).label(name) for name in SCORES]
    statement = (
        select(_tally.segment, _tally.value, *sums)
        .where(_window(_tally, survey, first, until), _tally.segment.in_(("", segment)))
        .group_by(_tally.segment, _tally.value)
    )
    found = {(row.segment, row.value): _scores(row) for row in await connection.execute(statement)}
    whole = found.pop(("", ""), {})
    named = {value: scores for (_, value), scores in found.items() if scores}
    nowhere = _without(whole, named.values())
    return named | ({"": nowhere} if nowhere else {})


def _without(whole: Counts, parts: Iterable[Counts]) -> Counts:
    """Return what is left of `whole` when all `parts` are taken out."""
    left = dict(whole)
    for part in parts:
        for score, count in part.items():
            left[score] = left.get(score, 0) - count
    return {score: count for score, count in left.items() if count}


def _from_answers(
    survey: Survey, first: date, until: date, filters: Mapping[str, str]
) -> Select[Any]:
    conditions = [_response[segment] == value for segment, value in filters.items()]
    if "trigger" not in filters:
        conditions.append(_response.trigger != BY_HAND)
    return select().where(
        _window(_response, survey, first, until), _response.score.is_not(None), *conditions
    )


def _window(columns: Any, survey: Survey, first: date, until: date) -> ColumnElement[bool]:
    return and_(
        columns.workspace_id == survey.workspace_id,
        columns.survey_id == survey.id,
        columns.version == survey.version,
        columns.day >= first,
        columns.day < until,
    )


def _scores(row: Any) -> Counts:
    found = {score: int(getattr(row, name) or 0) for score, name in enumerate(SCORES)}
    return {score: count for score, count in found.items() if count}


def _nested(rows: Sequence[Any] | Iterable[Any]) -> dict[Any, Counts]:
    nested: dict[Any, Counts] = {}
    for value, score, count in rows:
        nested.setdefault(value, {})[score] = count
    return nested
