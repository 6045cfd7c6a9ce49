"""The process is killed or told to stop at the worst moments: nothing lost, nothing twice."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlmodel import SQLModel

from bot.sandbox import cast
from bot.sandbox.messages import Message
from kpi.store import rows
from kpi.store.tables import Click, Delivery, Response
from tests.journeys import served as processes
from tests.journeys import wire as wires
from tests.journeys.marks import on_postgres, on_sqlite
from tests.journeys.served import Served

Row = TypeVar("Row", bound=SQLModel)

PATIENCE = 15.0


@pytest.fixture
async def served(database_url: str, tmp_path: Path) -> AsyncIterator[Served]:
    async with processes.prepared(database_url, tmp_path) as prepared:
        await processes.connect_tickets(prepared)
        await prepared.start()
        yield prepared


async def stored(served: Served, model: type[Row]) -> list[Row]:
    async with served.database.reading() as connection:
        return await rows.every(connection, model, rows.table(model).select())


async def until(look: Callable[[], Awaitable[Any]]) -> Any:
    """Look again and again until there is something."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await look()):  # noqa: ASYNC110 - another process rings no bell
            await asyncio.sleep(0.02)
    return found


async def asked(served: Served) -> Message:
    answer = await served.tickets.resolved()
    assert answer.status == 202, answer
    return await served.slack.wait_for_message(cast.CUSTOMER, within=PATIENCE)


def thanks(message: Message) -> bool:
    return message.text == "U koos 4 van 5. Dank u wel."


async def test_killed_between_commit_and_acknowledgement_the_tap_is_kept(served: Served) -> None:
    question = await asked(served)
    customer = served.slack.person(cast.CUSTOMER)
    async with wires.to_port(served.port) as wire:
        served.slack.connect_http(f"http://127.0.0.1:{wire.port}/slack/events")
        wire.hold_answers()
        tap = asyncio.create_task(customer.tap(question, "rate:4"))
        await until(lambda: stored(served, Click))
        await served.end(signal.SIGKILL)
        await wire.cut()
        unanswered = await tap
        assert not unanswered.acknowledged

        wire.release_answers()
        await wire.mend()
        await served.start()
        assert [answer.score for answer in await stored(served, Response)] == [4]
        again = await served.slack.replay(unanswered)
        assert again.acknowledged
        assert len(await stored(served, Click)) == 1
        tapped_again = await customer.tap(question, "rate:4")

    assert tapped_again.acknowledged
    await served.slack.wait_for_message(cast.CUSTOMER, matching=thanks, within=PATIENCE)
    assert [answer.score for answer in await stored(served, Response)] == [4]


@on_postgres
async def test_killed_while_a_question_is_posted_it_is_not_posted_again(served: Served) -> None:
    served.slack.faults.add("chat.postMessage", "delay", seconds=5)
    question = await asked(served)
    await served.end(signal.SIGKILL)
    await let_leases_expire(served)

    await served.start()
    await until(lambda: held(served))

    assert [one.ts for one in served.slack.messages(cast.CUSTOMER)] == [question.ts]
    await served.slack.person(cast.CUSTOMER).tap(question, "rate:4")
    assert [answer.score for answer in await stored(served, Response)] == [4]


@on_sqlite
async def test_told_to_stop_it_finishes_what_it_has_begun(served: Served) -> None:
    question = await asked(served)
    served.slack.faults.add("chat.postMessage", "delay", seconds=1)
    served.slack.faults.add("chat.update", "late", seconds=1)
    await served.tickets.resolved(id="T-2", requester={"slack_user_id": cast.AGENT})
    await served.slack.wait_for_message(cast.AGENT, within=PATIENCE)
    exchange = await served.slack.person(cast.CUSTOMER).tap(question, "rate:4")

    assert exchange.acknowledged
    assert await served.end(signal.SIGTERM) == 0
    assert [one.state for one in await stored(served, Delivery)] == ["sent", "sent"]
    assert thanks(served.slack.messages(cast.CUSTOMER)[-1])


async def let_leases_expire(served: Served) -> None:
    """Make the killed process's claim as old as a minute's wait would."""
    table = rows.table(Delivery)
    ago = served.tickets.clock.now() - timedelta(minutes=2)
    await served.database.writer.work(
        lambda connection: connection.execute(table.update().values(lease_until=ago))
    )


async def held(served: Served) -> bool:
    return [one.state for one in await stored(served, Delivery)] == ["held"]
