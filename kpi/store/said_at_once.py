"""What customers say of being solved the first time, day by day, and beside what was counted.

It comes from the counts where there are any for what is asked; two filters at once or a segment
without counts are read from the answers and the reckonings, by an index of those that hold it.
Answers to asks by hand are left out unless a trigger is named, as in every number of answers.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.histograms import Histogram, summed
from kpi.reckoning import AT_ONCE, NOT_AT_ONCE
from kpi.service_definitions import CONFIRMED
from kpi.store import reckoned_rows
from kpi.store.reckoned_rows import NO_DAY, WEEK, Asked
from kpi.store.rows import table
from kpi.store.tables import TALLIED, Invitation, Reckoning, Response, SaidTally
from kpi.store.tallies import BY_HAND

_response = table(Response).c
_invitation = table(Invitation).c
_reckoning = table(Reckoning).c
_tally = table(SaidTally).c


class Beside(NamedTuple):
    """Tickets of which one survey asked last: what was said, and what was counted."""

    survey_id: UUID
    yes: int
    no: int
    confirmed: int
    """Those of yes that were counted as solved at once."""
    denied: int
    """Those of no that were."""
    anonymous: int


def is_tallied(asked: Asked) -> bool:
    """Whether there are counts of what is asked for."""
    if asked.by in TALLIED:
        return not asked.filters
    named = (segment in TALLIED and value for segment, value in asked.filters.items())
    return asked.by in {None, WEEK} and len(asked.filters) <= 1 and all(named)


async def counts(
    connection: AsyncConnection, workspace_id: str, asked: Sequence[Asked]
) -> dict[Asked, dict[Any, Histogram]]:
    """Read the counts of what is tallied; beside those of a segment that of everything, as ""."""
    statements = [_counted(workspace_id, one, place) for place, one in enumerate(asked)]
    found: list[dict[Any, Histogram]] = [{} for _ in asked]
    told = (await connection.execute(union_all(*statements))).all() if statements else ()
    for place, day, value, yes, no in told:
        given = [(AT_ONCE, int(yes), 0), (NOT_AT_ONCE, int(no), 0)]
        found[place][value if day is None else day] = summed([one for one in given if one[1]])
    return dict(zip(asked, found, strict=True))


def grouped(workspace_id: str, asked: Asked, place: int) -> Select[Any]:
    """Return a statement of the same rows as `reckoned_rows.grouped`: the number is 1 for yes."""
    day = _response.day if asked.by == WEEK else NO_DAY
    by = None if asked.by in {None, WEEK} else _response[str(asked.by)]
    statement = select(
        literal(place),
        day,
        literal("") if by is None else by,
        cast(_response.solved_at_once, Integer),
        func.count(),
        literal(0),
    ).where(_is_said(workspace_id, asked))
    split = _response.day if asked.by == WEEK else by
    apart = (split, _response.solved_at_once)
    return statement.group_by(*(column for column in apart if column is not None))


async def survey_ids(connection: AsyncConnection, workspace_id: str, asked: Asked) -> set[UUID]:
    """Return the surveys in which it was said."""
    if is_tallied(asked):
        statement = select(_tally.survey_id).where(*_chosen(workspace_id, asked, CONFIRMED.key))
        statement = statement.where(_tally.yes + _tally.no > 0)
    else:
        statement = select(_response.survey_id).where(_is_said(workspace_id, asked))
    return set((await connection.execute(statement.distinct())).scalars())


async def anonymous(connection: AsyncConnection, workspace_id: str, asked: Asked) -> set[UUID]:
    """Return the surveys that promised those who said it not to tell who they are."""
    if is_tallied(asked):
        chosen = _chosen(workspace_id, asked, CONFIRMED.key)
        told = select(_tally.survey_id).where(*chosen, _tally.anonymous > 0)
        return set((await connection.execute(told.distinct())).scalars())
    same = and_(
        _invitation.workspace_id == _response.workspace_id,
        _invitation.id == _response.invitation_id,
    )
    statement = select(_response.survey_id).join(table(Invitation), same)
    promised = statement.where(_is_said(workspace_id, asked), _invitation.is_anonymous.is_(True))
    return set((await connection.execute(promised.distinct())).scalars())


async def beside(connection: AsyncConnection, workspace_id: str, asked: Asked) -> list[Beside]:
    """Hold what was said last of tickets against what a definition counted of them."""
    if is_tallied(asked):
        sums = (func.sum(_tally[name]) for name in Beside._fields[1:])
        chosen = _chosen(workspace_id, asked, asked.definition)
        statement = select(_tally.survey_id, *sums).where(*chosen).group_by(_tally.survey_id)
    else:
        statement = _beside_rows(workspace_id, asked)
    found = await connection.execute(statement)
    return [Beside(survey_id, *map(int, numbers)) for survey_id, *numbers in found]


def _counted(workspace_id: str, asked: Asked, place: int) -> Select[Any]:
    """Return a statement whose rows are the place, a day, a value, yes and no."""
    day = _tally.day if asked.by == WEEK else NO_DAY
    value = _tally.value if asked.by in TALLIED else literal("")
    sums = (func.sum(_tally.yes), func.sum(_tally.no))
    chosen = _chosen(workspace_id, asked, CONFIRMED.key)
    statement = select(literal(place), day, value, *sums).where(*chosen)
    return statement.group_by(_tally.day if asked.by == WEEK else _tally.value)


def _chosen(workspace_id: str, asked: Asked, definition: str) -> Sequence[ColumnElement[bool]]:
    """Return the counts to look at; beside those of a segment that of everything."""
    segment, value = next(iter(asked.filters.items()), ("", ""))
    within = (
        _tally.workspace_id == workspace_id,
        _tally.definition == definition,
        _tally.day >= asked.first,
        _tally.day < asked.until,
    )
    if asked.by in TALLIED:
        return (*within, _tally.segment.in_(("", asked.by)))
    return (*within, _tally.segment == segment, _tally.value == value)


def _beside_rows(workspace_id: str, asked: Asked) -> Select[Any]:
    """Count from the reckonings, in the order of `Beside`."""
    counted = _reckoning.solved_at_once.is_(True)

    def number(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(*conditions), 1), else_=0))

    yes, no = _reckoning.said.is_(True), _reckoning.said.is_(False)
    columns = (number(yes), number(no), number(yes, counted), number(no, counted))
    anonymous_ones = number(_reckoning.said_anonymously.is_(True))
    statement = select(_reckoning.said_to, *columns, anonymous_ones)
    said = (reckoned_rows.is_asked(workspace_id, asked), _reckoning.said.is_not(None))
    return statement.where(*said).group_by(_reckoning.said_to)


def _is_said(workspace_id: str, asked: Asked) -> ColumnElement[bool]:
    return and_(
        _response.workspace_id == workspace_id,
        _response.solved_at_once.is_not(None),
        _response.day >= asked.first,
        _response.day < asked.until,
        *_filtered(asked.filters),
    )


def _filtered(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    found = [_response[name] == value for name, value in filters.items()]
    return found if "trigger" in filters else [*found, _response.trigger != BY_HAND]
