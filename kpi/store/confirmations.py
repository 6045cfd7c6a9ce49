"""What customers say of being helped the first time: taken from taps, held against what counted."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.answering import Confirmation, Verdict, Window, confirmed
from kpi.changes import FEW
from kpi.confirmed import Confirmed
from kpi.measured import Said
from kpi.store import answer_batch, reckoned_rows, said_at_once, surveys
from kpi.store.answer_batch import Batch, Row
from kpi.store.reckoned_rows import Asked
from kpi.store.rows import table
from kpi.store.tables import Invitation, Reckoning, Response

_response = table(Response).c
_invitation = table(Invitation).c
_reckoning = table(Reckoning).c

_MOVING = frozenset({Verdict.COUNTED, Verdict.CHANGED, Verdict.SAME})
"""Verdicts after which it is written; SAME moves the moment of the last tap."""


def apply(batch: Batch, answer: Row | None, tap: Confirmation, window: Window) -> Verdict:
    """Judge one tap of the person who was asked, and change what stands."""
    verdict = confirmed(answer_batch.standing_of(answer), _before(answer), tap, window)
    if answer is not None and verdict in _MOVING:
        said = {"solved_at_once": tap.solved, "confirmed_at": tap.at}
        batch.keep(answer | said, tap.at)
    return verdict


async def of_period(
    connection: AsyncConnection, workspace_id: str, asked: Asked, *, private: bool
) -> Confirmed | None:
    """Hold what customers say against what was counted of the same tickets.

    Args:
        connection: only reads.
        workspace_id: whose tickets.
        asked: which ones; its measure is first contact resolution.
        private: whether the work of one person is looked at.

    Returns:
        None where no customer said anything of them.
    """
    found = [_Cell(*row) for row in await connection.execute(_cells(workspace_id, asked))]
    if not found:
        return None
    anonymous = {cell.survey_id for cell in found if cell.is_anonymous}
    return Confirmed(
        both=_sum(found, counted=True, said=True),
        only_customer=_sum(found, counted=False, said=True),
        only_system=_sum(found, counted=True, said=False),
        neither=_sum(found, counted=False, said=False),
        private=private or bool(anonymous),
        fewest=await _fewest(connection, workspace_id, anonymous),
    )


async def around(connection: AsyncConnection, workspace_id: str, asked: Asked) -> Said:
    """Say whether customers are asked at all, and how careful one is with what they said.

    Args:
        connection: only reads.
        workspace_id: whose customers.
        asked: which days and segments are looked at.
    """
    known = await surveys.of_workspace(connection, workspace_id)
    asking = [one for one in known if surveys.policy(one).confirm_fcr]
    promised = await said_at_once.anonymous(connection, workspace_id, asked)
    promised |= {one.id for one in asking if surveys.policy(one).anonymous}
    fewest = await _fewest(connection, workspace_id, promised) if promised else None
    return Said(is_asked=bool(asking), fewest=fewest)


class _Cell(NamedTuple):
    """Tickets of which the same was counted and said, in answer to one survey."""

    counted: bool
    said: bool
    survey_id: UUID
    is_anonymous: bool
    n: int


def _sum(found: Sequence[_Cell], *, counted: bool, said: bool) -> int:
    return sum(cell.n for cell in found if (bool(cell.counted), cell.said) == (counted, said))


async def _fewest(
    connection: AsyncConnection, workspace_id: str, anonymous: Collection[UUID]
) -> int:
    """Find from how many answers on the most careful of these surveys may be shown."""
    if not anonymous:
        return FEW
    known = await surveys.of_workspace(connection, workspace_id)
    return max(FEW, *(surveys.policy(one).group_threshold for one in known if one.id in anonymous))


def _cells(workspace_id: str, asked: Asked) -> Select[Any]:
    said = _last_said(workspace_id, asked).c
    columns = (said.counted, said.said, said.survey_id, said.is_anonymous)
    return select(*columns, func.count()).where(said.place == 1).group_by(*columns)


def _last_said(workspace_id: str, asked: Asked) -> FromClause:
    """Return a row for each answer; who was asked twice about one ticket said it last in place 1.

    Nobody answers before the ticket counts, which is why its first day begins theirs.
    """
    place = func.row_number().over(
        partition_by=_reckoning.interaction_id, order_by=_response.confirmed_at.desc()
    )
    return (
        select(
            _reckoning.solved_at_once.label("counted"),
            _response.solved_at_once.label("said"),
            _response.survey_id,
            _invitation.is_anonymous,
            place.label("place"),
        )
        .select_from(table(Response))
        .join(table(Invitation), _same(_invitation, _invitation.id, _response.invitation_id))
        .join(
            table(Reckoning),
            _same(_reckoning, _reckoning.interaction_id, _invitation.interaction_id),
        )
        .where(
            _response.workspace_id == workspace_id,
            _response.solved_at_once.is_not(None),
            _response.day >= asked.first,
            reckoned_rows.is_asked(workspace_id, asked),
        )
        .subquery()
    )


def _same(parent: Any, key: ColumnElement[Any], child: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(parent.workspace_id == child.table.c.workspace_id, key == child)


def _before(answer: Row | None) -> Confirmation | None:
    if answer is None or answer["confirmed_at"] is None:
        return None
    return Confirmation(answer["solved_at_once"], answer["confirmed_at"])
