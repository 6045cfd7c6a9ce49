from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kpi.errors import NotFound
from kpi.slots import Slot
from kpi.store import schedule_runs, schedules
from kpi.store.columns import new_id
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
    assert await write(database, schedule_runs.win_slot, schedule, SLOT, MONDAY) is not None
    assert await write(database, schedule_runs.win_slot, schedule, SLOT, MONDAY) is None
    assert await turns(database, workspace, MONDAY + timedelta(hours=1)) == []
    (turn,) = await turns(database, workspace, MONDAY + WEEK)
    assert turn.due == Slot(label="2026-W49", at=MONDAY + WEEK)


async def test_a_skipped_slot_cannot_be_won_and_a_won_one_not_skipped(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    later = Slot(label="2026-W49", at=MONDAY + WEEK)
    await write(database, schedule_runs.win_slot, schedule, SLOT, MONDAY)
    await write(database, schedule_runs.skip, schedule, [SLOT, later], MONDAY)
    assert await write(database, schedule_runs.win_slot, schedule, later, MONDAY + WEEK) is None
    runs = await read(database, schedule_runs.of_schedule, HOME, schedule.id)
    assert [(run.slot, run.state) for run in runs] == [
        ("2026-W48", schedule_runs.QUEUED),
        ("2026-W49", schedule_runs.SKIPPED),
    ]


async def test_moving_a_digest_to_another_day_gives_no_second_one_that_week(
    database: Database, workspace: Workspace
) -> None:
    schedule = await ordered(database)
    await write(database, schedule_runs.win_slot, schedule, SLOT, MONDAY)
    friday = Slot(label="2026-W48", at=MONDAY + timedelta(days=4))
    assert await write(database, schedule_runs.win_slot, schedule, friday, friday.at) is None
    tuesday, next_friday = MONDAY + timedelta(days=1), friday.at + WEEK
    moved = await write(database, schedules.change, schedule, replace(ORDER, weekday=4), tuesday)
    zone = workspace.time_zone
    upcoming = await read(database, schedule_runs.next_slot, moved, zone, tuesday)
    assert upcoming == Slot(label="2026-W49", at=next_friday)
    assert await turns(database, workspace, friday.at) == []
    (turn,) = await turns(database, workspace, next_friday)
    assert (turn.due, turn.missed) == (upcoming, [])


async def test_a_run_is_found_by_its_id(database: Database, workspace: Workspace) -> None:
    schedule = await ordered(database)
    run = await write(database, schedule_runs.win_slot, schedule, SLOT, MONDAY)
    assert run is not None
    assert await read(database, schedule_runs.find, HOME, run.id) == run
    with pytest.raises(NotFound):
        await read(database, schedule_runs.find, HOME, new_id(NOW))


async def test_what_was_told_is_kept_by_week_and_schedule(
    database: Database, workspace: Workspace
) -> None:
    schedule, other = await ordered(database), await ordered(database)
    run = await write(database, schedule_runs.win_slot, schedule, SLOT, MONDAY)
    assert run is not None
    await write(database, schedule_runs.keep_told, run, {"period": "2026-W47"})
    found = await read(database, schedule_runs.in_slot, schedule, SLOT.label)
    assert found is not None
    assert (found.id, found.told) == (run.id, {"period": "2026-W47"})
    assert await read(database, schedule_runs.in_slot, schedule, "2026-W47") is None
    assert await read(database, schedule_runs.in_slot, other, SLOT.label) is None


async def test_a_month_may_be_a_week_late_and_no_later(
    database: Database, workspace: Workspace
) -> None:
    order = Order(channel_id="C1", metrics=["csat"], rhythm=schedules.MONTHLY, month_day=3)
    await ordered(database, order)
    due_at = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
    (turn,) = await turns(database, workspace, due_at + timedelta(days=7))
    assert turn.due == Slot(label="2026-12", at=due_at)
    (late,) = await turns(database, workspace, due_at + timedelta(days=8))
    assert (late.due, late.missed) == (None, [turn.due])
