import pytest

from bot.overlays import STEP
from bot.sandbox import cast, events
from kpi.store.rows import every, table
from kpi.store.tables import Interaction
from tests.bot.listeners.conftest import Desk
from tests.bot.listeners.test_reactions import marking, questions

__all__ = ["marking"]


async def test_a_workflow_asks_and_goes_on(marking: Desk) -> None:
    inputs = {"person": cast.CUSTOMER, "about": "your new laptop"}
    step = await marking.sandbox.runs_step(STEP, inputs)
    assert (step.outputs, step.error) == ({"asked": True}, None)
    question = await marking.question(cast.CUSTOMER)
    assert "your new laptop" in str(question.blocks)
    await marking.customer.tap(question, "rate:5")
    (answer,) = await marking.answers()
    assert (answer.trigger, answer.agent, answer.source) == ("hand", "", "slack")
    again = events.of_step(marking.sandbox.world, STEP, step)
    assert again is not None
    assert [one.status for one in await marking.sandbox.event(again)] == [200]


async def test_a_guest_is_asked_once_in_the_thread_that_the_workflow_names(marking: Desk) -> None:
    message = await marking.guest.says(cast.SHARED, "My VPN is down")
    where = {"person": cast.GUEST, "channel": cast.SHARED, "thread": message.ts}
    for _ in range(2):
        step = await marking.sandbox.runs_step(STEP, where)
        assert step.outputs == {"asked": True}
    await marking.question(cast.SHARED)
    await marking.round()
    (question,) = questions(marking, cast.SHARED)
    assert question.thread_ts == message.ts


@pytest.mark.parametrize(("thread", "in_it"), [("/p{}", True), ("yesterday", False)])
async def test_a_link_names_the_thread_and_nonsense_names_none(
    marking: Desk, thread: str, *, in_it: bool
) -> None:
    message = await marking.guest.says(cast.SHARED, "My VPN is down")
    link = f"https://acme.slack.com/archives/{cast.SHARED}" + thread.format(
        message.ts.replace(".", "")
    )
    where = {"person": cast.GUEST, "channel": cast.SHARED, "thread": link if in_it else thread}
    step = await marking.sandbox.runs_step(STEP, where)
    assert step.outputs == {"asked": True}
    question = await marking.question(cast.SHARED)
    assert question.thread_ts == (message.ts if in_it else None)


async def test_why_nobody_is_asked_ends_the_workflow_in_words(marking: Desk) -> None:
    for inputs, words in (
        ({"person": cast.GUEST}, "they are from outside"),
        ({"person": ""}, "not a person I can reach"),
        ({"person": "U0NOBODY01", "channel": "C0GONE0001"}, "not a person I can reach"),
    ):
        step = await marking.sandbox.runs_step(STEP, inputs)
        assert step.outputs is None, inputs
        assert words in str(step.error), inputs
    async with marking.database.reading() as connection:
        kept = await every(connection, Interaction, table(Interaction).select())
    assert kept == []
