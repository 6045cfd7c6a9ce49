"""Second tries: what found no place goes out after all, once its account has a channel."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import accounts, rows
from kpi.store.tables import Contact, Delivery, Interaction, Invitation

RECENT = timedelta(days=14)
"""How far back questions are tried again."""

CLOSED = frozenset(
    {"no_place", "not_in_channel", "channel_not_found", "channel_is_archived", "is_archived"}
)
"""Reasons of questions that another channel may cure."""

_CONTACT = rows.table(Contact)
_DELIVERY = rows.table(Delivery)
_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)


async def give_channel(
    connection: AsyncConnection, workspace_id: str, name: str, channel_id: str, now: datetime
) -> int:
    """Map an account to its channel, and send anew what could not reach its guests.

    Those questions are only due again: just before sending all rules look at them, as at any
    other. Of each interaction only the latest resolution is asked about.

    Returns:
        How many questions wait again.
    """
    await accounts.put(connection, workspace_id, name, channel_id, now)
    found = await connection.execute(_out_of_reach(workspace_id, now))
    wanted = set(accounts.names_of(name, ""))
    theirs = [
        row.id for row in found if wanted & {*accounts.names_of(row.account, row.requester_email)}
    ]
    await _reset(connection, workspace_id, theirs, now)
    return len(theirs)


def _out_of_reach(workspace_id: str, now: datetime) -> Select[Any]:
    return (
        select(_INVITATION.c.id, _INTERACTION.c.account, _INTERACTION.c.requester_email)
        .join_from(_INVITATION, _INTERACTION, _same(_INTERACTION, _INVITATION.c.interaction_id))
        .join(_CONTACT, _same(_CONTACT, _INVITATION.c.contact_id))
        .where(
            _INVITATION.c.workspace_id == workspace_id,
            _INVITATION.c.state == "undeliverable",
            _INVITATION.c.reason.in_(CLOSED),
            _INVITATION.c.resolved_at >= now - RECENT,
            _INVITATION.c.solve_cycle == _INTERACTION.c.solve_cycle,
            _CONTACT.c.is_home.is_(False),
        )
    )


async def _reset(
    connection: AsyncConnection, workspace_id: str, invitations: Sequence[UUID], now: datetime
) -> None:
    """Let questions wait as if they were never tried; the log of their attempts stays."""
    message = and_(
        _DELIVERY.c.workspace_id == workspace_id,
        _DELIVERY.c.kind == "prompt",
        _DELIVERY.c.cause_id.in_(invitations),
        _DELIVERY.c.state == "failed",
    )
    anew = {"state": "retry", "reason": "", "due_at": now, "channel_id": "", "thread_ts": ""}
    await connection.execute(update(_DELIVERY).where(message).values(**anew))
    mine = and_(_INVITATION.c.workspace_id == workspace_id, _INVITATION.c.id.in_(invitations))
    await connection.execute(update(_INVITATION).where(mine).values(state="planned", reason=""))


def _same(table: Any, key: ColumnElement[UUID | None]) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == _INVITATION.c.workspace_id, table.c.id == key)
