from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kpi.store import deliveries, digests, schedule_runs, schedules
from kpi.store.database import Database
from kpi.store.schedules import Order
from kpi.store.tables import Delivery, Schedule, Workspace
from tests.kpi.store.tickets import HOME, claimed, everything, read, write
from tests.moments import NOW

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ORDER = Order(channel_id="C1", owner_id="U1", metrics=["csat"])


async def ordered(database: Database) -> Schedule:
    return await write(database, schedules.create, HOME, ORDER, NOW)


async def sending(database: Database, workspace: Workspace) -> Delivery:
    """A digest that is being sent."""
    await write(database, digests.queue, workspace, MONDAY)
    (delivery,) = await claimed(database, MONDAY)
    return delivery


async def test_the_slot_and_its_message_come_together(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    (queued,) = await write(database, digests.queue, workspace, MONDAY)
    (run,) = await read(database, schedule_runs.of_schedule, HOME, schedule.id)
    assert (queued.kind, queued.cause_id, queued.channel_id) == ("digest", run.id, "C1")
    assert await write(database, digests.queue, workspace, MONDAY) == []
    assert len(await everything(database, Delivery)) == 1


async def test_each_address_is_owed_one_letter(database: Database, workspace: Workspace) -> None:
    order = Order(owner_id="U1", metrics=["csat"], addresses=["a@example.com", "b@example.com"])
    schedule = await write(database, schedules.create, HOME, order, NOW)
    queued = await write(database, digests.queue, workspace, MONDAY)
    assert [one.kind for one in queued] == ["digest_letter"] * 2
    assert [one.body["address"] for one in queued] == schedule.addresses
    assert await write(database, digests.queue, workspace, MONDAY) == []
    letter, *_ = await claimed(database, MONDAY)
    await write(
        database,
        digests.return_to_sender,
        letter,
        schedule,
        because="address_refused",
        now=MONDAY,
    )
    (told,) = [one for one in await everything(database, Delivery) if one.kind == "notice"]
    assert (told.user_id, told.body["address"]) == ("U1", letter.body["address"])


async def test_of_missed_slots_only_the_latest_is_owed(
    database: Database, workspace: Workspace
) -> None:
    await ordered(database)
    queued = await write(database, digests.queue, workspace, MONDAY + 15 * DAY - DAY / 2)
    assert len(queued) == 1
    assert await write(database, digests.queue, workspace, MONDAY + 23 * DAY) == []


async def test_the_detail_is_owed_in_the_thread_once_the_message_stands(
    database: Database, workspace: Workspace
) -> None:
    await ordered(database)
    delivery = await sending(database, workspace)
    assert await write(database, digests.sent, delivery, "17.42", MONDAY)
    assert not await write(database, digests.sent, delivery, "17.43", MONDAY)
    (detail,) = await claimed(database, MONDAY)
    assert (detail.kind, detail.channel_id, detail.thread_ts) == ("digest_detail", "C1", "17.42")


async def test_what_cannot_be_sent_pauses_the_digest_and_owes_its_owner_one_word(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    delivery = await sending(database, workspace)
    await write(database, digests.stop, delivery, schedule, because="is_archived", now=MONDAY)
    assert not await write(database, digests.pause, schedule, "channel_shared", MONDAY)
    failed = await read(database, deliveries.of_cause, HOME, "digest", delivery.cause_id)
    assert failed is not None
    assert (failed.state, failed.reason) == ("failed", "is_archived")
    (notice,) = await claimed(database, MONDAY)
    assert (notice.kind, notice.user_id) == ("notice", "U1")
    assert notice.body == {
        "channel_id": "C1",
        "because": "is_archived",
        "mails": False,
        "schedule_id": str(schedule.id),
    }


async def test_what_one_digest_said_is_what_its_first_reader_got(
    database: Database, workspace: Workspace
) -> None:
    order = replace(ORDER, addresses=["a@example.com"])
    schedule = await write(database, schedules.create, HOME, order, NOW)
    await write(database, digests.queue, workspace, MONDAY)
    first, second = await claimed(database, MONDAY)
    (run,) = await read(database, schedule_runs.of_schedule, HOME, schedule.id)

    async def says(value: int) -> None:
        await write(database, digests.keep_told, schedule, run, {"value": value})

    async def told() -> object:
        return await read(database, digests.told_in, schedule, run.slot)

    await says(1)
    assert await told() == {}
    await says(2)
    await write(database, deliveries.mark_sent, second, "17.42", MONDAY)
    assert await told() == {"value": 2}
    await says(3)
    await write(database, deliveries.mark_sent, first, "17.43", MONDAY)
    assert await told() == {"value": 2}
    assert await read(database, digests.told_in, schedule, "2026-W47") == {}


async def test_one_that_slack_does_not_take_as_it_is_pauses_nothing(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    delivery = await sending(database, workspace)
    because = "msg_blocks_too_long"
    await write(database, digests.give_up, delivery, schedule, because=because, now=MONDAY)
    await write(database, digests.give_up, delivery, schedule, because=because, now=MONDAY)
    (notice,) = await claimed(database, MONDAY)
    assert (notice.user_id, notice.body["because"], notice.body["goes_on"]) == ("U1", because, True)
    assert (await read(database, schedules.find, HOME, schedule.id)).paused_because == ""


async def test_of_one_that_was_removed_nobody_is_asked_whether_it_came(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    delivery = await sending(database, workspace)
    await write(database, schedules.remove, HOME, schedule.id)
    await write(database, digests.doubt, delivery, MONDAY)
    assert await claimed(database, MONDAY) == []
