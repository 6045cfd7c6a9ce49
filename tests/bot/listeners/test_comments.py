from datetime import timedelta

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from kpi.store import surveys
from tests.bot.listeners.conftest import Desk
from tests.kpi.store.tickets import read, write

WORDS: dict[str, dict[str, object]] = {"comment": {"comment": "Third time <!channel> this month"}}


async def form_after(desk: Desk, score: int) -> Modal:
    question = await desk.asked()
    await desk.customer.tap(question, f"rate:{score}")
    await desk.customer.tap(await desk.dm(f"{score} of 5"), "comment")
    return await desk.sandbox.wait_for_view(cast.CUSTOMER)


async def test_a_comment_is_stored_and_the_message_says_that_it_is_in(desk: Desk) -> None:
    form = await form_after(desk, 2)
    chosen: dict[str, dict[str, object]] = {**WORDS, "may_contact": {"may_contact": ["yes"]}}
    exchange = await desk.customer.submit(form, chosen)
    assert exchange.answer == {}
    (answer,) = await desk.answers()
    assert answer.comment == "Third time <!channel> this month"
    assert answer.may_contact
    assert "<!channel>" not in (await desk.dm("comment is saved")).text


async def test_the_question_of_the_form_fits_the_score(desk: Desk) -> None:
    form = await form_after(desk, 5)
    assert "What worked well?" in str(form.blocks)
    assert "may_contact" not in str(form.blocks)


async def test_words_that_no_database_can_hold_are_kept_all_the_same(desk: Desk) -> None:
    form = await form_after(desk, 2)
    exchange = await desk.customer.submit(form, {"comment": {"comment": "Slow\0 \ud800 again"}})
    assert exchange.answer == {}
    assert [answer.comment for answer in await desk.answers()] == [
        "Slow\N{REPLACEMENT CHARACTER} ? again"
    ]


async def test_a_comment_changed_after_our_clock_was_set_back_is_kept(desk: Desk) -> None:
    await desk.customer.submit(await form_after(desk, 2), {"comment": {"comment": "First"}})
    shown = await desk.dm("comment is saved")
    desk.clock.move(timedelta(hours=-1))
    await desk.customer.tap(shown, "comment")
    again = await desk.sandbox.wait_for_view(cast.CUSTOMER)
    await desk.customer.submit(again, {"comment": {"comment": "Second"}})
    assert [answer.comment for answer in await desk.answers()] == ["Second"]


async def test_the_form_sent_twice_is_one_comment(desk: Desk) -> None:
    form = await form_after(desk, 3)
    first = await desk.customer.submit(form, WORDS)
    again = await desk.sandbox.replay(first)
    assert again.acknowledged
    assert [answer.score for answer in await desk.answers()] == [3]


async def test_a_comment_that_comes_too_late_keeps_the_form_open_with_a_sentence(
    desk: Desk,
) -> None:
    form = await form_after(desk, 3)
    desk.clock.move(timedelta(days=15))
    exchange = await desk.customer.submit(form, WORDS)
    assert exchange.answer["response_action"] == "errors"
    assert "not saved" in exchange.answer["errors"]["comment"]
    assert [answer.comment for answer in await desk.answers()] == [""]


async def test_a_form_that_was_open_while_its_answer_was_undone_says_so(desk: Desk) -> None:
    form = await form_after(desk, 2)
    await desk.customer.tap(await desk.dm("2 of 5"), "undo")
    exchange = await desk.customer.submit(form, WORDS)
    assert exchange.answer["errors"] == {
        "comment": "This answer was taken back meanwhile, so your comment was not saved."
    }


async def test_the_button_of_an_answer_that_was_undone_opens_no_form(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "rate:4")
    shown = await desk.dm("4 of 5")
    await desk.customer.tap(shown, "undo")
    await desk.dm("taken back")
    await desk.customer.tap(shown, "comment", forged=True)
    await desk.kompas.pieces.background.drain(5)
    assert desk.sandbox.view_of(cast.CUSTOMER) is None


async def test_in_a_thread_the_comment_is_confirmed_privately(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.guest.tap(question, "rate:2")
    await desk.guest.tap(await desk.whisper("2 of 5", cast.GUEST), "comment")
    form = await desk.sandbox.wait_for_view(cast.GUEST)
    await desk.guest.submit(form, WORDS)
    await desk.whisper("comment is saved", cast.GUEST)
    public = desk.sandbox.messages(cast.SHARED)
    assert not any("Third time" in str(one) for one in public)


async def test_ticked_reasons_come_back_in_the_form_and_need_no_words(desk: Desk) -> None:
    lists = {"reasons.en": "Too slow,Not solved", "reasons.nl": "Te traag,Niet opgelost"}
    csat = await read(desk.database, surveys.named, desk.home, "csat")
    await write(desk.database, surveys.change, csat, lists, now=desk.clock.now())
    form = await form_after(desk, 2)
    options = form.blocks[0]["element"]["options"]
    await desk.customer.submit(form, {"reasons": {"reasons": [options[1]["value"]]}})
    (answer,) = await desk.answers()
    assert answer.reasons == [{"en": "Not solved", "nl": "Niet opgelost"}]
    await desk.customer.tap(await desk.dm("comment is saved"), "comment")
    again = await desk.sandbox.wait_for_view(cast.CUSTOMER)
    assert again.blocks[0]["element"]["initial_options"] == [options[1]]


async def test_in_a_thread_one_private_answer_stays_however_often_the_form_is_sent(
    desk: Desk,
) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.guest.tap(question, "rate:2")
    first = await desk.whisper("2 of 5", cast.GUEST)
    for words in ("First", "Second"):
        await desk.guest.tap(desk.sandbox.ephemerals(cast.GUEST)[-1], "comment")
        form = await desk.sandbox.wait_for_view(cast.GUEST)
        await desk.guest.submit(form, {"comment": {"comment": words}})
        await desk.kompas.pieces.background.drain(5)
    (shown,) = desk.sandbox.ephemerals(cast.GUEST)
    assert (shown.ts, "comment is saved" in shown.text) == (first.ts, True)
    assert shown.thread_ts == first.thread_ts


async def test_a_tap_on_the_old_question_takes_the_private_answer_before_it_away(
    desk: Desk,
) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.guest.tap(question, "rate:2")
    first = await desk.whisper("2 of 5", cast.GUEST)
    await desk.guest.tap(first, "change")
    await desk.kompas.pieces.background.drain(5)
    await desk.guest.tap(question, "rate:4", forged=True)
    await desk.whisper("4 of 5", cast.GUEST)
    (shown,) = desk.sandbox.ephemerals(cast.GUEST)
    assert shown.ts != first.ts


async def test_an_address_that_slack_no_longer_takes_leads_to_a_new_private_answer(
    desk: Desk,
) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.guest.tap(question, "rate:2")
    await desk.guest.tap(await desk.whisper("2 of 5", cast.GUEST), "comment")
    form = await desk.sandbox.wait_for_view(cast.GUEST)
    desk.clock.move(timedelta(minutes=31))
    await desk.guest.submit(form, WORDS)
    await desk.whisper("comment is saved", cast.GUEST)
    assert len(desk.sandbox.ephemerals(cast.GUEST)) == 2
