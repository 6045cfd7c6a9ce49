"""The proof of what customers said of being helped the first time: count it again."""

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.reckoning_terms import reckoned_of
from kpi.store.rows import table
from kpi.store.said_tallies import SaidDeltas
from kpi.store.tables import Invitation, Reckoning, Response, SaidTally
from kpi.store.verification import Difference, apart

_AT_ONCE = {"yield_per": 5_000}

_INVITATION = table(Invitation)
_RECKONING = table(Reckoning)
_RESPONSE = table(Response)


async def differences(connection: AsyncConnection, workspace_id: str) -> list[Difference]:
    """Recount answers and reckonings of a workspace and return where the tallies say otherwise.

    Args:
        connection: sees all of it as of one moment, or some of what goes on would differ.
        workspace_id: whose they are.

    Returns:
        Keys are definition, segment, value, day and survey id; counts are those of
        `said_tallies.COUNTS`.
    """
    deltas = SaidDeltas()
    await _recount_answers(connection, workspace_id, deltas)
    await _recount_tickets(connection, workspace_id, deltas)
    return await apart(connection, workspace_id, SaidTally, deltas)


async def _recount_answers(
    connection: AsyncConnection, workspace_id: str, deltas: SaidDeltas
) -> None:
    question = and_(
        _INVITATION.c.workspace_id == _RESPONSE.c.workspace_id,
        _INVITATION.c.id == _RESPONSE.c.invitation_id,
    )
    said = select(_RESPONSE, _INVITATION.c.is_anonymous).outerjoin(_INVITATION, question)
    said = said.where(
        _RESPONSE.c.workspace_id == workspace_id, _RESPONSE.c.solved_at_once.is_not(None)
    )
    found = await connection.stream(said.execution_options(**_AT_ONCE))
    async for row in found.mappings():
        deltas.count_answer(row, 1, anonymous=bool(row["is_anonymous"]))


async def _recount_tickets(
    connection: AsyncConnection, workspace_id: str, deltas: SaidDeltas
) -> None:
    said = select(_RECKONING).where(
        _RECKONING.c.workspace_id == workspace_id, _RECKONING.c.said.is_not(None)
    )
    found = await connection.stream(said.execution_options(**_AT_ONCE))
    async for row in found.mappings():
        deltas.count_ticket(workspace_id, reckoned_of(row), 1)
