import asyncio
from datetime import timedelta

from bot.sandbox import cast
from tests.bot.conftest import BOTH_DATABASES
from tests.bot.listeners.conftest import Desk, actions_of


async def test_a_tap_is_stored_before_it_is_acknowledged_then_shown_changed_and_taken_back(
    desk: Desk,
) -> None:
    question = await desk.asked()
    exchange = await desk.customer.tap(question, "rate:4")
    assert exchange.acknowledged
    assert [answer.score for answer in await desk.answers()] == [4]
    shown = await desk.dm("You chose 4 of 5")
    assert shown.ts == question.ts
    assert actions_of(shown)[:3] == ["comment", "change", "undo"]
    assert shown.metadata == question.metadata

    await desk.customer.tap(shown, "change")
    offered = await desk.question(cast.CUSTOMER)
    assert "4" in offered.text
    await desk.customer.tap(offered, "rate:2")
    shown = await desk.dm("You chose 2 of 5")
    assert "comment" in actions_of(shown)
    assert [answer.score for answer in await desk.answers()] == [2]

    await desk.customer.tap(shown, "undo")
    undone = await desk.question(cast.CUSTOMER)
    assert [answer.score for answer in await desk.answers()] == [None]
    await desk.customer.tap(undone, "rate:5")
    await desk.dm("5 of 5")
    assert [answer.score for answer in await desk.answers()] == [5]


@BOTH_DATABASES
async def test_many_impatient_taps_are_one_answer(desk: Desk) -> None:
    question = await desk.asked()
    exchanges = await desk.customer.taps(question, "rate:5", times=5)
    assert all(exchange.acknowledged for exchange in exchanges)
    await desk.dm("5 of 5")
    assert [answer.score for answer in await desk.answers()] == [5]


async def test_two_quick_taps_end_with_the_view_of_the_last(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "rate:1")
    await desk.customer.tap(question, "rate:5", forged=True)
    await desk.kompas.pieces.background.drain(5)
    (shown,) = desk.sandbox.messages(cast.CUSTOMER)
    assert "5 of 5" in shown.text


@BOTH_DATABASES
async def test_the_same_signed_tap_sent_again_changes_nothing(desk: Desk) -> None:
    question = await desk.asked()
    first = await desk.customer.tap(question, "rate:2")
    await desk.customer.tap(question, "rate:4", forged=True)
    await desk.sandbox.replay(first)
    await desk.dm("4 of 5")
    assert [answer.score for answer in await desk.answers()] == [4]


async def test_in_a_thread_only_the_person_asked_can_answer_and_others_see_only_that_they_did(
    desk: Desk,
) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    assert question.thread_ts == thread.ts
    exchange = await desk.agent.tap(question, "rate:1")
    assert exchange.acknowledged
    await desk.whisper("somebody else", cast.AGENT)
    assert await desk.answers_of(cast.GUEST) == []
    assert await desk.question(cast.SHARED) == question

    await desk.guest.tap(question, "rate:2")
    private = await desk.whisper("2 of 5", cast.GUEST)
    public = await desk.sandbox.wait_for_message(
        cast.SHARED, matching=lambda one: one.ts == question.ts and one.edited
    )
    assert "answered" in public.text
    assert not actions_of(public)
    assert "2" not in public.text
    assert private.thread_ts == thread.ts


async def test_in_a_thread_change_and_undo_happen_privately(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.guest.tap(question, "rate:2")
    await desk.guest.tap(await desk.whisper("2 of 5", cast.GUEST), "change")
    offered = await desk.whisper("Choose again", cast.GUEST)
    await desk.guest.tap(offered, "rate:5")
    await desk.guest.tap(await desk.whisper("5 of 5", cast.GUEST), "undo")
    await desk.whisper("taken back", cast.GUEST)
    await desk.kompas.pieces.background.drain(5)
    assert [answer.score for answer in await desk.answers_of(cast.GUEST)] == [None]
    public = await desk.question(cast.SHARED)
    assert public.ts == question.ts


async def test_a_first_tap_after_two_weeks_is_told_to_be_too_late(desk: Desk) -> None:
    question = await desk.asked()
    desk.clock.move(timedelta(days=15))
    await desk.customer.tap(question, "rate:4")
    closed = await desk.sandbox.wait_for_message(cast.CUSTOMER, matching=lambda one: one.edited)
    assert not actions_of(closed)
    assert await desk.answers() == []


async def test_after_two_weeks_no_other_choice_is_offered_and_the_answer_stands(
    desk: Desk,
) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "rate:4")
    shown = await desk.dm("4 of 5")
    desk.clock.move(timedelta(days=15))
    await desk.customer.tap(shown, "undo")
    await desk.whisper("has passed")
    await desk.kompas.pieces.background.drain(5)
    assert [answer.score for answer in await desk.answers()] == [4]

    await desk.customer.tap(shown, "change", forged=True)
    await desk.whisper("has passed")
    await desk.sandbox.wait_for_message(
        cast.CUSTOMER, matching=lambda one: actions_of(one) == ["my_answers", "opt_out"]
    )


async def test_a_button_of_a_question_that_is_gone_gets_a_kind_sentence(desk: Desk) -> None:
    question = await desk.asked()
    other = question.blocks
    stale = [
        {**block, "elements": [{**one, "value": "gone"} for one in block["elements"]]}
        if block["type"] == "actions"
        else block
        for block in other
    ]
    desk.sandbox.world.messages.change(question, blocks=tuple(stale))
    exchange = await desk.customer.tap(await desk.question(cast.CUSTOMER), "rate:4")
    assert exchange.acknowledged
    await desk.whisper("no longer know")
    assert await desk.answers() == []


async def test_an_answer_stands_when_its_message_was_deleted(desk: Desk) -> None:
    question = await desk.asked()
    tapping = asyncio.create_task(desk.customer.tap(question, "rate:4"))
    exchange = await tapping
    desk.sandbox.world.messages.change(question, deleted=True)
    await desk.kompas.pieces.background.drain(5)
    assert exchange.acknowledged
    assert [answer.score for answer in await desk.answers()] == [4]
