"""The database goes away in the middle: everybody is told so, and all goes on when it is back."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
import structlog

from bot import app as composition
from bot.sandbox import cast
from tests import databases
from tests.journeys import desk as desks
from tests.journeys import wire as wires
from tests.journeys.desk import Desk
from tests.journeys.wire import Wire


@pytest.fixture(scope="module")
async def wire(migrated_postgres: str) -> AsyncIterator[Wire]:
    """One for all, on one port, so that the SQL compiled for that address serves all."""
    folder = parse_qs(urlsplit(migrated_postgres).query)["host"][0]
    async with wires.to_socket(f"{folder}/.s.PGSQL.5432") as laid:
        yield laid
        await databases.let_go(address(laid))


@pytest.fixture
async def desk(clean_postgres: str, wire: Wire) -> AsyncIterator[Desk]:
    assert clean_postgres
    async with desks.prepared(address(wire), "http") as prepared:
        yield prepared


def address(wire: Wire) -> str:
    """Give that of the database behind a wire."""
    return f"postgresql://postgres:@127.0.0.1:{wire.port}/postgres"


async def test_a_webhook_is_asked_to_come_again_and_then_taken(desk: Desk, wire: Wire) -> None:
    await wire.cut()
    refused = await desk.tickets.resolved(key="msg_1")
    assert (refused.status, refused.retry_after) == (503, "30")

    await wire.mend()
    taken = await desk.tickets.resolved(key="msg_1")
    await desk.later()

    assert taken.status == 202
    assert len(desk.slack.messages(cast.CUSTOMER)) == 1


async def test_a_tap_gets_a_plain_sentence_and_no_thanks(desk: Desk, wire: Wire) -> None:
    question = await desk.asked()
    await wire.cut()

    exchange = await desk.customer.tap(question, "rate:4")
    told = await desk.slack.wait_for_ephemeral(cast.CUSTOMER)

    assert exchange.acknowledged
    assert "again in a minute" in desk.read(told)
    assert desk.question().text == question.text

    await wire.mend()
    thanks = await desk.taps(desk.customer, question, "rate:4")
    assert thanks.text == "U koos 4 van 5. Dank u wel."


async def test_an_answer_is_shown_once_the_database_is_back(desk: Desk, wire: Wire) -> None:
    question = await desk.asked()
    with desk.bot.app[composition.PIECES].rush.answering():
        exchange = await desk.customer.tap(question, "rate:4")
        await wire.cut()
    async with asyncio.timeout(5):
        with structlog.testing.capture_logs() as lines:
            while not any("waiting" in line["event"] for line in lines):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert exchange.acknowledged
    assert desk.question().text == question.text

    await wire.mend()
    thanks = await desk.slack.wait_for_message(
        cast.CUSTOMER, matching=lambda one: one.text != question.text
    )
    assert thanks.text == "U koos 4 van 5. Dank u wel."
    assert [answer.score for answer in await desk.answers()] == [4]


async def test_a_lead_gets_a_plain_sentence_and_readiness_says_so(desk: Desk, wire: Wire) -> None:
    await wire.cut()
    told = await desk.says(desk.lead, "/kpi csat week")
    async with desk.tickets.session.get(f"{desk.bot.origin}/readyz") as ready:
        assert ready.status == 503
    async with desk.tickets.session.get(f"{desk.bot.origin}/healthz") as alive:
        assert alive.status == 200

    await wire.mend()
    assert "again in a minute" in told
    assert "CSAT" in await desk.says(desk.lead, "/kpi csat week")


async def test_work_that_was_due_is_done_when_the_database_is_back(desk: Desk, wire: Wire) -> None:
    await desk.tickets.resolved()
    await desk.bot.work()
    await wire.cut()
    desk.clock.move(desks.A_WHILE)
    await asyncio.gather(*(desk.bot.work() for _ in range(3)))
    assert desk.slack.messages(cast.CUSTOMER) == []

    await wire.mend()
    await desk.bot.work()

    assert len(desk.slack.messages(cast.CUSTOMER)) == 1
