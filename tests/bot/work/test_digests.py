import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.cast import WEEKLY
from bot.sandbox.identity import HOME
from kpi.store import schedule_runs
from kpi.store.tables import Schedule
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage
from tests.bot.work.mondays import HOUR, MONDAY, SECOND, WEEK, at, mains
from tests.moments import NOW
from tests.weeks import answered


async def slots(stage: Stage) -> list[tuple[str, str]]:
    (schedule,) = await stage.every(Schedule)
    async with stage.database.reading() as connection:
        found = await schedule_runs.of_schedule(connection, HOME, schedule.id)
    return [(run.slot, run.state) for run in found]


async def test_nothing_is_sent_before_the_first_slot(stage: Stage) -> None:
    await stage.ordered()
    await at(stage, MONDAY - 10 * SECOND)
    assert stage.posted(WEEKLY) == []
    assert await slots(stage) == []


async def test_at_its_time_the_digest_of_last_week_stands_in_the_channel_with_its_detail_below(
    stage: Stage,
) -> None:
    await answered(stage.database, HOME, NOW)
    await stage.ordered()
    await at(stage, MONDAY + SECOND)
    main, detail = stage.posted(WEEKLY)
    assert "16" in main.text
    assert "22 November" in main.text
    assert detail.thread_ts == main.ts
    assert await slots(stage) == [("2026-W48", "queued")]


async def test_a_slot_is_served_once_however_often_it_ticks(stage: Stage) -> None:
    await stage.ordered()
    for minutes in range(4):
        await at(stage, MONDAY + timedelta(minutes=minutes, seconds=1))
    assert len(mains(stage)) == 1
    await at(stage, MONDAY + WEEK + SECOND)
    assert len(mains(stage)) == 2


@ON_POSTGRES
async def test_a_slot_is_served_once_however_many_replicas_tick(stage: Stage) -> None:
    await answered(stage.database, HOME, NOW)
    await stage.ordered()
    replicas = [stage, stage.replica(), stage.replica()]
    stage.process.clock.move(MONDAY + SECOND - stage.now)
    for _ in range(2):
        await asyncio.gather(*(one.round() for one in replicas))
    assert len(stage.posted(WEEKLY)) == 2
    assert await slots(stage) == [("2026-W48", "queued")]


async def test_after_downtime_only_the_latest_slot_is_sent(stage: Stage) -> None:
    await stage.ordered()
    await at(stage, MONDAY + 2 * WEEK + 23 * HOUR)
    assert len(mains(stage)) == 1
    assert "29" not in mains(stage)[0]
    assert "6 December" in mains(stage)[0]
    assert await slots(stage) == [
        ("2026-W48", "skipped"),
        ("2026-W49", "skipped"),
        ("2026-W50", "queued"),
    ]


async def test_a_slot_found_more_than_a_day_late_is_skipped(stage: Stage) -> None:
    await stage.ordered()
    await at(stage, MONDAY + 25 * HOUR)
    assert stage.posted(WEEKLY) == []
    assert await slots(stage) == [("2026-W48", "skipped")]
    await at(stage, MONDAY + WEEK + SECOND)
    assert len(mains(stage)) == 1


@pytest.mark.parametrize(
    ("sunday", "slot"),
    [
        (datetime(2026, 3, 29, tzinfo=UTC), "2026-W13"),
        (datetime(2026, 10, 25, tzinfo=UTC), "2026-W43"),
    ],
    ids=["gap", "fold"],
)
async def test_on_the_days_the_clocks_change_there_is_one_digest(
    stage: Stage, sunday: datetime, slot: str
) -> None:
    stage.process.clock.move(sunday - timedelta(days=2) - NOW)
    await stage.ordered(weekday=6, time="02:30")
    for half_hours in range(8):
        await at(stage, sunday + half_hours * HOUR / 2 + SECOND)
    assert len(mains(stage)) == 1
    assert await slots(stage) == [(slot, "queued")]
