"""Alerts: which message tells a channel of an answer, and which messages say what is no longer so.

Many answers at once become one message with a list, to which the next ones are added.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import alert_rules, deliveries, rows
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Alert, AlertRule, Delivery

KIND = "alert"
NOTICE = "notice"
SHARED = "channel_shared"
"""Why a rule is paused whose channel outsiders read."""
STORM = 5
"""More answers than this in one channel, within `LULL`, share a message."""
LULL = timedelta(minutes=10)

_ALERT = rows.table(Alert)
_DELIVERY = rows.table(Delivery)


async def owe(
    connection: AsyncConnection, workspace_id: str, wanted: Sequence[Alert], now: datetime
) -> None:
    """Owe channels word of answers; one that a channel was told of already is not told again."""
    by_channel: dict[str, list[Alert]] = defaultdict(list)
    for alert in wanted:
        by_channel[alert.channel_id].append(alert)
    for channel_id, alerts in by_channel.items():
        await _share(connection, workspace_id, channel_id, alerts, now)
        new = await rows.add_new(connection, *alerts)
        for cause_id in {alert.told_with for alert in alerts if alert.id in new}:
            owed = Owed(kind=KIND, cause_id=cause_id, due_at=now, channel_id=channel_id)
            await deliveries.owe(connection, workspace_id, owed, now)


async def told_with(connection: AsyncConnection, workspace_id: str, cause_id: UUID) -> list[Alert]:
    """Return the alerts that one message tells, the oldest first."""
    mine = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.told_with == cause_id)
    return await rows.every(
        connection, Alert, select(_ALERT).where(mine).order_by(_ALERT.c.created_at, _ALERT.c.id)
    )


async def of_case(connection: AsyncConnection, workspace_id: str, case_id: UUID) -> list[Alert]:
    """Return where a case was told, the oldest first."""
    mine = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.case_id == case_id)
    return await rows.every(
        connection, Alert, select(_ALERT).where(mine).order_by(_ALERT.c.created_at, _ALERT.c.id)
    )


async def stale(connection: AsyncConnection, limit: int) -> list[Delivery]:
    """Return messages in Slack that say what is no longer so, the oldest first."""
    changed = and_(
        _ALERT.c.workspace_id == _DELIVERY.c.workspace_id,
        _ALERT.c.told_with == _DELIVERY.c.cause_id,
        _ALERT.c.is_stale,
    )
    sent = and_(_DELIVERY.c.kind == KIND, _DELIVERY.c.state == "sent")
    statement = select(_DELIVERY).where(sent, select(_ALERT.c.id).where(changed).exists())
    return await rows.every(
        connection, Delivery, statement.order_by(_DELIVERY.c.due_at).limit(limit)
    )


async def fresh(connection: AsyncConnection, workspace_id: str, alerts: Sequence[Alert]) -> None:
    """Note that what a message says of these alerts is about to be so again.

    Noted before it is drawn: what changes while it is drawn makes it stale once more.
    """
    await _mark(connection, workspace_id, alerts, is_stale=False)


async def outdated(connection: AsyncConnection, workspace_id: str, alerts: Sequence[Alert]) -> None:
    """Note that a message says what is no longer so: it could not be drawn anew."""
    await _mark(connection, workspace_id, alerts, is_stale=True)


async def stop(
    connection: AsyncConnection, delivery: Delivery, because: str, now: datetime
) -> None:
    """Give a message up that its channel cannot take, and pause the rules that tell it there."""
    await deliveries.mark_failed(connection, delivery, because, now)
    await close(connection, delivery.workspace_id, delivery.channel_id, because, now)


async def close(
    connection: AsyncConnection, workspace_id: str, channel_id: str, because: str, now: datetime
) -> list[AlertRule]:
    """Pause the rules of a channel and owe each owner a word; returns those not paused before.

    Args:
        connection: in a transaction of the writer.
        workspace_id: whose channel.
        channel_id: which takes no alerts any more.
        because: Slack's word, such as is_archived, or `SHARED`, which hides what stands there.
        now: aware.
    """
    found = await alert_rules.in_channel(connection, workspace_id, channel_id)
    for rule in found:
        await alert_rules.pause(connection, rule, because)
        await notify(connection, rule, because, now)
    if found and because == SHARED:
        await hide(connection, workspace_id, channel_id)
    return found


async def hide(connection: AsyncConnection, workspace_id: str, channel_id: str) -> bool:
    """Have all messages of a channel drawn anew, which outsiders read by now; were there any?"""
    there = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.channel_id == channel_id)
    marked = await connection.execute(update(_ALERT).where(there).values(is_stale=True))
    return marked.rowcount > 0


async def notify(connection: AsyncConnection, rule: AlertRule, because: str, now: datetime) -> None:
    """Owe the owner of a rule a word on why it is paused."""
    body = {"channel_id": rule.channel_id, "because": because, "rule_id": str(rule.id)}
    owed = Owed(kind=NOTICE, cause_id=new_id(now), due_at=now, user_id=rule.owner_id, body=body)
    await deliveries.owe(connection, rule.workspace_id, owed, now)


async def let_go(connection: AsyncConnection, workspace_id: str, alerts: Sequence[Alert]) -> None:
    """Forget alerts that no message told, so that answers that are given again can be told."""
    mine = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.id.in_([one.id for one in alerts]))
    await connection.execute(_ALERT.delete().where(mine))


async def _mark(
    connection: AsyncConnection, workspace_id: str, alerts: Sequence[Alert], *, is_stale: bool
) -> None:
    mine = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.id.in_([one.id for one in alerts]))
    await connection.execute(update(_ALERT).where(mine).values(is_stale=is_stale))


async def _share(
    connection: AsyncConnection,
    workspace_id: str,
    channel_id: str,
    alerts: Sequence[Alert],
    now: datetime,
) -> None:
    """In a storm, let alerts share the newest message of their channel, or a new one."""
    never_came = select(_DELIVERY.c.id).where(
        _DELIVERY.c.workspace_id == workspace_id,
        _DELIVERY.c.kind == KIND,
        _DELIVERY.c.cause_id == _ALERT.c.told_with,
        _DELIVERY.c.state.in_(("failed", "cancelled")),
    )
    since = and_(
        _ALERT.c.workspace_id == workspace_id,
        _ALERT.c.channel_id == channel_id,
        _ALERT.c.created_at > now - LULL,
        ~never_came.exists(),
    )
    recent = list((await connection.execute(select(_ALERT.c.told_with).where(since))).scalars())
    if len(recent) + len(alerts) <= STORM:
        return
    shared = max(recent, default=new_id(now))
    for alert in alerts:
        alert.told_with, alert.is_stale = shared, bool(recent)
