"""Taps as people and networks make them: twice, late, again, replayed, and over a broken line."""

import asyncio
from datetime import timedelta

from bot.sandbox import cast
from tests.journeys.desk import Desk
from tests.journeys.marks import both_ways, by_socket, each_once, on_postgres, on_sqlite


async def test_an_impatient_customer_answers_once(desk: Desk) -> None:
    question = await desk.asked()

    exchanges = await desk.customer.taps(question, "rate:4", times=6)
    await desk.bot.settle()

    assert all(exchange.acknowledged for exchange in exchanges)
    assert [answer.score for answer in await desk.answers()] == [4]
    assert desk.question().text == "U koos 4 van 5. Dank u wel."


@on_postgres
async def test_of_two_taps_the_last_by_slacks_time_stands(desk: Desk) -> None:
    question = await desk.asked()

    async with asyncio.TaskGroup() as hands:
        for score in (1, 5, 2, 4):
            hands.create_task(desk.customer.tap(question, f"rate:{score}"))
    await desk.bot.settle()

    last = max(await desk.clicks(), key=lambda click: click.at)
    assert [answer.score for answer in await desk.answers()] == [last.score]
    assert f"U koos {last.score} van 5" in desk.question().text


@each_once
async def test_a_replayed_tap_has_no_effect(desk: Desk) -> None:
    question = await desk.asked()
    recorded = await desk.customer.tap(question, "rate:1")
    await desk.bot.settle()
    await desk.taps(desk.customer, question, "rate:5")

    await desk.slack.replay(recorded)
    await desk.bot.settle()

    assert [answer.score for answer in await desk.answers()] == [5]
    assert len(await desk.clicks()) == 2


@each_once
async def test_a_customer_says_whether_it_was_solved_the_first_time(desk: Desk) -> None:
    await desk.set("csat", confirm_fcr="on")
    rated = await desk.taps(desk.customer, await desk.asked(), "rate:4")
    assert "Is het in één keer opgelost?" in desk.read(rated)
    recorded = await desk.customer.tap(rated, "solved:yes")
    await desk.bot.settle()
    said = await desk.taps(desk.customer, desk.question(), "solved:no")
    assert "[ Ja ] [ ✓ Nee ]" in desk.read(said)

    await desk.slack.replay(recorded)
    stranger = await desk.agent.tap(said, "solved:yes", forged=True)
    await desk.bot.settle()

    assert stranger.acknowledged
    assert [(one.score, one.solved_at_once) for one in await desk.answers()] == [(4, False)]
    assert sorted(click.verdict for click in await desk.clicks()) == [
        *("changed", "counted", "counted", "foreign")
    ]
    assert "✓ Nee" in desk.read(desk.question())


@on_postgres
async def test_a_late_tap_does_not_count_and_is_told_so(desk: Desk) -> None:
    question = await desk.asked()
    await desk.later(timedelta(days=15))
    assert (await desk.ledger())[0][1] == "expired"

    after = await desk.taps(desk.customer, question, "rate:4")

    assert "gesloten" in desk.read(after)
    assert await desk.answers() == []
    assert [click.verdict for click in await desk.clicks()] == ["late"]


@on_sqlite
async def test_after_a_fortnight_an_answer_stays_as_it_was(desk: Desk) -> None:
    question = await desk.asked()
    await desk.taps(desk.customer, question, "rate:4")
    await desk.later(timedelta(days=15))

    await desk.taps(desk.customer, question, "rate:1")

    assert [answer.score for answer in await desk.answers()] == [4]
    assert "U koos 4 van 5" in desk.question().text
    assert "blijft" in desk.read(desk.slack.ephemerals(cast.CUSTOMER)[-1])


@on_sqlite
async def test_a_form_sent_twice_keeps_one_comment(desk: Desk) -> None:
    thanks = await desk.taps(desk.customer, await desk.asked(), "rate:2")
    form = await desk.opens(desk.customer, thanks, "comment")
    sent = await desk.customer.submit(form, {"comment": {"comment": "Te laat."}})

    again = await desk.slack.replay(sent)
    await desk.bot.settle()

    assert again.acknowledged
    assert [answer.comment for answer in await desk.answers()] == ["Te laat."]


@on_sqlite
async def test_a_question_deleted_by_hand_keeps_its_answer(desk: Desk) -> None:
    question = await desk.asked()
    exchange = await desk.customer.tap(question, "rate:4")
    desk.slack.world.messages.change(question, deleted=True)
    await desk.bot.settle()

    assert exchange.acknowledged
    assert [answer.score for answer in await desk.answers()] == [4]


@on_sqlite
async def test_slack_failing_after_the_tap_loses_nothing(desk: Desk) -> None:
    question = await desk.asked()
    desk.slack.faults.add("chat.update", "html_500", times=1)
    desk.slack.faults.add("chat.update", "429", times=1)

    thanks = await desk.taps(desk.customer, question, "rate:4")

    assert thanks.text == "U koos 4 van 5. Dank u wel."


@on_postgres
@by_socket
async def test_a_line_that_drops_before_the_tap_is_acknowledged(desk: Desk) -> None:
    question = await desk.asked()

    async with desk.stalled():
        tap = asyncio.create_task(desk.customer.tap(question, "rate:4"))
        await desk.heard()
        await desk.slack.socket.disconnect()
    exchange = await tap
    await desk.bot.settle()

    assert exchange.acknowledged
    assert [answer.score for answer in await desk.answers()] == [4]
    assert len(await desk.clicks()) == 1
    assert desk.question().text == "U koos 4 van 5. Dank u wel."


@on_sqlite
@both_ways
async def test_a_database_that_stalls_gets_no_false_thanks(desk: Desk) -> None:
    question = await desk.asked()

    async with desk.stalled():
        exchange = await desk.customer.tap(question, "rate:4")
        told = await desk.slack.wait_for_ephemeral(cast.CUSTOMER)
        assert desk.question().text == question.text
    await desk.bot.settle()

    assert exchange.acknowledged
    assert "Dit duurt langer" in desk.read(told)
    assert desk.question().text == "U koos 4 van 5. Dank u wel."


@on_sqlite
@by_socket
async def test_slack_renewing_the_line_is_not_noticed(desk: Desk) -> None:
    question = await desk.asked()
    await desk.slack.socket.disconnect()
    await desk.slack.socket.wait_connected(within=10)

    thanks = await desk.taps(desk.customer, question, "rate:4")

    assert thanks.text == "U koos 4 van 5. Dank u wel."
