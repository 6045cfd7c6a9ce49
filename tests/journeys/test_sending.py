"""Slack's bad days while a question is sent: never twice, and never silently lost."""

from datetime import timedelta

from bot.sandbox import cast
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite


async def states(desk: Desk) -> list[tuple[str, str]]:
    return [(one.state, one.reason) for one in await desk.deliveries()]


def posts(desk: Desk) -> int:
    return len(desk.slack.messages(cast.CUSTOMER))


@on_postgres
async def test_too_many_requests_are_waited_for(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", "429", retry_after=1)
    await desk.tickets.resolved()
    await desk.later()
    assert (await states(desk), posts(desk)) == ([("retry", "ratelimited")], 0)

    await desk.later(timedelta(seconds=2))

    assert (await states(desk), posts(desk)) == ([("sent", "")], 1)


async def slack_stands(desk: Desk) -> str:
    async with desk.tickets.session.get(f"{desk.bot.origin}/readyz") as ready:
        assert ready.status == 200
        return str((await ready.json())["slack"])


@on_sqlite
async def test_readiness_says_that_slack_refuses_our_token(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", "error:token_revoked")
    await desk.tickets.resolved()
    await desk.later()
    assert "refuses our token (token_revoked)" in await slack_stands(desk)

    await desk.later()
    assert posts(desk) == 1
    assert await slack_stands(desk) == "connected"


UNKNOWN = {"html_500": 0, "cut_before": 0, "cut_after": 1, "error:internal_error": 0}
"""Faults, and how many messages are there after each."""


@on_sqlite
async def test_an_unknown_outcome_is_held_and_never_sent_again(desk: Desk) -> None:
    await desk.set("csat", cooldown="0d", cooldown_any="0d")
    sent = {}
    for fault in UNKNOWN:
        before = posts(desk)
        desk.slack.faults.add("chat.postMessage", fault)
        await desk.tickets.resolved(id=fault)
        await desk.later()
        sent[fault] = posts(desk) - before
    for _ in range(3):
        await desk.later(timedelta(hours=1))

    assert sent == UNKNOWN
    assert posts(desk) == sum(UNKNOWN.values())
    assert {state for state, _ in await states(desk)} == {"held"}
    assert all(reason for _, reason in await states(desk))
    held = {ticket: outcome for ticket, outcome, _ in await desk.ledger()}
    assert held == dict.fromkeys(UNKNOWN, "held")


@on_sqlite
async def test_a_question_that_arrived_after_all_can_be_answered(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", "cut_after")
    await desk.tickets.resolved()
    await desk.later()

    thanks = await desk.taps(desk.customer, desk.question(), "rate:4")

    assert thanks.text == "U koos 4 van 5. Dank u wel."
    assert await desk.ledger() == [("T-1042", "answered", "")]


@on_sqlite
async def test_an_unreachable_lookup_is_tried_again(desk: Desk) -> None:
    desk.slack.faults.add("users.lookupByEmail", "html_500", times=2)
    desk.slack.faults.add("users.lookupByEmail", "cut_before")
    await desk.tickets.resolved()
    for _ in range(6):
        await desk.later()

    assert posts(desk) == 1


@on_sqlite
async def test_a_revoked_token_stops_everything_and_loses_nothing(desk: Desk) -> None:
    desk.slack.faults.add("*", "error:token_revoked", times=2)
    await desk.tickets.resolved()
    await desk.later()
    assert posts(desk) == 0

    for _ in range(4):
        await desk.later(timedelta(minutes=30))

    assert posts(desk) == 1


async def test_a_restart_in_the_middle_sends_what_was_due_once(desk: Desk) -> None:
    await desk.tickets.resolved()
    await desk.bot.work()
    assert posts(desk) == 0
    await desk.bot.stop()
    desk.clock.move(timedelta(minutes=16))

    await desk.begin()
    await desk.bot.work()
    await desk.restart()
    await desk.bot.work()

    assert posts(desk) == 1
    thanks = await desk.taps(desk.customer, desk.question(), "rate:4")
    assert thanks.text == "U koos 4 van 5. Dank u wel."


@on_postgres
async def test_a_webhook_taken_in_just_before_the_end_is_worked_on_after_it(desk: Desk) -> None:
    await desk.tickets.resolved()
    await desk.bot.stop()
    desk.clock.move(timedelta(minutes=16))

    await desk.begin()
    await desk.bot.work()

    assert posts(desk) == 1
