"""From a solved ticket to an answer, changed, taken back, explained, or not wanted at all."""

from datetime import timedelta

from bot.sandbox import cast
from tests.journeys.desk import Desk
from tests.journeys.marks import both_ways, on_sqlite


@both_ways
async def test_a_solved_ticket_becomes_a_question_an_answer_and_a_number(desk: Desk) -> None:
    await desk.appoint_lead()

    question = await desk.asked()
    asked = desk.read(question)
    assert "VPN keeps dropping (T-1042)" in asked
    assert "Hoe tevreden bent u" in asked
    assert "Het team Network ziet uw antwoord met uw naam." in asked
    assert "VPN keeps dropping" in question.text

    thanks = await desk.taps(desk.customer, question, "rate:4")
    assert thanks.text == "U koos 4 van 5. Dank u wel."

    answer = await desk.says(desk.lead, "/kpi csat week")
    assert "1 of 1 satisfied" in answer
    assert await desk.ledger() == [("T-1042", "answered", "")]


async def test_an_answer_can_be_changed(desk: Desk) -> None:
    question = await desk.asked()
    thanks = await desk.taps(desk.customer, question, "rate:2")

    again = await desk.taps(desk.customer, thanks, "change")
    assert "Kies opnieuw" in desk.read(again)
    changed = await desk.taps(desk.customer, again, "rate:5")

    assert "U koos 5 van 5" in desk.read(changed)
    assert [answer.score for answer in await desk.answers()] == [5]
    assert "1 of 1 satisfied" in await desk.says(desk.agent, "/kpi csat week")


async def test_an_answer_can_be_taken_back_and_given_again(desk: Desk) -> None:
    thanks = await desk.taps(desk.customer, await desk.asked(), "rate:4")

    undone = await desk.taps(desk.customer, thanks, "undo")
    assert "ingetrokken" in desk.read(undone)
    assert "1 of 1 satisfied" not in await desk.says(desk.agent, "/kpi csat week")
    assert await desk.ledger() == [("T-1042", "waiting", "sent")]

    again = await desk.taps(desk.customer, undone, "rate:3")
    assert "U koos 3 van 5" in desk.read(again)
    assert "0 of 1 satisfied" in await desk.says(desk.agent, "/kpi csat week")


async def test_an_unhappy_customer_says_what_went_wrong_and_may_be_called(desk: Desk) -> None:
    await desk.appoint_lead()
    thanks = await desk.taps(desk.customer, await desk.asked(), "rate:1")
    assert "Dat spijt ons" in desk.read(thanks)

    form = await desk.opens(desk.customer, thanks, "comment")
    assert "Wat ging er mis?" in desk.read(form)
    words = {"comment": "Ik moest alles <!channel> *drie keer* uitleggen."}
    await desk.customer.submit(form, {"comment": words, "may_contact": {"may_contact": ["yes"]}})
    await desk.bot.settle()

    assert "Uw toelichting is bewaard" in desk.read(desk.question())
    (answer,) = await desk.answers()
    assert (answer.comment, answer.may_contact) == (words["comment"], True)
    said = await desk.says(desk.lead, "/kpi csat week comments")
    assert words["comment"] in said


@on_sqlite
async def test_the_open_question_fits_the_score(desk: Desk) -> None:
    await desk.set("csat", cooldown="0d", cooldown_any="0d")
    for score, asked in (("rate:3", "Wat ontbrak er?"), ("rate:5", "Wat ging goed?")):
        thanks = await desk.taps(desk.customer, await desk.asked(id=score), score)
        assert asked in desk.read(thanks)

        form = await desk.opens(desk.customer, thanks, "comment")

        assert "may_contact" not in {block["block_id"] for block in form.blocks}
        await desk.customer.submit(form, {"comment": {"comment": asked}})
        assert asked in {answer.comment for answer in await desk.answers()}


async def test_somebody_who_wants_no_questions_gets_none_until_they_want_them(desk: Desk) -> None:
    stopped = await desk.taps(desk.customer, await desk.asked(), "opt_out")
    assert "geen vragen meer" in desk.read(stopped)

    await desk.later(timedelta(days=20))
    await desk.tickets.resolved(id="T-2")
    await desk.later()
    assert desk.question().ts == stopped.ts
    assert (await desk.ledger())[-1] == ("T-2", "not_asked", "opted_out")

    await desk.taps(desk.customer, desk.question(), "opt_in")
    await desk.tickets.resolved(id="T-3")
    await desk.later()
    assert desk.question().ts != stopped.ts
    assert (await desk.ledger())[-1] == ("T-3", "waiting", "sent")


@on_sqlite
async def test_a_question_by_hand_comes_at_once_and_stays_out_of_the_headline(desk: Desk) -> None:
    told = await desk.says(desk.agent, "/survey csat @jjansen about the new laptop")
    assert "the new laptop" in told
    await desk.bot.work()

    question = desk.question()
    assert "the new laptop" in desk.read(question)
    await desk.taps(desk.customer, question, "rate:5")

    told = await desk.says(desk.agent, "/kpi csat week")
    assert "1 of 1 satisfied" not in told
    assert "1 answer that was asked for by hand stands apart." in told
    shown = await desk.says(desk.admin, "/kpi csat week")
    assert 'stands apart: `/kpi csat 2026-W47 trigger:"hand"`' in shown


@on_sqlite
async def test_a_colleague_asks_for_a_rating_from_a_message(desk: Desk) -> None:
    message = await desk.customer.says(cast.SUPPORT, "My mail does not open any more")
    exchange = await desk.agent.message_shortcut("ask_for_rating", message)
    assert exchange.acknowledged
    form = await desk.slack.wait_for_view(cast.AGENT)

    await desk.agent.submit(form, {"about": {"about": "your mail"}})
    await desk.bot.settle()
    await desk.bot.work()

    assert "your mail" in desk.read(desk.question())
