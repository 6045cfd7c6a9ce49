"""Alerts in Slack: posted once, kept true in their place, taken away where outsiders read along."""

import pytest
from sqlalchemy import update

from bot.sandbox.cast import LEAD, WEEKLY
from bot.sandbox.plain import read
from kpi.store.rows import table
from kpi.store.tables import Alert, AlertRule, Response
from tests.bot.stage import Stage
from tests.bot.work.mondays import MONDAY, SECOND, at
from tests.bot.work.unhappy import Unhappy, unhappy

__all__ = ["unhappy"]


@pytest.fixture
async def told(unhappy: Unhappy) -> Unhappy:
    """A 1 of 5 that the channel was told of."""
    await unhappy.low()
    await unhappy.later()
    assert len(unhappy.stage.posted(WEEKLY)) == 1
    return unhappy


async def changed(stage: Stage, score: int = 2) -> None:
    """Change what an alert says behind its back."""
    await stage.database.writer.work(
        lambda connection: connection.execute(update(table(Response)).values(score=score))
    )
    await stage.database.writer.work(
        lambda connection: connection.execute(update(table(Alert)).values(is_stale=True))
    )


async def stale(stage: Stage) -> list[bool]:
    return [one.is_stale for one in await stage.every(Alert)]


async def test_what_changed_is_drawn_in_its_place_once(told: Unhappy) -> None:
    stage = told.stage
    assert stage.asked_slack("chat.update") == 0
    await changed(stage)
    await stage.round()
    await stage.round()
    (message,) = stage.posted(WEEKLY)
    assert "2 of 5" in read(message)
    assert stage.asked_slack("chat.update") == 1
    assert await stale(stage) == [False]


async def test_a_failed_update_is_tried_again_and_never_posted(told: Unhappy) -> None:
    stage = told.stage
    await changed(stage)
    stage.slack.faults.add("chat.update", "html_500")
    await stage.round()
    assert await stale(stage) == [True]
    stage.slack.faults.add("conversations.info", "html_500")
    await stage.round()
    assert await stale(stage) == [True]
    await stage.round()
    (message,) = stage.posted(WEEKLY)
    assert "2 of 5" in read(message)


async def test_the_digest_says_how_many_wait(told: Unhappy) -> None:
    stage = told.stage
    await stage.ordered(language="nl")
    await stage.ordered(language="en", filters={"team": "Nobody"})
    await at(stage, MONDAY + SECOND)
    found = [one.text for one in stage.posted(WEEKLY) if "staat open" in one.text]
    assert len(found) == 1
    assert "1 zaak staat open, de oudste sinds 18 november; 0 afgerond" in found[0]
    assert not any("case is open" in one.text for one in stage.posted(WEEKLY))


async def test_a_message_that_somebody_deleted_is_let_go(told: Unhappy) -> None:
    stage = told.stage
    await changed(stage)
    stage.slack.faults.add("chat.update", "error:message_not_found")
    await stage.round()
    await stage.round()
    assert await stale(stage) == [False]
    assert stage.asked_slack("chat.update") == 0


async def test_where_outsiders_read_by_now_it_is_taken_away(told: Unhappy) -> None:
    stage = told.stage
    stage.slack.world.places.change(WEEKLY, is_ext_shared=True)
    await changed(stage)
    await stage.round()
    await stage.round()
    (message,) = stage.posted(WEEKLY)
    assert "of 5" not in read(message)
    (rule,) = await stage.every(AlertRule)
    assert rule.paused_because == "channel_shared"
    assert f"<#{WEEKLY}>" in stage.posted(LEAD)[-1].text
