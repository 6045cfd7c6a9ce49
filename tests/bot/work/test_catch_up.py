from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox.cast import CUSTOMER
from kpi.store.tables import Interaction, Invitation
from tests.bot.conftest import ON_POSTGRES
from tests.bot.stage import Stage
from tests.bot.work.zendesk import SECONDS, Helped, helped

EXPORT = "/api/v2/incremental/tickets/cursor.json"
A_WHILE = timedelta(minutes=11)


@pytest.fixture
async def desk(stage: Stage) -> AsyncIterator[Helped]:
    async with helped(stage) as prepared:
        yield prepared


async def test_what_no_webhook_told_is_found_once(desk: Helped) -> None:
    await desk.settle()
    desk.desk.solve("7", desk.stage.now)
    desk.stage.process.clock.move(A_WHILE)
    await desk.settle()
    assert [one.state for one in await desk.stage.every(Invitation)] == ["sent"]
    until = (await desk.hook()).polled_until
    desk.stage.process.clock.move(timedelta(minutes=1))
    await desk.settle()
    assert (await desk.hook()).polled_until == until
    desk.stage.process.clock.move(A_WHILE)
    await desk.settle()
    assert len(desk.stage.posted(CUSTOMER)) == 1
    assert desk.desk.asked.count(EXPORT) == 3
    # The webhook comes after all.
    await desk.solved()
    await desk.settle()
    (interaction,) = await desk.stage.every(Interaction)
    assert interaction.solve_cycle == 1
    assert len(desk.stage.posted(CUSTOMER)) == 1


async def test_what_webhooks_told_stays_as_they_told_it(desk: Helped) -> None:
    await desk.solved()
    await desk.settle()
    desk.desk.solve("7", desk.stage.now)
    desk.desk.tickets[0]["group_id"] = 5
    desk.stage.process.clock.move(A_WHILE)
    await desk.settle()
    assert (await desk.interaction()).team == "Network"
    assert len(await desk.stage.every(Invitation)) == 1


async def test_what_was_before_the_hook_is_none_of_ours(desk: Helped) -> None:
    desk.desk.solve("7", desk.stage.now - timedelta(days=2))
    await desk.settle()
    assert desk.desk.asked == [EXPORT]
    assert await desk.stage.every(Interaction) == []


async def test_an_open_ticket_nobody_told_of_was_opened(desk: Helped) -> None:
    await desk.settle()
    desk.desk.solve("7", desk.stage.now)
    desk.desk.tickets[0]["status"] = "open"
    desk.stage.process.clock.move(A_WHILE)
    await desk.settle()
    interaction = await desk.interaction()
    assert interaction.opened_at is not None
    assert interaction.reopened_at is None


async def test_trouble_is_kept_in_words_and_nothing_is_passed_over(desk: Helped) -> None:
    await desk.settle()
    reached = (await desk.hook()).polled_until
    desk.desk.solve("7", desk.stage.now)
    desk.desk.status = 401
    desk.stage.process.clock.move(A_WHILE)
    await desk.settle()
    hook = await desk.hook()
    assert "acme.zendesk.com refuses our token" in hook.poll_trouble
    assert hook.polled_until == reached
    desk.desk.status = 200
    desk.stage.process.clock.move(timedelta(hours=5))
    await desk.settle()
    assert (await desk.hook()).poll_trouble == ""
    assert [one.external_id for one in await desk.stage.every(Interaction)] == ["7"]


async def test_a_list_without_an_end_is_not_asked_for_all_the_time(desk: Helped) -> None:
    desk.desk.endless = True
    desk.desk.solve("7", desk.stage.now)
    await desk.settle()
    asked, hook = len(desk.desk.asked), await desk.hook()
    assert hook.poll_trouble == "Too many tickets changed at one moment."
    # What was read counts, and next time a later moment has its turn.
    assert (await desk.interaction()).solve_cycle == 1
    reached = hook.polled_until
    assert reached is not None
    await desk.settle()
    assert len(desk.desk.asked) == asked
    desk.stage.process.clock.move(A_WHILE)
    await desk.settle()
    assert (await desk.hook()).polled_until == reached + timedelta(minutes=1)


async def test_what_changed_again_while_much_was_read_is_not_lost(desk: Helped) -> None:
    await desk.settle()
    solved_at = desk.stage.now + timedelta(minutes=1)
    desk.stage.process.clock.move(timedelta(hours=5))
    # So much changed that the first talk ends an hour after the ticket was solved.
    desk.desk.endless = True
    moment = (solved_at + timedelta(hours=1)).timestamp()
    desk.desk.tickets = [{"id": 8, "generated_timestamp": moment}]
    await desk.stage.ticker.round()
    await desk.stage.process.background.drain(SECONDS)
    # By then the ticket changed once more, so it is among what the second talk reads.
    desk.desk.endless, desk.desk.tickets = False, []
    desk.desk.solve("7", solved_at)
    await desk.settle()
    assert (await desk.interaction()).resolved_at == solved_at


async def test_no_system_is_left_alone_for_days(desk: Helped) -> None:
    desk.desk.status, desk.desk.retry_after = 429, "999999"
    await desk.settle()
    due_at = (await desk.hook()).poll_due_at
    assert due_at is not None
    assert due_at - desk.stage.now <= timedelta(hours=1)


@ON_POSTGRES
async def test_replicas_ask_once(desk: Helped) -> None:
    other = Helped(desk.stage.replica(), desk.desk)
    await desk.settle()
    await other.settle()
    assert desk.desk.asked.count(EXPORT) == 1


async def test_without_a_token_nobody_is_asked(stage: Stage) -> None:
    async with helped(stage, token=None) as desk:
        await desk.settle()
        assert desk.desk.asked == []
