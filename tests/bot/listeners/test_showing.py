from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk


async def test_a_redrawing_that_slack_puts_off_is_tried_again(desk: Desk) -> None:
    question = await desk.asked()
    desk.sandbox.faults.add("chat.update", "429", retry_after=1)
    await desk.customer.tap(question, "rate:4")
    await desk.dm("4 of 5")


async def test_where_slack_takes_no_more_changes_the_address_of_the_tap_is_used(desk: Desk) -> None:
    question = await desk.asked()
    desk.sandbox.faults.add("chat.update", "429", times=100, retry_after=60)
    await desk.customer.tap(question, "rate:4")
    await desk.kompas.pieces.background.drain(5)
    (shown,) = desk.sandbox.messages(cast.CUSTOMER)
    assert "4 of 5" in shown.text
    assert not desk.sandbox.ephemerals(cast.CUSTOMER)


async def test_a_redrawing_whose_answer_was_lost_is_harmless(desk: Desk) -> None:
    question = await desk.asked()
    desk.sandbox.faults.add("chat.update", "cut_after")
    await desk.customer.tap(question, "rate:4")
    await desk.kompas.pieces.background.drain(5)
    (shown,) = desk.sandbox.messages(cast.CUSTOMER)
    assert "4 of 5" in shown.text


async def test_a_tap_is_kept_and_acknowledged_whatever_slack_says_of_the_message(
    desk: Desk,
) -> None:
    question = await desk.asked()
    desk.sandbox.faults.add("chat.update", "error:message_not_found")
    exchange = await desk.customer.tap(question, "rate:4")
    await desk.kompas.pieces.background.drain(5)
    assert exchange.acknowledged
    assert [answer.score for answer in await desk.answers()] == [4]
    updates = [call for call in desk.sandbox.calls if call.method == "chat.update"]
    assert len(updates) <= 1


async def test_a_form_that_slack_did_not_open_is_told(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "rate:4")
    shown = await desk.dm("4 of 5")
    desk.sandbox.faults.add("views.open", "error:expired_trigger_id")
    await desk.customer.tap(shown, "comment")
    await desk.whisper("too slow")


async def test_a_form_over_a_form_that_slack_refuses_leaves_the_one_below(desk: Desk) -> None:
    await desk.admin.command("/survey", "connections")
    below = await desk.sandbox.wait_for_view(cast.ADMIN)
    desk.sandbox.faults.add("views.push", "error:push_limit_reached")
    await desk.admin.tap(below, "hook:new")
    await desk.kompas.pieces.background.drain(5)
    assert desk.sandbox.view_of(cast.ADMIN) == below
    await desk.admin.tap(below, "hook:new")
    await desk.kompas.pieces.background.drain(5)
    above = desk.sandbox.view_of(cast.ADMIN)
    assert above is not None
    assert above.previous == below.id
