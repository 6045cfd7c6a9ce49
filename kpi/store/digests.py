"""Digests on their way: a slot won becomes messages, a message its thread, a refusal a notice."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import deliveries, schedule_runs, schedules
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Delivery, Schedule, ScheduleRun, Workspace

DIGEST = "digest"
DETAIL = "digest_detail"
LETTER = "digest_letter"
"""The same by mail, one for each address."""
NOTICE = "notice"
UNSUBSCRIBED = "unsubscribed"
"""Why an address gets no letters that took itself off."""


async def queue(connection: AsyncConnection, workspace: Workspace, now: datetime) -> list[Delivery]:
    """Win the slots that are due, each with its message; return the messages that are new.

    Slots found too late, and all but the latest of a schedule, are recorded as skipped.
    """
    queued = []
    for turn in await schedule_runs.turns(connection, workspace, now):
        await schedule_runs.skip(connection, turn.schedule, turn.missed, now)
        if turn.due is None:
            continue
        run = await schedule_runs.win_slot(connection, turn.schedule, turn.due, now)
        messages = _owed(turn.schedule, run, now) if run else ()
        queued += [await deliveries.owe(connection, workspace.id, one, now) for one in messages]
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
        body={
            "channel_id": schedule.channel_id,
            "because": because,
            "schedule_id": str(schedule.id),
        },
    )
    await deliveries.owe(connection, schedule.workspace_id, notice, now)
    return True


async def return_to_sender(
    connection: AsyncConnection,
    delivery: Delivery,
    schedule: Schedule,
    *,
    because: str,
    now: datetime,
) -> None:
    """Give one letter of a digest up, and owe its owner a word; the others are on their way."""
    if not await deliveries.mark_failed(connection, delivery, because, now):
        return
    notice = Owed(
        kind=NOTICE,
        cause_id=new_id(now),
        due_at=now,
        user_id=schedule.owner_id,
        body={
            "address": delivery.body["address"],
            "because": because,
            "schedule_id": str(schedule.id),
        },
    )
    await deliveries.owe(connection, schedule.workspace_id, notice, now)


async def leave(
    connection: AsyncConnection, schedule: Schedule, address: str, now: datetime
) -> Schedule:
    """Take an address off that wants no letters, and owe the owner a word; a second time is none.

    A digest that nobody gets then is paused. Raises NotFound when it was removed meanwhile.
    """
    left = await schedules.take_off(connection, schedule, address)
    if left is None:
        return await schedules.find(connection, schedule.workspace_id, schedule.id)
    is_last = not left.channel_id and not left.addresses
    because = schedules.NOBODY_LEFT if is_last else UNSUBSCRIBED
    if is_last:
        await schedules.pause(connection, left, because)
    notice = Owed(
        kind=NOTICE,
        cause_id=new_id(now),
        due_at=now,
        user_id=left.owner_id,
        body={"address": address, "because": because, "schedule_id": str(left.id)},
    )
    await deliveries.owe(connection, left.workspace_id, notice, now)
    return left


def _owed(schedule: Schedule, run: ScheduleRun, now: datetime) -> Iterator[Owed]:
    """Give the message of a run and its letters."""
    if schedule.channel_id:
        yield Owed(kind=DIGEST, cause_id=run.id, due_at=now, channel_id=schedule.channel_id)
    for address in schedule.addresses:
        body = {"run_id": str(run.id), "address": address}
        # One for each address, whoever wins the slot.
        yield Owed(kind=LETTER, cause_id=uuid5(run.id, address), due_at=now, body=body)
