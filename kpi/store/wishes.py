"""Wishes: taps on "Don't ask me again" and on its way back, and the questions they leave open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import contacts, rows
from kpi.store.responses import Tap, click_of
from kpi.store.tables import Click, Contact, Invitation, Response

STOP = "opt_out"
START = "opt_in"

_CLICK = rows.table(Click)


async def record_wishes(connection: AsyncConnection, taps: Sequence[Tap]) -> list[bool]:
    """Store what people wish, by the action ids of their taps; for each, whether it changed things.

    A write for `Writer.submit`. The last wish by its own time stands: a tap that is told again, or
    that was overtaken, changes nothing.
    """
    return [await _record(connection, tap) for tap in taps]


async def open_questions(
    connection: AsyncConnection, workspace_id: str, team_id: str, user_id: str, now: datetime
) -> list[UUID]:
    """Return the invitations that somebody may still answer and has not, the oldest first."""
    invitation, contact, response = (rows.table(one) for one in (Invitation, Contact, Response))
    asked = and_(
        contact.c.workspace_id == invitation.c.workspace_id,
        contact.c.id == invitation.c.contact_id,
    )
    answered = and_(
        response.c.workspace_id == invitation.c.workspace_id,
        response.c.invitation_id == invitation.c.id,
    )
    person = and_(contact.c.team_id == team_id, contact.c.user_id == user_id)
    found = await connection.execute(
        select(invitation.c.id)
        .join_from(invitation, contact, asked)
        .outerjoin(response, answered)
        .where(
            *(invitation.c.workspace_id == workspace_id, person, response.c.score.is_(None)),
            invitation.c.expires_at > now,
        )
        .order_by(invitation.c.sent_at)
    )
    return list(found.scalars())


async def _record(connection: AsyncConnection, tap: Tap) -> bool:
    if await _is_overtaken(connection, tap):
        return False
    click = rows.insert_into(connection, Click).on_conflict_do_nothing()
    await connection.execute(click, click_of(tap, ""))
    wish = contacts.opt_out if tap.action_id == STOP else contacts.opt_in
    return await wish(connection, tap.workspace_id, tap.team_id, tap.user_id, tap.at)


async def _is_overtaken(connection: AsyncConnection, tap: Tap) -> bool:
    """Whether this wish, or a later one of the same person, is stored already."""
    person = and_(
        _CLICK.c.workspace_id == tap.workspace_id,
        _CLICK.c.team_id == tap.team_id,
        _CLICK.c.user_id == tap.user_id,
    )
    wishes = _CLICK.c.action_id.in_((STOP, START))
    later = select(_CLICK.c.id).where(person, wishes, _CLICK.c.at >= tap.at).limit(1)
    return (await connection.execute(later)).first() is not None
