"""What a ticket system may do wrong: each has its clear answer, and nothing is half stored."""

import json
from datetime import timedelta
from typing import Any

from bot.sandbox import cast
from bot.sources import standard
from bot.web.reading import MOST_BYTES
from tests.journeys.desk import Desk
from tests.journeys.marks import on_postgres, on_sqlite
from tests.journeys.tickets import TICKET, told


def resolved(desk: Desk, **about: Any) -> bytes:
    return told("resolved", resolved_at=desk.clock.now(), **about)


async def nothing_came_of_it(desk: Desk) -> bool:
    await desk.later()
    return await desk.ledger() == [] and desk.slack.messages(cast.CUSTOMER) == []


async def test_the_same_webhook_twice_asks_once(desk: Desk) -> None:
    body = resolved(desk)
    statuses = [(await desk.tickets.send(body, key="msg_same")).status for _ in range(3)]
    await desk.later()
    await desk.later()

    assert statuses == [202, 200, 200]
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


@on_sqlite
async def test_the_same_news_under_another_name_asks_once(desk: Desk) -> None:
    body = resolved(desk)
    statuses = [(await desk.tickets.send(body)).status for _ in range(3)]
    await desk.later()
    await desk.later()

    assert statuses == [202, 202, 202]
    assert len(await desk.ledger()) == 1
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


@on_sqlite
async def test_a_closed_ticket_solved_before_brings_no_second_question(desk: Desk) -> None:
    await desk.asked()
    await desk.later(timedelta(days=20))

    await desk.tickets.resolved()
    await desk.later()

    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


@on_sqlite
async def test_a_recorded_webhook_sent_at_another_time_is_refused(desk: Desk) -> None:
    for moved in (timedelta(minutes=6), timedelta(minutes=-6)):
        answer = await desk.tickets.send(resolved(desk), sent_ago=moved)
        assert answer.status == 401

    assert await nothing_came_of_it(desk)


@on_sqlite
async def test_a_stranger_is_refused(desk: Desk) -> None:
    forged = await desk.tickets.send(resolved(desk), secret=standard.new_secret())
    unsigned = await desk.tickets.post(resolved(desk), {})
    desk.tickets.url += "x"
    nowhere = await desk.tickets.send(resolved(desk))

    assert (forged.status, unsigned.status, nowhere.status) == (401, 401, 404)
    assert await nothing_came_of_it(desk)


UNUSABLE = {
    "empty": (b"", 400),
    "cut off": (b"{", 400),
    "not UTF-8": (b"\xff\xfe", 400),
    "too deep": (b"[" * 100_000, 400),
    "a list": (b"[]", 400),
    "bare": (b"{}", 422),
    "no type": (json.dumps({"type": "interaction.vanished", "data": TICKET}).encode(), 422),
    "no moment": (json.dumps({"type": "interaction.resolved", "data": TICKET}).encode(), 422),
    "huge": (b'{"type": "interaction.resolved", "data": ' + b" " * MOST_BYTES, 413),
}


@on_sqlite
async def test_what_cannot_be_used_is_refused_by_name(desk: Desk) -> None:
    answers = {name: await desk.tickets.send(body) for name, (body, _) in UNUSABLE.items()}

    refused = {name: answer.status for name, answer in answers.items()}
    assert refused == {name: status for name, (_, status) in UNUSABLE.items()}
    assert all(answer.body["error"] for answer in answers.values())
    assert await nothing_came_of_it(desk)


@on_sqlite
async def test_a_wrong_field_is_pointed_at_and_leaves_the_name_free(desk: Desk) -> None:
    wrong = await desk.tickets.send(told("resolved", resolved_at="yesterday"), key="msg_1")
    right = await desk.tickets.send(resolved(desk), key="msg_1")

    assert wrong.status == 422
    assert [one["pointer"] for one in wrong.body["wrong"]] == ["/data/resolved_at"]
    assert right.status == 202


@on_postgres
async def test_a_reopening_that_overtakes_its_solution_cancels_it(desk: Desk) -> None:
    solved_at = desk.clock.now()
    await desk.tickets.reopened(at=solved_at + timedelta(minutes=5))
    await desk.tickets.resolved(at=solved_at)
    await desk.later()
    await desk.later()

    assert desk.slack.messages(cast.CUSTOMER) == []
    assert await desk.ledger() == [("T-1042", "not_asked", "reopened")]


@on_postgres
async def test_a_reopening_older_than_the_last_solution_changes_nothing(desk: Desk) -> None:
    solved_at = desk.clock.now()
    await desk.tickets.resolved(at=solved_at)
    await desk.tickets.reopened(at=solved_at - timedelta(minutes=5))
    await desk.later()

    assert len(desk.slack.messages(cast.CUSTOMER)) == 1
