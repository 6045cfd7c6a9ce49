"""Digests on their way: a slot won becomes messages, a message its thread, a refusal a notice."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
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
IN_DOUBT = "in_doubt"
"""Why its owner looks whether a digest was sent: Slack, or the mail server, did not say."""


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
    """Post a digest no more and owe its owner a word about it; False when it was paused before.

    Args:
        connection: in a transaction of the writer.
        schedule: the digest.
        because: Slack's word, such as is_archived, or `channel_shared`.
        now: the aware moment.
    """
    if not await schedules.pause(connection, schedule, because):
        return False
    about = {"channel_id": schedule.channel_id, "mails": bool(schedule.addresses)}
    await _tell_owner(connection, schedule, now, because=because, **about)
    return True


async def give_up(
    connection: AsyncConnection,
    delivery: Delivery,
    schedule: Schedule,
    *,
    because: str,
    now: datetime,
) -> None:
    """Give one digest up that Slack does not take as it is, and owe its owner a word.

    The next one says something else, so the schedule goes on.
    """
    if await deliveries.mark_failed(connection, delivery, because, now):
        about = {"channel_id": schedule.channel_id, "because": because, "goes_on": True}
        await _tell_owner(connection, schedule, now, **about)


async def doubt(connection: AsyncConnection, delivery: Delivery, now: datetime) -> None:
    """Owe the owner a word about a digest or letter that was held: nobody knows if it was sent."""
    try:
        run = await schedule_runs.find(connection, delivery.workspace_id, run_of(delivery))
        schedule = await schedules.find(connection, delivery.workspace_id, run.schedule_id)
    except NotFound:
        return
    address, channel = delivery.body.get("address"), {"channel_id": delivery.channel_id}
    where = {"address": address} if address else channel
    await _tell_owner(connection, schedule, now, because=IN_DOUBT, **where)


def run_of(delivery: Delivery) -> UUID:
    """Give the run that a message or a letter tells of."""
    return UUID(delivery.body["run_id"]) if delivery.kind == LETTER else delivery.cause_id


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
    about = {"address": delivery.body["address"], "because": because}
    await _tell_owner(connection, schedule, now, **about)


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
    await _tell_owner(connection, left, now, address=address, because=because)
    return left


async def keep_told(
    connection: AsyncConnection, schedule: Schedule, run: ScheduleRun, told: Mapping[str, Any]
) -> None:
    """Keep what a digest says, until somebody has it: a letter that comes later changes nothing."""
    if not await _is_told(connection, schedule, run):
        await schedule_runs.keep_told(connection, run, told)


async def told_in(connection: AsyncConnection, schedule: Schedule, label: str) -> Mapping[str, Any]:
    """Return what the digest of a week or month said; empty where it said nothing to anybody."""
    run = await schedule_runs.in_slot(connection, schedule, label)
    if run is None or not await _is_told(connection, schedule, run):
        return {}
    return run.told


async def _is_told(connection: AsyncConnection, schedule: Schedule, run: ScheduleRun) -> bool:
    """Tell whether a digest has reached its channel, or one of its addresses."""
    causes = [run.id, *(_cause_of(run, address) for address in schedule.addresses)]
    return await deliveries.any_sent(connection, schedule.workspace_id, (DIGEST, LETTER), causes)


async def _tell_owner(
    connection: AsyncConnection, schedule: Schedule, now: datetime, **about: Any
) -> None:
    notice = Owed(
        kind=NOTICE,
        cause_id=new_id(now),
        due_at=now,
        user_id=schedule.owner_id,
        body=about | {"schedule_id": str(schedule.id)},
    )
    await deliveries.owe(connection, schedule.workspace_id, notice, now)


def _owed(schedule: Schedule, run: ScheduleRun, now: datetime) -> Iterator[Owed]:
    """Give the message of a run, where its channel is open, and its letters."""
    if schedule.channel_id and not schedule.paused_because:
        yield Owed(kind=DIGEST, cause_id=run.id, due_at=now, channel_id=schedule.channel_id)
    for address in schedule.addresses:
        body = {"run_id": str(run.id), "address": address}
        yield Owed(kind=LETTER, cause_id=_cause_of(run, address), due_at=now, body=body)


def _cause_of(run: ScheduleRun, address: str) -> UUID:
    """Name what an address is owed: one letter, whoever wins the slot."""
    return uuid5(run.id, address)
