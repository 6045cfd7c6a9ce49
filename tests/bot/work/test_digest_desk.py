from dataclasses import replace
from datetime import datetime

from bot.sandbox.cast import SUPPORT, WEEKLY
from bot.sandbox.identity import HOME
from kpi.store import schedules
from kpi.store.schedules import A_TEAMS_WEEK, Order
from kpi.store.tables import Schedule
from tests.bot.stage import Stage
from tests.bot.work.mondays import HOUR, MONDAY, SECOND, at, mains
from tests.moments import NOW
from tests.weeks import answered

MONTHLY = {"rhythm": schedules.MONTHLY, "month_day": 1}


async def changed(stage: Stage, schedule: Schedule, order: Order) -> None:
    await stage.database.writer.work(
        lambda connection: schedules.change(connection, schedule, order, stage.now)
    )


async def held_up(stage: Stage) -> Schedule:
    """Have a digest queued that Slack does not take yet."""
    schedule = await stage.ordered()
    stage.slack.faults.add("conversations.info", "429", retry_after=5)
    await at(stage, MONDAY + SECOND)
    return schedule


async def test_a_digest_that_was_moved_meanwhile_goes_there_with_its_thread(stage: Stage) -> None:
    await answered(stage.database, HOME, NOW)
    schedule = await held_up(stage)
    await changed(stage, schedule, replace(A_TEAMS_WEEK, channel_id=SUPPORT))
    await at(stage, MONDAY + 10 * SECOND)
    assert stage.posted(WEEKLY) == []
    assert [one.thread_ts is None for one in stage.posted(SUPPORT)] == [True, False]


async def test_a_digest_that_only_goes_by_mail_meanwhile_is_not_posted(stage: Stage) -> None:
    schedule = await held_up(stage)
    await changed(stage, schedule, replace(A_TEAMS_WEEK, addresses=["a@example.com"]))
    await at(stage, MONDAY + 10 * SECOND)
    assert (await stage.delivery("digest")).state == "cancelled"


async def test_a_month_is_told_on_its_day_and_is_news_for_a_week(stage: Stage) -> None:
    await stage.ordered(**MONTHLY)
    first = datetime(2026, 12, 1, 8, 0, tzinfo=MONDAY.tzinfo)
    await at(stage, first - SECOND)
    assert mains(stage) == []
    await at(stage, first + 5 * 24 * HOUR)
    (told,) = mains(stage)
    assert told.startswith("November 2026")
