"""Another time zone for a workspace: its answers move to their days in it, piece by piece.

From the change on whatever comes in counts in the new zone. What came before follows in the
background: an answer and its tallies in one transaction, so the counts are right at any moment,
and reckonings as `arrears` does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import local_day
from kpi.store import rows, tallies, theme_tallies, workspaces
from kpi.store.tables import Invitation, Response, Workspace
from kpi.store.tallies import Counted, Deltas
from kpi.store.theme_tallies import ThemeDeltas

AT_ONCE = 200
"""Answers in one piece: taps wait no longer than for one."""
SETTLED = timedelta(minutes=1)
"""After which nothing is under way any more that read the zone before it was changed."""

_WORKSPACE = rows.table(Workspace)
_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)


async def change(
    connection: AsyncConnection, workspace_id: str, zone: str, now: datetime
) -> Workspace:
    """Give a workspace another time zone, and order that its past is counted in it.

    Args:
        connection: in a transaction of the writer.
        workspace_id: whose days these are.
        zone: an IANA name, as `kpi.time_zones.read` gives it.
        now: the past follows from `SETTLED` later on.

    Raises:
        NotFound: there is no such workspace.
    """
    workspace = await workspaces.find(connection, workspace_id)
    if workspace.time_zone == zone:
        return workspace
    return await workspaces.change(
        connection,
        workspace_id,
        time_zone=zone,
        zone_changed_at=now,
        recounted_through=None,
        reckoned_through=None,
    )


def is_settled(now: datetime) -> ColumnElement[bool]:
    """Tell whether what a workspace counts can follow its zone, or has done so."""
    changed_at = _WORKSPACE.c.zone_changed_at
    return or_(changed_at.is_(None), changed_at <= now - SETTLED)


async def waiting(connection: AsyncConnection, now: datetime) -> list[str]:
    """Return the workspaces of which answers are still to move to their days."""
    behind = and_(_WORKSPACE.c.zone_changed_at.is_not(None), is_settled(now))
    statement = select(_WORKSPACE.c.id).where(behind).order_by(_WORKSPACE.c.id)
    return list((await connection.execute(statement)).scalars())


async def catch_up(connection: AsyncConnection, workspace_id: str, now: datetime) -> bool:
    """Move the next answers of a workspace, the oldest first; False when none is left.

    In a transaction of the writer.
    """
    due = and_(_WORKSPACE.c.zone_changed_at.is_not(None), is_settled(now))
    mine = select(_WORKSPACE).where(_WORKSPACE.c.id == workspace_id, due).with_for_update()
    workspace = await rows.first(connection, Workspace, mine)
    if workspace is None:
        return False
    piece = await _piece(connection, workspace)
    await _move(connection, workspace, piece)
    is_last = len(piece) < AT_ONCE
    through = {"zone_changed_at": None} if is_last else {"recounted_through": piece[-1]["id"]}
    await workspaces.change(connection, workspace_id, **through)
    return not is_last


async def _piece(connection: AsyncConnection, workspace: Workspace) -> Sequence[Any]:
    """Return the next answers by id, locked as taps lock them: by their questions, in order."""
    mine = _RESPONSE.c.workspace_id == workspace.id
    if workspace.recounted_through is not None:
        mine = and_(mine, _RESPONSE.c.id > workspace.recounted_through)
    columns = (_RESPONSE.c.id, _RESPONSE.c.invitation_id)
    next_ones = select(*columns).where(mine).order_by(_RESPONSE.c.id).limit(AT_ONCE)
    found = (await connection.execute(next_ones)).all()
    asked = and_(
        _INVITATION.c.workspace_id == workspace.id,
        _INVITATION.c.id.in_([one.invitation_id for one in found if one.invitation_id]),
    )
    in_order = select(_INVITATION.c.id).where(asked).order_by(_INVITATION.c.id)
    await connection.execute(in_order.with_for_update())
    these = and_(
        _RESPONSE.c.workspace_id == workspace.id, _RESPONSE.c.id.in_([one.id for one in found])
    )
    answers = select(_RESPONSE).where(these).order_by(_RESPONSE.c.id)
    return (await connection.execute(answers)).mappings().all()


async def _move(connection: AsyncConnection, workspace: Workspace, piece: Sequence[Any]) -> None:
    """Write the days that are others now, and the tallies with them."""
    deltas, themes, moved = Deltas(), ThemeDeltas(), []
    for answer in piece:
        day = local_day(answer["answered_at"], workspace.time_zone)
        if day != answer["day"]:
            deltas.move(Counted.of(answer, answer["day"]), answer["score"], None)
            deltas.move(Counted.of(answer, day), None, answer["score"])
            themes.move(dict(answer), {**answer, "day": day})
            moved.append({"moved_id": answer["id"], "new_day": day})
    if moved:
        this = and_(
            _RESPONSE.c.workspace_id == workspace.id, _RESPONSE.c.id == bindparam("moved_id")
        )
        anew = update(_RESPONSE).where(this).values(day=bindparam("new_day"))
        await connection.execute(anew, moved)
    await tallies.apply(connection, deltas)
    await theme_tallies.apply(connection, themes)
