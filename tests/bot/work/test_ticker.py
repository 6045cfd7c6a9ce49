import asyncio
from datetime import timedelta

from sqlalchemy import text, update

from bot.sandbox.cast import CUSTOMER
from kpi.store import rows
from kpi.store.tables import Schedule
from tests.bot.stage import Stage
from tests.selects import selects

POST = "chat.postMessage"
NEVER = 3600.0


def rounds(stage: Stage) -> int:
    text = stage.process.metrics.text().decode()
    (line,) = [one for one in text.splitlines() if one.startswith("kompas_tick_seconds_count")]
    return int(float(line.rpartition(" ")[2]))


async def ticked(stage: Stage, wanted: int) -> None:
    """Wait for so many rounds."""
    async with asyncio.timeout(10):
        while rounds(stage) < wanted:  # noqa: ASYNC110 - a counter for Prometheus rings no bell
            await asyncio.sleep(0.02)


async def quiet(stage: Stage) -> None:
    """Wait until no round is running or about to."""
    before = -1
    while before != rounds(stage):
        before = rounds(stage)
        await asyncio.sleep(0.2)


async def test_it_works_at_once_when_started_and_whenever_nudged(stage: Stage) -> None:
    await stage.solved()
    stage.ticker.start(NEVER)
    await stage.slack.wait_for_message(CUSTOMER)
    await quiet(stage)
    stage.process.clock.move(timedelta(days=15))
    await stage.solved("T-2")
    stage.ticker.nudge()
    await stage.slack.wait_for_message(CUSTOMER, matching=lambda one: "T-2" in one.text)
    await stage.ticker.stop()


async def test_it_ticks_by_itself(stage: Stage) -> None:
    stage.ticker.start(0.05)
    await ticked(stage, 3)
    await stage.ticker.stop()
    seen = rounds(stage)
    await asyncio.sleep(0.2)
    assert rounds(stage) == seen


async def test_many_nudges_before_a_round_are_one_round(stage: Stage) -> None:
    stage.ticker.start(NEVER)
    await ticked(stage, 1)
    for _ in range(20):
        stage.ticker.nudge()
    await ticked(stage, 2)
    await quiet(stage)
    assert rounds(stage) == 2
    await stage.ticker.stop()


async def test_a_nudge_during_a_round_is_another_round(stage: Stage) -> None:
    stage.slack.faults.add(POST, "delay", seconds=0.15)
    await stage.solved()
    stage.ticker.start(NEVER)
    await stage.slack.wait_for_message(CUSTOMER)
    stage.ticker.nudge()
    assert rounds(stage) == 0
    await ticked(stage, 2)
    await stage.ticker.stop()


async def test_a_step_that_fails_stops_no_other(stage: Stage) -> None:
    schedule = await stage.ordered()
    broken = update(rows.table(Schedule)).values(time="nine")
    await stage.database.writer.work(lambda connection: connection.execute(broken))
    await stage.solved()
    await stage.ticker.round()
    assert len(stage.posted(CUSTOMER)) == 1
    assert b'kompas_failed_steps_total{step="digests"} 1.0' in stage.process.metrics.text()
    assert (await stage.every(Schedule))[0].id == schedule.id


async def test_a_round_with_nothing_to_do_is_one_look(stage: Stage) -> None:
    await stage.round()
    with selects() as looks:
        await stage.round()
    assert len(looks) == 1


async def test_where_nobody_can_look_every_step_is_tried(stage: Stage) -> None:
    await stage.round()
    await stage.database.writer.work(
        lambda connection: connection.execute(text("ALTER TABLE action RENAME TO gone"))
    )
    try:
        await stage.solved()
        await stage.ticker.round()
    finally:
        await stage.database.writer.work(
            lambda connection: connection.execute(text("ALTER TABLE gone RENAME TO action"))
        )
    assert len(stage.posted(CUSTOMER)) == 1
    assert b'kompas_failed_steps_total{step="judging"}' in stage.process.metrics.text()


async def test_stopping_lets_the_running_round_finish_and_begins_no_other(stage: Stage) -> None:
    stage.slack.faults.add(POST, "delay", seconds=0.15)
    await stage.solved()
    stage.ticker.start(NEVER)
    await stage.slack.wait_for_message(CUSTOMER)
    stage.ticker.nudge()
    await stage.ticker.stop()
    assert (await stage.delivery()).state == "sent"
    assert rounds(stage) == 1


async def test_stopping_what_never_started_is_harmless(stage: Stage) -> None:
    await stage.ticker.stop()
