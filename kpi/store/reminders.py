"""Reminders: one at most for a question that nobody answered, in the place where it stands."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import ways
from kpi.eligibility import Reason, allowed_from, is_on
from kpi.store import deliveries, mailing, rows
from kpi.store.clearances import QUIET_HOURS
from kpi.store.deliveries import Owed
from kpi.store.questions import Question, kept
from kpi.store.rechecks import facts_of
from kpi.store.tables import Delivery, Invitation

KIND = "reminder"
ANSWERED, EXPIRED, GONE, MOVED = "answered", "expired", "erased", "joined_slack"
"""Why a reminder is called off, beside the values of `Reason`."""

_TABLE = rows.table(Invitation)


async def owe(connection: AsyncConnection, asked: Question, now: datetime) -> None:
    """Owe the reminder of a question that was sent just now, where its survey reminds people.

    It counts as no question of its own: no cool-down begins with it.
    """
    delivery, expires_at = asked.delivery, asked.invitation.expires_at
    if not asked.policy.reminder or delivery is None or expires_at is None:
        return
    due_at = _allowed_from(asked, now + asked.policy.reminder)
    if due_at >= expires_at:
        return
    owed = Owed(
        kind=KIND,
        cause_id=asked.invitation.id,
        due_at=due_at,
        user_id=delivery.user_id,
        channel_id=delivery.channel_id,
        thread_ts=delivery.thread_ts or delivery.message_ts,
    )
    await deliveries.owe(connection, delivery.workspace_id, owed, now)


async def ready(connection: AsyncConnection, delivery: Delivery, now: datetime) -> Question | None:
    """Return the question to remind somebody of; None when that was called off, or put off."""
    asked = await kept(connection, delivery.workspace_id, delivery.cause_id)
    if asked is None:
        await deliveries.mark_cancelled(connection, delivery, GONE, now)
        return None
    if needless := _needless(asked, now):
        await deliveries.mark_cancelled(connection, delivery, needless, now)
        return None
    until = _allowed_from(asked, now)
    if until > now:
        await deliveries.mark_retry(connection, delivery, until, reason=QUIET_HOURS, now=now)
        return None
    return asked if await deliveries.clear(connection, delivery) else None


async def sent(
    connection: AsyncConnection, delivery: Delivery, message_ts: str, now: datetime
) -> bool:
    """Note that somebody was reminded; False when the delivery had ended otherwise."""
    if not await deliveries.mark_sent(connection, delivery, message_ts, now):
        return False
    mine = (_TABLE.c.workspace_id == delivery.workspace_id) & (_TABLE.c.id == delivery.cause_id)
    await connection.execute(update(_TABLE).where(mine).values(reminded_at=now))
    return True


def _needless(asked: Question, now: datetime) -> str:
    """Say why nobody need be reminded; empty when somebody must."""
    if asked.response is not None:
        return ANSWERED
    expires_at = asked.invitation.expires_at
    if expires_at is None or expires_at <= now:
        return EXPIRED
    subject, contact = facts_of(asked).subject, asked.contact
    reasons: dict[str, bool] = {
        Reason.SURVEY_OFF: not (asked.policy.reminder and is_on(asked.policy, subject)),
        Reason.REOPENED: subject.reopened or subject.superseded,
        Reason.OPTED_OUT: contact.opted_out_at is not None,
        Reason.DEACTIVATED: contact.is_deactivated,
        **_against_mail(asked),
    }
    return next((str(reason) for reason, holds in reasons.items() if holds), "")


def _against_mail(asked: Question) -> dict[str, bool]:
    """Say what stands against a second mail; nothing where the question stands in Slack."""
    if asked.delivery is None or ways.of_channel(asked.delivery.channel_id) != ways.MAIL:
        return {}
    return {
        MOVED: not mailing.is_by_mail(asked.contact),
        Reason.BOUNCED: asked.contact.bounced_at is not None,
        Reason.NO_SLACK_ACCOUNT: not asked.policy.mail,
    }


def _allowed_from(asked: Question, moment: datetime) -> datetime:
    seen = facts_of(asked)
    return allowed_from(asked.policy, seen.subject, seen.contact, moment)
