"""Completions: what a ticket system's API adds to an interaction, and the decision that waited."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.details import DETAILS, normal
from kpi.store import (
    asked_tallies,
    choosing,
    decisions,
    interactions,
    reckonings,
    rows,
    ticket_lookups,
)
from kpi.store.asked_tallies import AskedDeltas
from kpi.store.choosing import Customer
from kpi.store.reckonings import Change
from kpi.store.tables import SEGMENTS, Hook, Interaction, Invitation, TicketLookup

GIVEN_UP = "ticket_"
"""How the reasons begin for which nobody is reached when a source's API did not answer."""
RESUMED = timedelta(days=14)
"""How old a decision that was given up may be to wait once more."""

_TABLE = rows.table(Invitation)
_INTERACTION = rows.table(Interaction)


async def complete(
    connection: AsyncConnection,
    lookup: TicketLookup,
    asked: Interaction,
    *,
    found: Mapping[str, str],
    now: datetime,
) -> bool:
    """Keep what an API said, and decide what waited for it.

    Args:
        connection: in a transaction of the writer.
        lookup: as it was claimed.
        asked: the interaction as it was when its API was asked.
        found: details by their names, each not empty; what is missing stays as it is.
        now: the aware moment of deciding.

    Returns:
        False, and nothing is done, when somebody else looked it up.
    """
    if not await ticket_lookups.end(connection, lookup):
        return False
    before = {name: getattr(asked, name) for name in DETAILS}
    interaction = await interactions.complete(connection, asked, before, found)
    named, counts = _named(before, found), AskedDeltas()
    invitation = await _unsent(connection, interaction)
    if invitation is not None:
        await _file(connection, invitation, named, counts)
        await _decide(connection, invitation, interaction, counts, now=now)
    if named:
        change = Change(interaction=interaction, named=named, told=frozenset(found))
        await reckonings.keep(connection, [change], now)
    await asked_tallies.apply(connection, counts)
    return True


async def failed(
    connection: AsyncConnection,
    lookup: TicketLookup,
    reason: str,
    *,
    is_final: bool,
    now: datetime,
) -> None:
    """Ask again later, or give up: who waits for a name then is out of reach for this reason."""
    if not is_final and await ticket_lookups.put_off(connection, lookup, now):
        return
    if not await ticket_lookups.end(connection, lookup):
        return
    interaction = await interactions.find(connection, lookup.workspace_id, lookup.interaction_id)
    invitation = await _unsent(connection, interaction)
    if invitation is None or invitation.state != "looking_up":
        return
    helped = await choosing.customer(connection, interaction, now)
    if not helped.is_named:
        await decisions.change(connection, invitation, state="undeliverable", reason=reason)


async def resume(connection: AsyncConnection, hook: Hook, now: datetime) -> None:
    """Ask at once what could not be asked, as when a token was mended; what was given up, too."""
    await ticket_lookups.hasten(connection, hook, now)
    same = and_(
        _INTERACTION.c.workspace_id == _TABLE.c.workspace_id,
        _INTERACTION.c.id == _TABLE.c.interaction_id,
        _INTERACTION.c.solve_cycle == _TABLE.c.solve_cycle,
        _INTERACTION.c.hook_id == hook.id,
    )
    given_up = and_(
        _TABLE.c.workspace_id == hook.workspace_id,
        _TABLE.c.state == "undeliverable",
        _TABLE.c.reason.startswith(GIVEN_UP, autoescape=True),
        _TABLE.c.created_at >= now - RESUMED,
        _TABLE.c.sent_at.is_(None),
        _TABLE.c.reopened_at.is_(None),
    )
    again = (
        update(_TABLE)
        .where(given_up, select(_INTERACTION.c.id).where(same).exists())
        .values(state="looking_up", reason="", due_at=now)
        .returning(_TABLE.c.interaction_id)
    )
    found = list((await connection.execute(again)).scalars())
    await ticket_lookups.begin_anew(connection, hook.workspace_id, found, hook_id=hook.id, now=now)


async def _unsent(connection: AsyncConnection, interaction: Interaction) -> Invitation | None:
    """Return the decision about the latest resolution, locked, unless it was sent."""
    cycle = and_(
        _TABLE.c.workspace_id == interaction.workspace_id,
        _TABLE.c.interaction_id == interaction.id,
        _TABLE.c.solve_cycle == interaction.solve_cycle,
        _TABLE.c.sent_at.is_(None),
    )
    statement = select(_TABLE).where(cycle).with_for_update()
    return await rows.first(connection, Invitation, statement)


def _named(before: Mapping[str, str], found: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the segments that were found: what stood there, an id or nothing, and the name."""
    return {name: (before[name], normal(name, found[name])) for name in SEGMENTS if found.get(name)}


async def _file(
    connection: AsyncConnection,
    invitation: Invitation,
    named: Mapping[str, tuple[str, str]],
    counts: AskedDeltas,
) -> None:
    """File the decision under names where it was under ids; a later assignment changes nothing."""
    filed = {
        name: known for name, (told, known) in named.items() if getattr(invitation, name) == told
    }
    if filed:
        await decisions.move(connection, invitation, counts, **filed)


async def _decide(
    connection: AsyncConnection,
    invitation: Invitation,
    interaction: Interaction,
    counts: AskedDeltas,
    *,
    now: datetime,
) -> None:
    """Decide what waited, unless Slack has to be asked whose address it is."""
    if invitation.state != "looking_up":
        return
    helped: Customer = await choosing.customer(connection, interaction, now)
    if not helped.is_known:
        await decisions.change(connection, invitation, due_at=now)
        return
    chosen = await choosing.choose(connection, interaction, helped, survey=None, now=now)
    await decisions.decide_again(
        connection, invitation, helped, chosen=chosen, counts=counts, now=now
    )
