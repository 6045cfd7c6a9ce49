"""Digests on their way: a slot won becomes a message, the message a thread, a refusal a notice."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import deliveries, schedules
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Delivery, Schedule, Workspace

DIGEST = "digest"
DETAIL = "digest_detail"
NOTICE = "notice"


async def queue(connection: AsyncConnection, workspace: Workspace, now: datetime) -> list[Delivery]:
    """Win the slots that are due, each with its message; return the messages that are new.

    Slots found too late, and all but the latest of a schedule, are recorded as skipped.
    """
    queued = []
    for turn in await schedules.turns(connection, workspace, now):
        await schedules.skip(connection, turn.schedule, turn.missed, now)
        if turn.due is None:
            continue
        run = await schedules.win_slot(connection, turn.schedule, turn.due, now)
        if run is not None:
            owed = Owed(
                kind=DIGEST, cause_id=run.id, due_at=now, channel_id=turn.schedule.channel_id
            )
            queued.append(await deliveries.owe(connection, workspace.id, owed, now))
    return queued


async def sent(
    connection: AsyncConnection, delivery: Delivery, message_ts: str, now: datetime
) -> bool:
    """Note that a digest stands in Slack; its detail is owed in its thread from then on."""
    if not await deliveries.mark_sent(connection, delivery, message_ts, now):
        return False
    detail = Owed(
        kind=DETAIL,
        cause_id=delivery.cause_id,
        due_at=now,
        channel_id=delivery.channel_id,
        thread_ts=message_ts,
    )
    await deliveries.owe(connection, delivery.workspace_id, detail, now)
    return True


async def stop(
    connection: AsyncConnection,
    delivery: Delivery,
    schedule: Schedule,
    *,
    because: str,
    now: datetime,
) -> None:
    """Give a digest up that its channel cannot take, and pause its schedule."""
    await deliveries.mark_failed(connection, delivery, because, now)
    await pause(connection, schedule, because, now)


async def pause(
    connection: AsyncConnection, schedule: Schedule, because: str, now: datetime
) -> bool:
    """Send a digest no more and owe its owner a word about it; False when it was paused before.

    Args:
        connection: in a transaction of the writer.
        schedule: the digest.
        because: Slack's word, such as is_archived, or `channel_shared`.
        now: the aware moment.
    """
    if not await schedules.pause(connection, schedule, because):
        return False
    notice = Owed(
        kind=NOTICE,
        cause_id=new_id(now),
        due_at=now,
        user_id=schedule.owner_id,
        body={"channel_id": schedule.channel_id, "because": because},
    )
    await deliveries.owe(connection, schedule.workspace_id, notice, now)
    return True
