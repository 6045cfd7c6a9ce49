"""From a stored webhook to a decision: taken in once, however many replicas try."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Event
from kpi.store import hooks, invitations
from kpi.store.tables import HookEvent


async def accept(
    connection: AsyncConnection, stored: HookEvent, event: Event, now: datetime
) -> bool:
    """Do what the event means; False, and nothing is done, when somebody did it before."""
    if not await hooks.done(connection, stored):
        return False
    await invitations.take_in(connection, stored.workspace_id, event, now)
    return True
