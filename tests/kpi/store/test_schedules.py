from datetime import UTC, datetime, timedelta

import pytest

from kpi.errors import NotFound, WrongSetting
from kpi.slots import Slot
from kpi.store import schedule_runs, schedules
from kpi.store.database import Database
from kpi.store.schedule_runs import Turn
from kpi.store.schedules import Order
from kpi.store.tables import Schedule, Workspace
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
ORDER = Order(channel_id="C1", owner_id="U1", metrics=("csat", "nps"), filters={"team": "Network"})
SLOT = Slot(label="2026-W48", at=MONDAY)


async def ordered(database: Database, order: Order = ORDER) -> Schedule:
    return await write(database, schedules.create, HOME, order, NOW)


async def turns(database: Database, workspace: Workspace, now: datetime) -> list[Turn]:
    return await read(database, schedule_runs.turns, workspace, now)


async def test_an_order_is_kept_as_it_was_given(database: Database, workspace: Workspace) -> None:
    schedule = await ordered(database)
    assert await read(database, schedules.find, HOME, schedule.id) == schedule
    assert await read(database, schedules.of_workspace, HOME) == [schedule]
    assert (schedule.metrics, schedule.filters) == (["csat", "nps"], {"team": "Network"})


async def test_a_time_that_is_none_is_refused(database: Database, workspace: Workspace) -> None:
    with pytest.raises(WrongSetting):
        await ordered(database, Order(channel_id="C1", owner_id="U1", metrics=["csat"], time="9h"))
    assert await read(database, schedules.of_workspace, HOME) == []


async def test_another_workspace_sees_nothing(database: Database, workspace: Workspace) -> None:
    schedule = await ordered(database)
    with pytest.raises(NotFound):
        await read(database, schedules.find, "T0OTHER", schedule.id)
    assert await read(database, schedules.of_workspace, "T0OTHER") == []
    assert not await write(database, schedules.remove, "T0OTHER", schedule.id)


async def test_a_removed_digest_is_gone(database: Database, workspace: Workspace) -> None:
    schedule = await ordered(database)
    assert await write(database, schedules.remove, HOME, schedule.id)
    assert not await write(database, schedules.remove, HOME, schedule.id)


async def test_a_paused_digest_has_no_turn_until_it_is_resumed(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    assert await write(database, schedules.pause, schedule, "is_archived")
    assert not await write(database, schedules.pause, schedule, "channel_shared")
    assert await turns(database, workspace, MONDAY) == []
    assert await read(database, schedules.in_channel, HOME, "C1") == []
    paused = await read(database, schedules.find, HOME, schedule.id)
    assert paused.paused_because == "is_archived"
    assert await write(database, schedules.resume, paused, NOW)
    assert not await write(database, schedules.resume, paused, NOW)
    assert len(await turns(database, workspace, MONDAY)) == 1
    (running,) = await read(database, schedules.in_channel, HOME, "C1")
    assert running.id == schedule.id


async def test_a_change_holds_from_now_on_and_lets_what_could_not_be_sent_go_on(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    await write(database, schedules.pause, schedule, "is_archived")
    paused = await read(database, schedules.find, HOME, schedule.id)
    monthly = Order(
        owner_id="U2", metrics=["csat"], addresses=["a@example.com"], rhythm=schedules.MONTHLY
    )
    later = MONDAY + timedelta(hours=1)
    changed = await write(database, schedules.change, paused, monthly, later)
    assert (changed.owner_id, changed.channel_id, changed.addresses) == (
        "U1",
        "",
        ["a@example.com"],
    )
    assert (changed.paused_because, changed.since) == ("", later)
    assert await turns(database, workspace, later + timedelta(minutes=1)) == []
    (turn,) = await turns(database, workspace, datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    assert turn.due is not None
    assert turn.due.label == "2026-12"


async def test_what_is_paused_by_hand_stays_so_when_it_is_changed(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    await write(database, schedules.pause, schedule, schedules.BY_HAND)
    paused = await read(database, schedules.find, HOME, schedule.id)
    changed = await write(database, schedules.change, paused, ORDER, NOW)
    assert changed.paused_because == schedules.BY_HAND
    await write(database, schedules.remove, HOME, schedule.id)
    with pytest.raises(NotFound):
        await write(database, schedules.change, changed, ORDER, NOW)
