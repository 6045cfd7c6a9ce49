"""Alerts: which message tells a channel of an answer, and which messages say what is no longer so.

Many answers at once become one message with a list, to which the next ones are added.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import deliveries, rows
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Alert, Delivery

KIND = "alert"
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
    mine = and_(_ALERT.c.workspace_id == workspace_id, _ALERT.c.id.in_([one.id for one in alerts]))
    await connection.execute(update(_ALERT).where(mine).values(is_stale=False))


async def _share(
    connection: AsyncConnection,
    workspace_id: str,
    channel_id: str,
    alerts: Sequence[Alert],
    now: datetime,
) -> None:
    """In a storm, let alerts share the newest message of their channel, or a new one."""
    since = and_(
        _ALERT.c.workspace_id == workspace_id,
        _ALERT.c.channel_id == channel_id,
        _ALERT.c.created_at > now - LULL,
    )
    recent = list((await connection.execute(select(_ALERT.c.told_with).where(since))).scalars())
    if len(recent) + len(alerts) <= STORM:
        return
    shared = max(recent, default=new_id(now))
    for alert in alerts:
        alert.told_with, alert.is_stale = shared, bool(recent)
