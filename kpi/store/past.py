"""Interactions from a file: as if they had been told at their time, but nobody is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.past_tickets import PastTicket, fitted
from kpi.store import interactions, invitations


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What tickets of a file added."""

    new: int = 0
    """Tickets that were not here."""
    completed: int = 0
    """Tickets that were, and of which the file told more."""


async def take_in(
    connection: AsyncConnection, workspace_id: str, tickets: Sequence[PastTicket], now: datetime
) -> TakenIn:
    """Take in tickets of a file, in a transaction of the writer; a second time adds nothing.

    They are locked in the order that webhooks lock them, so replicas never wait for each other.
    """
    new = completed = 0
    for ticket in sorted(tickets, key=lambda one: (one.source, one.external_id)):
        known = await interactions.by_external(
            connection, workspace_id, ticket.source, ticket.external_id
        )
        told = ticket if known is None else fitted(ticket, interactions.state_of(known))
        recorded = await invitations.take_in_past(connection, workspace_id, told.events(), now)
        new += known is None
        completed += known is not None and any(one.changed for one in recorded)
    return TakenIn(new=new, completed=completed)
