from datetime import UTC, datetime, timedelta

import pytest

from kpi.errors import NotFound, WrongSetting
from kpi.slots import Slot
from kpi.store import schedules
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.schedules import Order, Turn
from kpi.store.tables import Schedule, Workspace
from tests.kpi.store.tickets import HOME, read, write
from tests.moments import NOW

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
ORDER = Order(channel_id="C1", owner_id="U1", metrics=("csat", "nps"), filters={"team": "Network"})
SLOT = Slot(week="2026-W48", at=MONDAY)


async def ordered(database: Database, order: Order = ORDER) -> Schedule:
    return await write(database, schedules.create, HOME, order, NOW)


async def turns(database: Database, workspace: Workspace, now: datetime) -> list[Turn]:
    return await read(database, schedules.turns, workspace, now)


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


async def test_its_turn_comes_at_its_time_in_the_zone_of_the_workspace(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    assert await turns(database, workspace, MONDAY - timedelta(seconds=1)) == []
    (turn,) = await turns(database, workspace, MONDAY)
    assert turn == Turn(schedule=schedule, due=SLOT, missed=[])
    elsewhere = workspace.model_copy(update={"time_zone": "America/New_York"})
    assert await turns(database, elsewhere, MONDAY) == []


async def test_a_slot_is_won_once_and_then_no_longer_due(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    assert await write(database, schedules.win_slot, schedule, SLOT, MONDAY) is not None
    assert await write(database, schedules.win_slot, schedule, SLOT, MONDAY) is None
    assert await turns(database, workspace, MONDAY + timedelta(hours=1)) == []
    (turn,) = await turns(database, workspace, MONDAY + WEEK)
    assert turn.due == Slot(week="2026-W49", at=MONDAY + WEEK)


async def test_a_skipped_slot_cannot_be_won_and_a_won_one_not_skipped(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    later = Slot(week="2026-W49", at=MONDAY + WEEK)
    await write(database, schedules.win_slot, schedule, SLOT, MONDAY)
    await write(database, schedules.skip, schedule, [SLOT, later], MONDAY)
    assert await write(database, schedules.win_slot, schedule, later, MONDAY + WEEK) is None
    runs = await read(database, schedules.runs, HOME, schedule.id)
    assert [(run.slot, run.state) for run in runs] == [
        ("2026-W48", schedules.QUEUED),
        ("2026-W49", schedules.SKIPPED),
    ]


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
    assert await write(database, schedules.resume, paused)
    assert not await write(database, schedules.resume, paused)
    assert len(await turns(database, workspace, MONDAY)) == 1
    assert await read(database, schedules.in_channel, HOME, "C1") == [schedule]


async def test_moving_a_digest_to_another_day_gives_no_second_one_that_week(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    await write(database, schedules.win_slot, schedule, SLOT, MONDAY)
    friday = Slot(week="2026-W48", at=MONDAY + timedelta(days=4))
    assert await write(database, schedules.win_slot, schedule, friday, friday.at) is None


async def test_a_run_is_found_by_its_id(database: Database, workspace: Workspace) -> None:
    schedule = await ordered(database)
    run = await write(database, schedules.win_slot, schedule, SLOT, MONDAY)
    assert run is not None
    assert await read(database, schedules.run, HOME, run.id) == run
    with pytest.raises(NotFound):
        await read(database, schedules.run, HOME, new_id(NOW))
