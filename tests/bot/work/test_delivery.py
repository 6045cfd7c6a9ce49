import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.sandbox.cast import CUSTOMER
from bot.sandbox.identity import HOME
from kpi.store import deliveries, rows
from kpi.store.columns import new_id
from kpi.store.deliveries import Owed
from kpi.store.tables import Delivery, Survey
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage

POST = "chat.postMessage"


async def solved_and_tried(stage: Stage) -> Delivery:
    await stage.solved()
    await stage.round()
    return await stage.delivery()


async def much_later(stage: Stage) -> Delivery:
    """An hour on, and two rounds: whatever would be sent again has been."""
    for _ in range(2):
        stage.process.clock.move(timedelta(minutes=30))
        await stage.round()
    return await stage.delivery()


@pytest.mark.parametrize("kind", ["cut_after", "cut_before", "html_500", "error:internal_error"])
async def test_a_message_whose_outcome_is_unknown_is_held_and_never_sent_again(
    stage: Stage, kind: str
) -> None:
    stage.slack.faults.add(POST, kind)
    assert (await solved_and_tried(stage)).state == "unknown"
    posted = len(stage.posted(CUSTOMER))
    assert (await much_later(stage)).state == "held"
    assert len(stage.posted(CUSTOMER)) == posted <= 1


async def test_a_post_that_times_out_and_arrives_late_is_held(stage: Stage) -> None:
    stage.slack.faults.add(POST, "late", seconds=0.7)
    delivery = await solved_and_tried(stage)
    assert (delivery.state, delivery.reason) == ("unknown", "timeout")
    await stage.slack.wait_for_message(CUSTOMER)
    assert (await much_later(stage)).state == "held"
    assert len(stage.posted(CUSTOMER)) == 1


async def test_a_message_slack_had_no_time_for_is_sent_later_once(stage: Stage) -> None:
    stage.slack.faults.add(POST, "429", retry_after=1)
    await solved_and_tried(stage)
    again = stage.replica()  # the pause of the first process is real time
    again.process.clock.move(timedelta(seconds=2))
    await again.round()
    assert (await stage.delivery()).state == "sent"
    assert len(stage.posted(CUSTOMER)) == 1


async def test_while_slack_cannot_be_reached_the_message_waits(stage: Stage) -> None:
    await stage.solved()
    await stage.ticker.round()
    sent = await stage.delivery()
    assert sent.state == "sent"
    stage.process.slack.base_url = "http://127.0.0.1:9/api/"
    stage.process.clock.move(timedelta(days=15))
    await stage.solved("T-2")
    await stage.round()
    waiting = [one for one in await stage.every(Delivery) if one.id != sent.id]
    assert [(one.state, one.reason) for one in waiting] == [("retry", "unreachable")]


@pytest.mark.parametrize("error", ["is_archived", "msg_blocks_too_long"])
async def test_what_slack_refuses_for_good_is_undeliverable_with_its_reason(
    stage: Stage, error: str
) -> None:
    stage.slack.faults.add(POST, f"error:{error}")
    assert (await solved_and_tried(stage)).state == "failed"
    assert (await much_later(stage)).state == "failed"
    invitation = await stage.invitation()
    assert (invitation.state, invitation.reason) == ("undeliverable", error)


@ON_POSTGRES
async def test_replicas_that_tick_together_send_each_message_once(stage: Stage) -> None:
    for number in range(6):
        stage.slack.add_user(f"U{number}", f"user{number}", f"{number}@example.com")
        await stage.solved(f"T-{number}", requester_email=f"{number}@example.com")
    other = stage.replica()
    for _ in range(2):
        await asyncio.gather(stage.round(), other.round())
    assert [len(stage.posted(f"U{number}")) for number in range(6)] == [1] * 6
    assert {one.state for one in await stage.every(Delivery)} == {"sent"}


async def test_a_kind_that_only_a_newer_release_knows_is_left_to_it(stage: Stage) -> None:
    owed = Owed(kind="greeting", cause_id=new_id(stage.now), due_at=stage.now)
    await stage.database.writer.work(
        lambda connection: deliveries.owe(connection, HOME, owed, stage.now)
    )
    await stage.solved()
    await stage.round()
    assert (await stage.delivery("greeting")).state == "retry"
    assert (await stage.delivery("prompt")).state == "sent"


async def test_a_message_that_cannot_be_written_is_tried_again_and_not_held(stage: Stage) -> None:
    await stage.solved()
    broken = update(rows.table(Survey)).values(definition="csat/1-9/top9/v9")
    await stage.database.writer.work(lambda connection: connection.execute(broken))
    await stage.ticker.round()
    delivery = await stage.delivery()
    assert (delivery.state, delivery.reason) == ("retry", "not_written")
    assert b'kompas_failed_steps_total{step="write"} 1.0' in stage.process.metrics.text()
