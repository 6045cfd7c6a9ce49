"""Pins: whose mail address it is, as an admin says; Slack is not asked about such an address."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Reason
from kpi.store import mailing, rows
from kpi.store.tables import Address, Interaction, Invitation

RECENT = timedelta(days=14)
"""How far back resolutions are decided anew when their customer is found after all."""

_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)


async def pin(
    connection: AsyncConnection, workspace_id: str, email: str, contact_id: UUID, now: datetime
) -> int:
    """Say whose address this is, whatever Slack says; return how many decisions wait for it now.

    Recent resolutions of theirs that could not be asked about for want of an account are looked
    up again, and then decided by all the rules, as if for the first time.
    """
    address = email.strip().lower()
    fresh = Address(
        workspace_id=workspace_id,
        email=address,
        contact_id=contact_id,
        looked_up_at=now,
        is_pinned=True,
    )
    insert = rows.insert_into(connection, Address).on_conflict_do_update(
        index_elements=["workspace_id", "email"],
        set_={"contact_id": contact_id, "looked_up_at": now, "is_pinned": True},
    )
    await connection.execute(insert, rows.values([fresh]))
    await mailing.absorb(connection, workspace_id, address, contact_id)
    return await _look_up_again(connection, workspace_id, address, now)


async def _look_up_again(
    connection: AsyncConnection, workspace_id: str, address: str, now: datetime
) -> int:
    """Only the latest resolution of each interaction: an older one must not be asked about."""
    latest = and_(
        _INTERACTION.c.workspace_id == _INVITATION.c.workspace_id,
        _INTERACTION.c.id == _INVITATION.c.interaction_id,
        _INTERACTION.c.solve_cycle == _INVITATION.c.solve_cycle,
        _INTERACTION.c.requester_email == address,
    )
    mine = and_(
        _INVITATION.c.workspace_id == workspace_id,
        _INVITATION.c.state == "not_asked",
        _INVITATION.c.reason == Reason.NO_SLACK_ACCOUNT,
        _INVITATION.c.resolved_at >= now - RECENT,
        select(_INTERACTION.c.id).where(latest).exists(),
    )
    again = {"state": "looking_up", "reason": "", "due_at": now, "lookups": 0}
    return (await connection.execute(update(_INVITATION).where(mine).values(**again))).rowcount
