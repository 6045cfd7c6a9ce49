"""Answers per score, for many questions at once.

They come from the tallies where there are any for what is asked; two filters at once, a priority
and asks by hand are counted from the answers. Whatever is asked together is one statement for each
of the two.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import scores
from kpi.metrics import definition
from kpi.store.rows import table
from kpi.store.tables import TALLIED, Response, Survey, Tally
from kpi.store.tallies import BY_HAND, SCORES

Counts: TypeAlias = dict[int, int]
"""Answers per score; scores nobody gave are absent."""

DAY = "day"
"""What counts are split by for each local day."""

_tally = table(Tally).c
_response = table(Response).c
_NO_DAY: ColumnElement[Any] = cast(null(), Date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which answers are to be counted: those of one survey version, on some local days."""

    workspace_id: str
    survey_id: UUID
    version: int
    first: date
    until: date
    """The local day before which it ends."""
    by: str | None = None
    """What to split by: DAY, or a segment."""
    filters: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Segments to their values; asks by hand are left out unless a trigger is named."""
    scale: range
    """The scores that can be given: tallies have a count for each of the widest scale."""


def of_survey(
    survey: Survey,
    first: date,
    until: date,
    *,
    by: str | None = None,
    filters: Mapping[str, str] | None = None,
) -> Wanted:
    """Ask for the answers of a survey in its version."""
    return Wanted(
        workspace_id=survey.workspace_id,
        survey_id=survey.id,
        version=survey.version,
        first=first,
        until=until,
        by=by,
        filters=filters or {},
        scale=definition(survey.definition).scale,
    )


async def whole(connection: AsyncConnection, wanted: Wanted) -> Counts:
    """Count all answers of one question."""
    return scores.merge((await split(connection, wanted)).values())


async def split(connection: AsyncConnection, wanted: Wanted) -> dict[Any, Counts]:
    """Count as `of_several` does, for one question."""
    return (await of_several(connection, [wanted]))[wanted]


async def of_several(
    connection: AsyncConnection, wanted: Collection[Wanted]
) -> dict[Wanted, dict[Any, Counts]]:
    """Count all that is asked for.

    Returns:
        For each question the counts by local day or by value of the segment, as it is split;
        answers without a value are under "", as is all where it is not split.
    """
    tallied = [one for one in wanted if is_tallied(one)]
    others = [one for one in wanted if not is_tallied(one)]
    return {
        **await _from_tallies(connection, tallied),
        **await _from_answers(connection, others),
    }


async def values(connection: AsyncConnection, workspace_id: str, segment: str) -> list[str]:
    """Return the values that answers of this workspace carry for a segment, in order."""
    column = _response[segment]
    statement = select(column).where(_response.workspace_id == workspace_id, column != "")
    found = await connection.execute(statement.distinct().order_by(column))
    return list(found.scalars())


def is_tallied(wanted: Wanted) -> bool:
    """Whether there are tallies of what is asked for."""
    if wanted.by in {None, DAY}:
        return len(wanted.filters) == 0 or (
            len(wanted.filters) == 1 and next(iter(wanted.filters)) in TALLIED
        )
    return wanted.by in TALLIED and not wanted.filters


async def _from_tallies(
    connection: AsyncConnection, wanted: Sequence[Wanted]
) -> dict[Wanted, dict[Any, Counts]]:
    found: list[dict[Any, Counts]] = [{} for _ in wanted]
    statements = [
        _tallied(place, one, whole=whole)
        for place, one in enumerate(wanted)
        for whole in ((True, False) if one.by in TALLIED else (False,))
    ]
    for place, day, value, *counts in await _rows(connection, statements):
        if given := {score: int(n) for score, n in enumerate(counts) if n}:
            found[place][value if day is None else day] = given
    return {
        one: with_rest(counts) if one.by in TALLIED else counts
        for one, counts in zip(wanted, found, strict=True)
    }


async def _from_answers(
    connection: AsyncConnection, wanted: Sequence[Wanted]
) -> dict[Wanted, dict[Any, Counts]]:
    found: list[dict[Any, Counts]] = [{} for _ in wanted]
    statements = map(_answered, _places(wanted), wanted)
    for place, day, value, score, n in await _rows(connection, statements):
        found[place].setdefault(value if day is None else day, {})[score] = n
    return dict(zip(wanted, found, strict=True))


def _places(wanted: Sequence[Wanted]) -> Iterable[int]:
    return range(len(wanted))


async def _rows(connection: AsyncConnection, statements: Iterable[Select[Any]]) -> Iterable[Any]:
    together = list(statements)
    return await connection.execute(union_all(*together)) if together else ()


def _tallied(place: int, wanted: Wanted, *, whole: bool) -> Select[Any]:
    """Sum the tallies, by day or by value as it is split; or `whole`, which is beside the values.

    Values and what is beside them are apart, since they are grouped in the order of the key then.
    """
    by_value = wanted.by in TALLIED and not whole
    segment, value = next(iter(wanted.filters.items()), ("", ""))
    chosen = and_(_tally.segment == segment, _tally.value == value)
    if by_value:
        chosen = _tally.segment == wanted.by
    return _apart(
        select(literal(place)).where(window(_tally, wanted), chosen),
        day=_tally.day if wanted.by == DAY else None,
        value=_tally.value if by_value else None,
    ).add_columns(*summed(_tally, wanted))


def _answered(place: int, wanted: Wanted) -> Select[Any]:
    split = wanted.by not in {None, DAY}
    return (
        _apart(
            select(literal(place)).where(
                window(_response, wanted), _response.score.is_not(None), *narrowing(wanted)
            ),
            day=_response.day if wanted.by == DAY else None,
            value=_response[str(wanted.by)] if split else None,
        )
        .add_columns(_response.score, func.count())
        .group_by(_response.score)
    )


def _apart(
    statement: Select[Any], *, day: ColumnElement[Any] | None, value: ColumnElement[Any] | None
) -> Select[Any]:
    """Add a day and a value to the rows, so that statements of any split can be put together."""
    statement = statement.add_columns(
        _NO_DAY if day is None else day, literal("") if value is None else value
    )
    return statement.group_by(*(column for column in (day, value) if column is not None))


def window(columns: Any, wanted: Wanted) -> ColumnElement[bool]:
    """Pick the survey version and the days, of tallies or of answers."""
    return and_(
        columns.workspace_id == wanted.workspace_id,
        columns.survey_id == wanted.survey_id,
        columns.version == wanted.version,
        columns.day >= wanted.first,
        columns.day < wanted.until,
    )


def narrowing(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Pick answers by the filters."""
    for segment, value in wanted.filters.items():
        yield _response[segment] == value
    if "trigger" not in wanted.filters:
        yield _response.trigger != BY_HAND


def summed(columns: Any, wanted: Wanted) -> Iterator[ColumnElement[Any]]:
    """Add up the counts of tallies per score; those that nobody can give are not looked at."""
    for score, name in enumerate(SCORES):
        count = func.sum(columns[name]) if score in wanted.scale else literal_column("0")
        yield count.label(name)


def with_rest(counts: Mapping[Any, Counts]) -> dict[Any, Counts]:
    """Give parts their names: beside them is all there is, which leaves what has none."""
    named = {value: one for value, one in counts.items() if value}
    taken, nowhere = scores.merge(named.values()), {}
    for score, n in counts.get("", {}).items():
        if left := n - taken.get(score, 0):
            nowhere[score] = left
    return named | ({"": nowhere} if nowhere else {})
