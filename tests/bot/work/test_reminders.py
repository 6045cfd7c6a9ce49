from datetime import timedelta

from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from kpi.store import contacts
from kpi.store.reminders import KIND
from tests.bot.stage import Stage, set_policy

DAY = timedelta(days=1)


async def asked(stage: Stage) -> None:
    """Ask J. Jansen by a survey that reminds after three days."""
    await set_policy(stage.database, reminder="3d")
    await stage.solved()
    await stage.round()


async def test_a_reminder_stands_under_its_question_once(stage: Stage) -> None:
    await asked(stage)
    for _ in range(5):
        stage.process.clock.move(DAY)
        await stage.round()
    question, reminder = stage.posted(CUSTOMER)
    assert reminder.thread_ts == question.ts
    assert "reminder" in reminder.text or "herinnering" in reminder.text
    assert (await stage.invitation()).reminded_at is not None


async def test_who_stopped_us_meanwhile_is_not_reminded(stage: Stage) -> None:
    await asked(stage)
    await stage.database.writer.work(
        lambda connection: contacts.opt_out(connection, HOME, HOME, CUSTOMER, stage.now)
    )
    stage.process.clock.move(3 * DAY)
    await stage.round()
    assert len(stage.posted(CUSTOMER)) == 1
    assert (await stage.delivery(KIND)).reason == "opted_out"


async def test_a_reminder_that_slack_refuses_is_given_up(stage: Stage) -> None:
    await asked(stage)
    stage.slack.faults.add("chat.postMessage", "error:channel_not_found")
    stage.process.clock.move(3 * DAY)
    await stage.round()
    assert (await stage.delivery(KIND)).state == "failed"
