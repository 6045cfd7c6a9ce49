"""Invitations that count nothing yet, or in the days of another time zone: moved in pieces.

Until a workspace is through, its funnels are read from the invitations themselves.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import asked_tallies, rows
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.tables import Invitation, Response, Workspace

AT_ONCE = 200
"""Invitations in one piece: taps wait no longer than for one."""

_INVITATION = rows.table(Invitation)
_RESPONSE = rows.table(Response)
_WORKSPACE = rows.table(Workspace)

# Said as its index says it, not as a value that is told when the statement runs.
IS_UNCOUNTED: ColumnElement[bool] = _INVITATION.c.counted_in == literal_column("''")


async def are_counted(connection: AsyncConnection, workspace_id: str) -> bool:
    """Whether all invitations of a workspace count in the days of its time zone."""
    mine = _WORKSPACE.c.id == workspace_id
    moving = select(1).where(mine, _WORKSPACE.c.zone_changed_at.is_not(None))
    uncounted = select(1).where(_INVITATION.c.workspace_id == workspace_id, IS_UNCOUNTED)
    behind = select(or_(moving.exists(), uncounted.exists()))
    return not (await connection.execute(behind)).scalar_one()


async def waiting(connection: AsyncConnection) -> list[str]:
    """Return the workspaces with invitations that count nothing yet."""
    uncounted = select(1).where(_INVITATION.c.workspace_id == _WORKSPACE.c.id, IS_UNCOUNTED)
    behind = select(_WORKSPACE.c.id).where(uncounted.exists()).order_by(_WORKSPACE.c.id)
    return list((await connection.execute(behind)).scalars())


async def catch_up(connection: AsyncConnection, workspace_id: str) -> bool:
    """Count the next invitations of a workspace, the oldest first; False when none is left.

    In a transaction of the writer.
    """
    mine = and_(_INVITATION.c.workspace_id == workspace_id, IS_UNCOUNTED)
    oldest = select(_INVITATION.c.id).where(mine).order_by(_INVITATION.c.id).limit(AT_ONCE)
    ids = list((await connection.execute(oldest)).scalars())
    if ids:
        deltas = await moved(connection, workspace_id, ids)
        await asked_tallies.apply(connection, deltas)
    return len(ids) == AT_ONCE


async def moved(
    connection: AsyncConnection, workspace_id: str, invitation_ids: Sequence[UUID]
) -> AskedDeltas:
    """Have invitations count in the days of their workspace's time zone now.

    Args:
        connection: writes; they are locked until the commit, in the order in which taps lock them.
        workspace_id: whose invitations.
        invitation_ids: which ones.

    Returns:
        What that moves, to be applied last in the transaction.
    """
    these = and_(_INVITATION.c.workspace_id == workspace_id, _INVITATION.c.id.in_(invitation_ids))
    in_order = select(_INVITATION).where(these).order_by(_INVITATION.c.id).with_for_update()
    found = (await connection.execute(in_order)).mappings().all()
    zone = await _zone(connection, workspace_id)
    others = {row["id"]: dict(row) for row in found if row["counted_in"] != zone}
    answered = await _answered(connection, workspace_id, list(others))
    deltas = AskedDeltas()
    for key, row in others.items():
        is_answered = key in answered
        deltas.move(Reached(row, is_answered), Reached(row | {"counted_in": zone}, is_answered))
    await _write(connection, workspace_id, list(others), zone)
    return deltas


async def _zone(connection: AsyncConnection, workspace_id: str) -> str:
    statement = select(_WORKSPACE.c.time_zone).where(_WORKSPACE.c.id == workspace_id)
    return str((await connection.execute(statement)).scalar_one())


async def _answered(
    connection: AsyncConnection, workspace_id: str, invitation_ids: Sequence[UUID]
) -> set[UUID | None]:
    statement = select(_RESPONSE.c.invitation_id).where(
        _RESPONSE.c.workspace_id == workspace_id,
        _RESPONSE.c.invitation_id.in_(invitation_ids),
        _RESPONSE.c.score.is_not(None),
    )
    return set((await connection.execute(statement)).scalars())


async def _write(
    connection: AsyncConnection, workspace_id: str, invitation_ids: Sequence[UUID], zone: str
) -> None:
    these = and_(_INVITATION.c.workspace_id == workspace_id, _INVITATION.c.id.in_(invitation_ids))
    await connection.execute(update(_INVITATION).where(these).values(counted_in=zone))
