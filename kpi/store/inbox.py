"""From a stored webhook to a decision: taken in once, however many replicas try."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Event
from kpi.store import hooks, invitations
from kpi.store.tables import HookEvent

NOTHING_TO_DO = "nothing to do"
"""Why a webhook is done that tells of nothing we ask about."""


async def accept(
    connection: AsyncConnection, stored: HookEvent, events: Sequence[Event], now: datetime
) -> bool:
    """Do what the events of a webhook mean, all of them or, when one fails, none.

    Returns:
        False, and nothing is done, when somebody did it before.
    """
    if not await hooks.done(connection, stored, "" if events else NOTHING_TO_DO):
        return False
    # Interactions are locked in one order, so that replicas never wait for each other.
    for event in sorted(events, key=_interaction):
        await invitations.take_in(connection, stored.workspace_id, event, now)
    return True


def _interaction(event: Event) -> tuple[str, str]:
    return event.source, event.external_id
