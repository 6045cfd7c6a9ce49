from bot.sandbox import cast
from bot.sandbox.messages import Message
from kpi.store.rows import every, table
from kpi.store.tables import Delivery, Invitation
from tests.bot.listeners.conftest import Desk, actions_of


async def states(desk: Desk) -> tuple[str, str]:
    async with desk.database.reading() as connection:
        (delivery,) = await every(connection, Delivery, table(Delivery).select())
        (invitation,) = await every(connection, Invitation, table(Invitation).select())
    assert (invitation.sent_at is None) == (invitation.state != "sent")
    return delivery.state, invitation.state


async def held(desk: Desk) -> Message:
    """Post a question in a thread while the line drops: it stands there, and we do not know."""
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    desk.sandbox.faults.add("chat.postMessage", "cut_after")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.round()
    assert await states(desk) == ("held", "planned")
    return question


async def test_a_tap_on_a_message_of_unknown_fate_proves_that_it_was_sent(desk: Desk) -> None:
    await desk.guest.tap(await held(desk), "rate:4")
    await desk.sandbox.wait_for_message(
        cast.SHARED, matching=lambda one: "answered. Thank you." in one.text
    )
    assert await states(desk) == ("sent", "sent")


async def test_so_does_a_tap_of_somebody_else(desk: Desk) -> None:
    question = await held(desk)
    await desk.agent.tap(question, "rate:4")
    await desk.whisper("somebody else", cast.AGENT)
    assert await states(desk) == ("sent", "sent")
    assert "rate:4" in actions_of(await desk.question(cast.SHARED))


async def test_who_wants_no_questions_closes_such_a_message_too(desk: Desk) -> None:
    await desk.guest.tap(await held(desk), "opt_out")
    await desk.sandbox.wait_for_message(
        cast.SHARED, matching=lambda one: "This question is closed" in one.text
    )
