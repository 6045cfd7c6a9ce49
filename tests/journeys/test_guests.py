"""Customers of another company, asked in a channel that both share: others never see a score."""

import json

from bot.sandbox import cast
from bot.sandbox.messages import Message
from tests.journeys.desk import Desk
from tests.journeys.marks import each_once, on_postgres, on_sqlite


async def asked_in_thread(desk: Desk) -> Message:
    root = await desk.guest.says(cast.SHARED, "Our VPN keeps dropping")
    requester = {"slack_user_id": cast.GUEST, "name": "G. Peters", "account": "Guest Ltd"}
    await desk.tickets.resolved(
        requester=requester, slack_channel_id=cast.SHARED, slack_thread_ts=root.ts
    )
    await desk.later()
    question = desk.question(cast.SHARED)
    assert question.thread_ts == root.ts
    return question


@each_once
async def test_a_guest_answers_in_the_thread_and_only_they_see_the_score(desk: Desk) -> None:
    question = await asked_in_thread(desk)
    assert "Others in this channel do not see what you choose." in desk.read(question)

    await desk.guest.taps(question, "rate:2", times=5)
    await desk.bot.settle()
    public = desk.question(cast.SHARED)

    assert desk.read(public) == "G. Peters answered. Thank you."
    (private,) = desk.slack.ephemerals(cast.GUEST)
    assert "You chose 2 of 5" in desk.read(private)
    for message in desk.slack.messages(cast.SHARED):
        assert "2 of 5" not in message.text + json.dumps(message.blocks)
    assert not desk.slack.ephemerals(cast.AGENT)


@on_postgres
async def test_a_guest_changes_and_takes_back_in_private(desk: Desk) -> None:
    await desk.taps(desk.guest, await asked_in_thread(desk), "rate:2")
    private = desk.slack.ephemerals(cast.GUEST)[-1]

    again = await desk.taps(desk.guest, private, "change")
    await desk.taps(desk.guest, again, "rate:4")
    assert [answer.score for answer in await desk.answers()] == [4]
    assert desk.read(desk.question(cast.SHARED)) == "G. Peters answered. Thank you."

    thanks = desk.slack.ephemerals(cast.GUEST)[-1]
    await desk.taps(desk.guest, thanks, "undo")
    assert [answer.score for answer in await desk.answers()] == [None]
    assert "answered" not in desk.read(desk.question(cast.SHARED))


async def test_somebody_elses_tap_is_refused_in_words_only_they_see(desk: Desk) -> None:
    question = await asked_in_thread(desk)

    after = await desk.taps(desk.agent, question, "rate:1")

    assert desk.read(after) == desk.read(question)
    refusal = desk.slack.ephemerals(cast.AGENT)[-1]
    assert "for somebody else" in desk.read(refusal)
    assert await desk.answers() == []


@on_sqlite
async def test_a_forged_tap_on_a_question_in_a_direct_message_counts_nothing(desk: Desk) -> None:
    question = await desk.asked()

    exchange = await desk.agent.tap(question, "rate:1", forged=True)
    await desk.bot.settle()

    assert exchange.acknowledged
    assert await desk.answers() == []
    assert desk.read(desk.question()) == desk.read(question)


@on_sqlite
async def test_guests_read_no_numbers(desk: Desk) -> None:
    answer = await desk.says(desk.guest, "/kpi csat week", channel=cast.SHARED)

    assert answer == "Sorry, this is only for members of the workspace that runs Kompas."


@on_sqlite
async def test_a_guest_without_the_bot_in_their_channel_is_asked_directly(desk: Desk) -> None:
    members = frozenset({cast.GUEST, cast.AGENT})
    desk.slack.world.places.change(cast.SHARED, members=members)

    await desk.tickets.resolved(
        requester={"slack_user_id": cast.GUEST}, slack_channel_id=cast.SHARED
    )
    await desk.later()

    assert desk.slack.messages(cast.SHARED) == []
    assert "How satisfied are you" in desk.read(desk.question(cast.GUEST))


@on_sqlite
async def test_where_no_place_is_open_the_ledger_says_why(desk: Desk) -> None:
    desk.slack.world.places.change(cast.SHARED, is_archived=True)
    for _ in range(2):
        desk.slack.faults.add("conversations.open", "error:user_not_visible")

    await desk.tickets.resolved(
        requester={"slack_user_id": cast.GUEST}, slack_channel_id=cast.SHARED
    )
    await desk.later()

    assert await desk.ledger() == [("T-1042", "undeliverable", "is_archived")]
