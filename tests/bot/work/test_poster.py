import asyncio
from datetime import timedelta

from bot.sandbox.cast import CUSTOMER, GUEST, SHARED, WEEKLY
from bot.sandbox.identity import ELSEWHERE, HOME
from bot.work.ticker import Ticker
from kpi.store.tables import Delivery
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage
from tests.bot.work.mondays import MONDAY, SECOND, WEEK
from tests.weeks import answered

POST = "chat.postMessage"


async def solved_and_tried(stage: Stage) -> Delivery:
    await stage.solved()
    await stage.round()
    return await stage.delivery()


async def test_what_is_held_can_still_be_found_where_it_was_to_go(stage: Stage) -> None:
    stage.slack.faults.add(POST, "cut_after")
    delivery = await solved_and_tried(stage)
    (message,) = stage.posted(CUSTOMER)
    assert delivery.channel_id == message.channel
    assert message.metadata is not None
    assert message.metadata["event_payload"] == {"delivery_id": str(delivery.id)}


async def test_retry_after_is_obeyed_and_the_lease_released(stage: Stage) -> None:
    stage.slack.faults.add(POST, "429", retry_after=40)
    delivery = await solved_and_tried(stage)
    assert (delivery.state, delivery.reason, delivery.lease_until) == ("retry", "ratelimited", None)
    assert timedelta(seconds=35) < delivery.due_at - stage.now <= timedelta(seconds=40)
    stage.process.clock.move(timedelta(seconds=30))
    await stage.round()
    assert stage.posted(CUSTOMER) == []


async def test_a_worker_that_slept_through_its_lease_does_not_write(stage: Stage) -> None:
    stage.slack.faults.add("conversations.open", "delay", seconds=0.3)
    await stage.solved()
    working = asyncio.create_task(stage.round())
    await called(stage, "conversations.open")
    stage.process.clock.move(timedelta(seconds=45))
    await working
    tries = await stage.attempts()
    assert [one.outcome for one in tries] == ["sending", "retry", "sending", "sent"]
    assert tries[1].detail == "lease_short"
    assert len(stage.posted(CUSTOMER)) == 1


@ON_POSTGRES
async def test_a_worker_whose_message_was_taken_over_meanwhile_posts_nothing(stage: Stage) -> None:
    stage.slack.faults.add("conversations.open", "delay", seconds=0.3)
    await stage.solved()
    working = asyncio.create_task(stage.round())
    await called(stage, "conversations.open")
    stage.process.clock.move(timedelta(seconds=61))
    await stage.replica().round()
    await working
    tries = await stage.attempts()
    assert [one.outcome for one in tries] == ["sending", "retry", "sending", "sent"]
    assert tries[1].detail == "lease_expired"
    assert len(stage.posted(CUSTOMER)) == 1


async def test_a_second_message_in_a_channel_waits_its_turn(stage: Stage) -> None:
    guests = {"requester_team_id": ELSEWHERE, "slack_channel_id": SHARED}
    for number in (1, 2):
        stage.slack.add_user(f"U0GUEST00{number}", "guest", "", team=ELSEWHERE)
    everybody = [GUEST, "U0GUEST002", stage.slack.identity.bot_user_id]
    stage.slack.add_channel(SHARED, "acme-support", everybody, is_ext_shared=True)
    await stage.solved("T-1", requester_user_id=GUEST, **guests)
    await stage.solved("T-2", requester_user_id="U0GUEST002", **guests)
    await Ticker(stage.process).round()
    first, second = stage.posted(SHARED)
    assert float(second.ts) - float(first.ts) >= 0.9


async def called(stage: Stage, method: str) -> None:
    """Wait until Slack has heard a call; its answer is still under way."""
    await stage.slack.world.bell.until(lambda: stage.asked_slack(method) or None, within=5.0)


async def test_links_in_a_subject_unfold_nothing(stage: Stage) -> None:
    await solved_and_tried(stage)
    (call,) = [one for one in stage.slack.calls if one.method == POST]
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)


async def digest_due(stage: Stage) -> None:
    """Have weeks of answers and their digest due, in a workspace that has no charts yet."""
    await answered(stage.database, HOME, MONDAY - timedelta(days=2))
    await stage.ordered()
    stage.slack.world.draws_charts = False
    stage.process.clock.move(MONDAY + SECOND - stage.now)


def main_blocks(stage: Stage) -> list[list[str]]:
    """Give the kinds of blocks of what stands in #weekly itself."""
    shown = [one for one in stage.posted(WEEKLY) if one.thread_ts is None]
    return [[block["type"] for block in one.blocks] for one in shown]


async def test_a_refused_chart_is_done_without_under_the_same_lease(stage: Stage) -> None:
    await digest_due(stage)
    await stage.round()
    (blocks,) = main_blocks(stage)
    assert "data_visualization" not in blocks
    assert [one.outcome for one in await stage.attempts()] == ["sending", "sent"] * 2


async def test_an_unknown_outcome_of_the_picture_is_not_followed_by_words(stage: Stage) -> None:
    await digest_due(stage)
    await stage.round()
    stage.process.clock.move(WEEK)
    stage.slack.faults.add(POST, "cut_after")
    await stage.round()
    assert len(main_blocks(stage)) == 2
    assert "unknown" in {one.state for one in await stage.every(Delivery)}


@ON_POSTGRES
async def test_a_worker_that_falls_while_it_draws_leaves_its_digest_to_another(
    stage: Stage,
) -> None:
    await digest_due(stage)
    stage.slack.faults.add("files.getUploadURLExternal", "late", seconds=0.4)
    working = asyncio.create_task(stage.round())
    await refused(stage)
    stage.process.clock.move(timedelta(seconds=61))
    await stage.replica().round()
    await working
    assert len(main_blocks(stage)) == 1
    assert "held" not in {one.state for one in await stage.every(Delivery)}


async def refused(stage: Stage) -> None:
    """Wait until a message was refused for its chart, and this was written down."""
    calls = stage.slack.calls
    await stage.slack.world.bell.until(
        lambda: any(call.error == "invalid_blocks" for call in calls) or None, within=5.0
    )
    async with asyncio.timeout(5.0):
        while (await stage.delivery("digest")).reason:  # noqa: ASYNC110 - the database rings no bell
            await asyncio.sleep(0.01)
