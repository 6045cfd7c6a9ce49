"""What customers said of being solved the first time, counted from their answers, day by day.

It has no tally: few answers carry it, and an index of its own finds them. Answers to asks by hand
are left out unless a trigger is named, as in every number of answers.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.reckoned_rows import NO_DAY, WEEK, Asked
from kpi.store.rows import table
from kpi.store.tables import Invitation, Response
from kpi.store.tallies import BY_HAND

_response = table(Response).c
_invitation = table(Invitation).c


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
    statement = select(_response.survey_id).where(_is_said(workspace_id, asked)).distinct()
    return set((await connection.execute(statement)).scalars())


async def anonymous(connection: AsyncConnection, workspace_id: str, asked: Asked) -> set[UUID]:
    """Return the surveys that promised those who said it not to tell who they are."""
    same = and_(
        _invitation.workspace_id == _response.workspace_id,
        _invitation.id == _response.invitation_id,
    )
    statement = select(_response.survey_id).join(table(Invitation), same)
    promised = statement.where(_is_said(workspace_id, asked), _invitation.is_anonymous.is_(True))
    return set((await connection.execute(promised.distinct())).scalars())


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
