import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.sandbox.cast import LEAD, WEEKLY
from bot.sandbox.identity import HOME
from kpi.store import digests, schedules
from kpi.store.tables import Delivery, Schedule
from tests.bot.stage import Stage
from tests.bot.work.mondays import HOUR, MONDAY, SECOND, WEEK, at, mains


async def test_a_channel_that_outsiders_read_gets_nothing_and_the_owner_is_told_once(
    stage: Stage,
) -> None:
    schedule = await stage.ordered()
    stage.slack.world.places.change(WEEKLY, is_ext_shared=True)
    await at(stage, MONDAY + SECOND)
    await at(stage, MONDAY + WEEK + SECOND)
    assert stage.posted(WEEKLY) == []
    (told,) = stage.posted(LEAD)
    assert f"<#{WEEKLY}>" in told.text
    (found,) = await stage.every(Schedule)
    assert (found.id, found.paused_because) == (schedule.id, "channel_shared")


async def test_a_channel_shared_after_the_message_gets_no_detail(stage: Stage) -> None:
    await stage.ordered()
    stage.slack.faults.add("chat.postMessage", "delay", seconds=0.3)
    stage.process.clock.move(MONDAY + SECOND - stage.now)
    working = asyncio.create_task(stage.round())
    await stage.slack.wait_for_message(WEEKLY)
    stage.slack.world.places.change(WEEKLY, is_ext_shared=True)
    await working
    assert len(stage.posted(WEEKLY)) == 1
    assert len(stage.posted(LEAD)) == 1


async def archived(stage: Stage) -> None:
    stage.slack.world.places.change(WEEKLY, is_archived=True)


async def left(stage: Stage) -> None:
    stage.slack.add_channel(WEEKLY, "weekly", [LEAD])


async def hidden(stage: Stage) -> None:
    stage.slack.add_channel(WEEKLY, "weekly", [LEAD], is_private=True)


@pytest.mark.parametrize(
    ("closing", "because"),
    [(archived, "is_archived"), (left, "not_in_channel"), (hidden, "channel_not_found")],
)
async def test_a_channel_that_is_closed_to_us_pauses_the_digest_and_tells_its_owner(
    stage: Stage, closing: Callable[[Stage], Awaitable[None]], because: str
) -> None:
    await stage.ordered()
    await closing(stage)
    await at(stage, MONDAY + SECOND)
    (told,) = stage.posted(LEAD)
    assert f"<#{WEEKLY}>" in told.text
    (found,) = await stage.every(Schedule)
    assert found.paused_because == because
    assert (await stage.delivery("digest")).reason == because


async def test_a_post_that_slack_refuses_pauses_the_digest_too(stage: Stage) -> None:
    await stage.ordered()
    stage.slack.faults.add("chat.postMessage", "error:restricted_action")
    await at(stage, MONDAY + SECOND)
    (found,) = await stage.every(Schedule)
    assert found.paused_because == "restricted_action"
    assert len(stage.posted(LEAD)) == 1


async def test_a_digest_removed_after_it_was_queued_is_not_sent(stage: Stage) -> None:
    schedule = await stage.ordered()
    stage.slack.faults.add("conversations.info", "429", retry_after=5)
    await at(stage, MONDAY + SECOND)
    await stage.database.writer.work(
        lambda connection: schedules.remove(connection, HOME, schedule.id)
    )
    await at(stage, MONDAY + 10 * SECOND)
    assert stage.posted(WEEKLY) == []
    assert (await stage.delivery("digest")).state == "cancelled"


async def test_a_digest_that_could_not_be_sent_for_a_day_is_no_longer_news(stage: Stage) -> None:
    await stage.ordered()
    stage.slack.faults.add("conversations.info", "html_500", times=3)
    await at(stage, MONDAY + SECOND)
    assert (await stage.delivery("digest")).state == "retry"
    await at(stage, MONDAY + 25 * HOUR)
    delivery = await stage.delivery("digest")
    assert (delivery.state, delivery.reason) == ("cancelled", "too_late")


async def test_an_unknown_outcome_is_held_and_has_no_detail(stage: Stage) -> None:
    await stage.ordered()
    stage.slack.faults.add("chat.postMessage", "cut_after")
    await at(stage, MONDAY + SECOND)
    await at(stage, MONDAY + HOUR)
    assert (await stage.delivery("digest")).state == "held"
    assert [one.kind for one in await stage.every(Delivery)] == [digests.DIGEST, digests.NOTICE]
    assert len(stage.posted(WEEKLY)) == 1
    (asked,) = stage.posted(LEAD)
    assert "Please look there" in asked.text


async def test_what_slack_does_not_take_as_it_is_is_told_and_tried_again_next_time(
    stage: Stage,
) -> None:
    await stage.ordered()
    stage.slack.faults.add("chat.postMessage", "error:msg_blocks_too_long")
    await at(stage, MONDAY + SECOND)
    (told,) = stage.posted(LEAD)
    assert "(msg_blocks_too_long)" in told.text
    await at(stage, MONDAY + WEEK + SECOND)
    assert len(mains(stage)) == 1


async def test_a_week_with_nothing_to_report_has_nothing_below_it(stage: Stage) -> None:
    await stage.ordered()
    await at(stage, MONDAY + SECOND)
    (told,) = stage.posted(WEEKLY)
    assert told.text.endswith("no answers.")
    assert (await stage.delivery(digests.DETAIL)).reason == "nothing_to_tell"


async def test_each_digest_speaks_its_own_language(stage: Stage) -> None:
    await stage.ordered(language="nl")
    await at(stage, MONDAY + SECOND)
    assert "november" in mains(stage)[0]
