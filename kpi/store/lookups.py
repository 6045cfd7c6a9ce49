"""Look-ups: invitations that wait for Slack to say whose address it is."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.store import (
    asked_tallies,
    choosing,
    contacts,
    decisions,
    interactions,
    rows,
    surveys,
)
from kpi.store.asked_tallies import AskedDeltas
from kpi.store.choosing import Customer
from kpi.store.tables import Interaction, Invitation, Survey, TicketLookup

TRIES = 8
"""How often Slack is asked whose address it is, before we give up: about two hours."""
FIRST_PAUSE = timedelta(minutes=1)
"""Time before the second look-up; doubled for each further one."""

_TABLE = rows.table(Invitation)
_AT_SOURCE = rows.table(TicketLookup)
_LOCKED = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id", "id")).with_for_update()
_WAITING = (
    select(_TABLE)
    .where(
        _TABLE.c.state == "looking_up",
        _TABLE.c.due_at <= bindparam("now"),
        ~exists().where(
            _AT_SOURCE.c.workspace_id == _TABLE.c.workspace_id,
            _AT_SOURCE.c.interaction_id == _TABLE.c.interaction_id,
        ),
    )
    .order_by(_TABLE.c.due_at, _TABLE.c.id)
    .limit(bindparam("limit", type_=Integer()))
)


async def looking_up(connection: AsyncConnection, now: datetime, limit: int) -> list[Invitation]:
    """Return invitations whose customer Slack must be asked about now, the oldest first.

    Those whose ticket system has to be asked before are left out.
    """
    return await rows.every(connection, Invitation, _WAITING, now=now, limit=limit)


async def located(
    connection: AsyncConnection,
    workspace_id: str,
    invitation_id: UUID,
    contact_id: UUID | None,
    now: datetime,
) -> Invitation:
    """Decide, now that it is known who was helped; None means that Slack knows nobody.

    An invitation that was decided meanwhile is returned as it is.
    """
    invitation = await _locked(connection, workspace_id, invitation_id)
    if invitation.state != "looking_up":
        return invitation
    helped = choosing.NOT_IN_SLACK
    if contact_id is not None:
        helped = Customer(contact=await contacts.find(connection, workspace_id, contact_id))
    interaction = await interactions.find(connection, workspace_id, invitation.interaction_id)
    chosen = await choosing.choose(
        connection,
        interaction,
        helped,
        survey=await _named_by_hand(connection, interaction, invitation),
        now=now,
    )
    counts = AskedDeltas()
    await decisions.decide_again(
        connection, invitation, helped, chosen=chosen, counts=counts, now=now
    )
    await asked_tallies.apply(connection, counts)
    return invitation


async def lookup_failed(
    connection: AsyncConnection,
    workspace_id: str,
    invitation_id: UUID,
    reason: str,
    now: datetime,
) -> Invitation:
    """Ask Slack again later, each time after a longer pause, or give up with Slack's reason."""
    invitation = await _locked(connection, workspace_id, invitation_id)
    if invitation.state != "looking_up":
        return invitation
    lookups = invitation.lookups + 1
    changes: dict[str, Any] = {"due_at": now + FIRST_PAUSE * 2 ** (lookups - 1)}
    if lookups >= TRIES:
        changes = {"state": "undeliverable", "reason": reason}
    await decisions.change(connection, invitation, lookups=lookups, **changes)
    return invitation


async def _locked(
    connection: AsyncConnection, workspace_id: str, invitation_id: UUID
) -> Invitation:
    key = {"given_workspace_id": workspace_id, "given_id": invitation_id}
    found = await rows.first(connection, Invitation, _LOCKED, **key)
    if found is None:
        raise NotFound("There is no such question here.")
    return found


async def _named_by_hand(
    connection: AsyncConnection, interaction: Interaction, invitation: Invitation
) -> Survey | None:
    """Return the survey that a colleague or a campaign chose; others may still get another one."""
    if interaction.trigger not in {"hand", "campaign"}:
        return None
    found = await surveys.of_workspace(connection, invitation.workspace_id)
    return next(survey for survey in found if survey.id == invitation.survey_id)
