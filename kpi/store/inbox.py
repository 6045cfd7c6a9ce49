"""From a stored webhook to a decision: taken in once, however many replicas try."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Event, Kind, State, applied
from kpi.store import hooks, interactions, invitations, mailing
from kpi.store.tables import Hook, HookEvent

NOTHING_TO_DO = "nothing to do"
"""Why a webhook is done that tells of nothing we ask about."""


async def accept(
    connection: AsyncConnection,
    stored: HookEvent,
    events: Sequence[Event],
    now: datetime,
    *,
    bounced: Sequence[str] = (),
) -> bool:
    """Do what the events of a webhook mean, all of them or, when one fails, none.

    Args:
        connection: in a transaction of the writer.
        stored: the webhook.
        events: what it told of interactions.
        now: the aware moment of deciding.
        bounced: mail addresses it said nobody reads.

    Returns:
        False, and nothing is done, when somebody did it before.
    """
    if not await hooks.done(connection, stored, "" if events or bounced else NOTHING_TO_DO):
        return False
    for email in bounced:
        await mailing.bounced(connection, stored.workspace_id, email, now)
    # Interactions are locked in one order, so that replicas never wait for each other.
    here = [replace(one, hook_id=stored.hook_id) for one in sorted(events, key=_interaction)]
    await invitations.take_in_all(connection, stored.workspace_id, here, now)
    return True


async def catch_up(connection: AsyncConnection, hook: Hook, event: Event, now: datetime) -> bool:
    """Take in what a system's API told, when no webhook did.

    Returns:
        False, and nothing is done, when it is known already.
    """
    known = await interactions.by_external(
        connection, hook.workspace_id, event.source, event.external_id
    )
    news = _news(interactions.state_of(known) if known else None, event)
    if news is None:
        return False
    await invitations.take_in(connection, hook.workspace_id, replace(news, hook_id=hook.id), now)
    return True


def _news(state: State | None, event: Event) -> Event | None:
    """Return what is new in an event; what a ticket is like otherwise, its webhooks tell.

    An open ticket that was never solved is not reopened: it was opened.
    """
    if state is None and event.kind is Kind.REOPENED:
        opened_at = event.opened_at
        return None if opened_at is None else replace(event, kind=Kind.OPENED, at=opened_at)
    if state is None:
        return event
    told = applied(state, event)
    return event if told.resolved or told.reopened else None


def _interaction(event: Event) -> tuple[str, str]:
    return event.source, event.external_id
