"""Decisions: a choice written down as an invitation, with the message it owes."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import answerers, facts
from kpi.reasons import Reason
from kpi.store import deliveries, rows
from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.choosing import Choice, Customer
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import SEGMENTS, Interaction, Invitation

_TABLE = rows.table(Invitation)
_KEY = ("workspace_id", "id")
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_OF_CYCLE = select(_TABLE).where(
    rows.as_given(_TABLE, "workspace_id", "interaction_id", "solve_cycle")
)


async def decide(
    connection: AsyncConnection,
    interaction: Interaction,
    helped: Customer,
    *,
    chosen: Choice,
    counts: AskedDeltas,
    now: datetime,
) -> Invitation:
    """Keep the decision about the latest resolution; a second one finds the first.

    What it counts for is added to `counts`, to be applied last in the transaction.
    """
    invitation = decided(interaction, helped, chosen=chosen, now=now)
    if not await rows.add_new(connection, invitation):
        return await _of_cycle(connection, interaction)
    counts.move(None, _reached(invitation))
    await _owe(connection, invitation, helped, now)
    return invitation


def decided(
    interaction: Interaction, helped: Customer, *, chosen: Choice, now: datetime
) -> Invitation:
    """Give the decision about the latest resolution, not kept yet."""
    return _invitation(interaction, now, counted_in=chosen.zone, **_columns(helped, chosen, now))


async def decide_again(
    connection: AsyncConnection,
    invitation: Invitation,
    helped: Customer,
    *,
    chosen: Choice,
    counts: AskedDeltas,
    now: datetime,
) -> None:
    """Change a decision that waited for the customer's name; `counts` as in `decide`."""
    await move(connection, invitation, counts, **_columns(helped, chosen, now))
    await _owe(connection, invitation, helped, now)


async def move(
    connection: AsyncConnection, invitation: Invitation, counts: AskedDeltas, **columns: Any
) -> None:
    """Set columns that change what it counts for, which is added to `counts`; see `change`.

    Nothing of it was sent yet, so nobody answered.
    """
    before = _reached(invitation)
    await change(connection, invitation, **columns)
    counts.move(before, _reached(invitation))


async def change(connection: AsyncConnection, invitation: Invitation, **columns: Any) -> None:
    """Set columns of an invitation that is locked; its value follows."""
    await connection.execute(_CHANGED, {**rows.given(invitation, *_KEY), **columns})
    for name, value in columns.items():
        setattr(invitation, name, value)


async def call_off(connection: AsyncConnection, interaction: Interaction, now: datetime) -> None:
    """Cancel every question about an interaction that nobody is sending yet.

    When it was reopened is kept of the others too: a policy with a longer delay would have met it.
    """
    mine = and_(
        _TABLE.c.workspace_id == interaction.workspace_id,
        _TABLE.c.interaction_id == interaction.id,
    )
    planned = select(_TABLE.c.id).where(mine, _TABLE.c.state == "planned")
    cancelled = await deliveries.call_off(
        connection, interaction.workspace_id, planned, Reason.REOPENED
    )
    ours = or_(_TABLE.c.id.in_(cancelled), _TABLE.c.state == "looking_up")
    at = literal(now, _TABLE.c.reopened_at.type)
    await connection.execute(
        update(_TABLE)
        .where(mine, or_(ours, _TABLE.c.reopened_at.is_(None)))
        .values(
            reopened_at=func.coalesce(_TABLE.c.reopened_at, at),
            rechecked_at=case((ours, at), else_=_TABLE.c.rechecked_at),
            state=case((ours, "not_asked"), else_=_TABLE.c.state),
            reason=case((ours, Reason.REOPENED.value), else_=_TABLE.c.reason),
        )
    )


async def _owe(
    connection: AsyncConnection, invitation: Invitation, helped: Customer, now: datetime
) -> None:
    if invitation.state != "planned" or helped.contact is None:
        return
    owed = Owed(
        kind=deliveries.PROMPT,
        cause_id=invitation.id,
        due_at=invitation.due_at,
        user_id=helped.contact.user_id,
    )
    await deliveries.owe(connection, invitation.workspace_id, owed, now)


def _reached(invitation: Invitation) -> Reached:
    (row,) = rows.values([invitation])
    return Reached(row)


def _columns(helped: Customer, chosen: Choice, now: datetime) -> dict[str, Any]:
    """Return the part of an invitation that a choice decides."""
    state = _state(helped, chosen)
    return {
        "survey_id": chosen.survey.id,
        "version": chosen.survey.version,
        "contact_id": helped.contact.id if helped.contact else None,
        "language": answerers.language_of(helped.contact.language) if helped.contact else "",
        "state": state,
        "reason": chosen.reason or "",
        "facts": {"decided": facts.stored(chosen.facts)},
        "decided_at": now,
        # A name is looked up at once, since the answer may take its time.
        "due_at": now if state == "looking_up" else chosen.due_at,
    }


def _state(helped: Customer, chosen: Choice) -> str:
    if chosen.reason is not None:
        return "not_asked"
    return "planned" if helped.contact is not None else "looking_up"


def _invitation(interaction: Interaction, now: datetime, **decided: Any) -> Invitation:
    segments = {name: getattr(interaction, name) for name in SEGMENTS}
    return Invitation(
        workspace_id=interaction.workspace_id,
        id=new_id(now),
        interaction_id=interaction.id,
        solve_cycle=interaction.solve_cycle,
        resolved_at=interaction.resolved_at or now,
        created_at=now,
        **segments,
        **decided,
    )


async def _of_cycle(connection: AsyncConnection, interaction: Interaction) -> Invitation:
    cycle = {
        **rows.given(interaction, "workspace_id", "solve_cycle"),
        "given_interaction_id": interaction.id,
    }
    return (await rows.every(connection, Invitation, _OF_CYCLE, **cycle))[0]
