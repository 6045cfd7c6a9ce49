"""Alerts in the post: a storm is one message, a closed channel pauses its rules."""

from bot.sandbox.cast import LEAD, WEEKLY
from bot.sandbox.plain import read
from kpi.store import heeding
from kpi.store.tables import AlertRule
from tests.bot.work.unhappy import LATER, Unhappy, unhappy

__all__ = ["unhappy"]


async def test_a_storm_is_one_message_that_grows(unhappy: Unhappy) -> None:
    for _ in range(7):
        await unhappy.low()
    await unhappy.later()
    await unhappy.low()
    await unhappy.later()
    await unhappy.stage.round()
    (message,) = unhappy.stage.posted(WEEKLY)
    assert "8 answers need somebody" in read(message)
    assert read(message).count("[ Claim ]") == 8


async def test_what_was_taken_back_before_it_was_told_is_told_when_it_is_back(
    unhappy: Unhappy,
) -> None:
    stage = unhappy.stage
    question = await unhappy.low()
    stage.process.clock.move(LATER)
    await stage.database.writer.work(
        lambda connection: heeding.heed(connection, unhappy.asking.workspace, stage.now, 9)
    )
    await unhappy.tap(question, None)
    await stage.round()
    assert stage.posted(WEEKLY) == []
    assert (await stage.delivery("alert")).state == "cancelled"
    await unhappy.tap(question, 1)
    await unhappy.later()
    assert len(stage.posted(WEEKLY)) == 1


async def test_a_channel_that_is_gone_pauses_the_rule_and_cases_go_on(unhappy: Unhappy) -> None:
    stage = unhappy.stage
    stage.slack.world.places.change(WEEKLY, is_archived=True)
    await unhappy.low()
    await unhappy.later()
    await unhappy.later()
    (rule,) = await stage.every(AlertRule)
    assert rule.paused_because == "is_archived"
    assert (await stage.delivery("alert")).state == "failed"
    (told,) = stage.posted(LEAD)
    assert f"The channel <#{WEEKLY}> was archived" in told.text
    await unhappy.low()
    await unhappy.later()
    assert len(await unhappy.cases()) == 2
    assert stage.posted(WEEKLY) == []
