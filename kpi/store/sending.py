"""What sending a question does to its delivery, its invitation and its contact, all at once."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Reason
from kpi.store import clearances, contacts, deliveries, invitations, reminders
from kpi.store.questions import Question, kept
from kpi.store.tables import Delivery

ERASED = "erased"
"""The reason of a delivery whose question is no longer there."""


async def ready(connection: AsyncConnection, delivery: Delivery, now: datetime) -> Question | None:
    """Return the question as its survey asks it now, when it may still be asked, and now.

    Decided anew just before sending; a no is kept with its reason and ends the delivery. What
    may only be asked later is put off until then.
    """
    question = await _question(connection, delivery)
    if question is None:
        await deliveries.mark_cancelled(connection, delivery, ERASED, now)
        return None
    question = await clearances.in_turn(connection, question, now)
    reason = await invitations.recheck(connection, question, now)
    if reason is not None:
        await _cancel(connection, delivery, question, reason=reason, now=now)
        return None
    wait = await clearances.postponed(connection, question, now)
    if wait is not None:
        await deliveries.mark_retry(connection, delivery, wait.until, reason=wait.reason, now=now)
        return None
    if not await deliveries.clear(connection, delivery):
        return None
    await invitations.ready(connection, question, now)
    return await _question(connection, delivery)


async def cancel(
    connection: AsyncConnection, delivery: Delivery, reason: Reason, now: datetime
) -> None:
    """Do not ask after all."""
    question = await _question(connection, delivery)
    await _cancel(connection, delivery, question, reason=reason, now=now)


async def sent(
    connection: AsyncConnection, delivery: Delivery, message_ts: str, now: datetime
) -> bool:
    """Note that the question stands in Slack; False when the delivery had ended otherwise."""
    if not await deliveries.mark_sent(connection, delivery, message_ts, now):
        return False
    question = await _question(connection, delivery)
    if question is not None:
        contact = question.contact
        # The person first, since counts are locked last; and so does who gives leave to ask.
        await contacts.introduced(connection, contact.workspace_id, contact.id, now)
        await invitations.sent(connection, question, now)
        await reminders.owe(connection, question, now)
    return True


async def undeliverable(
    connection: AsyncConnection, delivery: Delivery, reason: str, now: datetime
) -> bool:
    """Note that the question cannot reach its customer; False when the delivery had ended."""
    if not await deliveries.mark_failed(connection, delivery, reason, now):
        return False
    question = await _question(connection, delivery)
    if question is not None:
        await invitations.undeliverable(connection, question, reason, now)
    return True


async def _cancel(
    connection: AsyncConnection,
    delivery: Delivery,
    question: Question | None,
    *,
    reason: Reason,
    now: datetime,
) -> None:
    await deliveries.mark_cancelled(connection, delivery, reason.value, now)
    if question is not None:
        await invitations.cancel(connection, question, reason, now)


async def _question(connection: AsyncConnection, delivery: Delivery) -> Question | None:
    return await kept(connection, delivery.workspace_id, delivery.cause_id)
