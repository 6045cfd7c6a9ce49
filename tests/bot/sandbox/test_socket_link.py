import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox.populated((), lambda: NOW, pace=False, patience=2.0)
    async with sandbox.serving():
        yield sandbox


@asynccontextmanager
async def connected(
    slack: Sandbox, *, answers: bool = True, payload: dict[str, str] | None = None
) -> AsyncIterator[list[SocketModeRequest]]:
    heard: list[SocketModeRequest] = []

    async def hear(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        heard.append(request)
        slack.world.bell.ring()
        if answers:
            response = SocketModeResponse(request.envelope_id, payload)
            await client.send_socket_mode_response(response)

    client = SocketModeClient(
        app_token=slack.identity.app_token, web_client=AsyncWebClient(base_url=slack.api_url)
    )
    client.socket_mode_request_listeners.append(hear)
    await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk gives it no types
    await slack.socket.wait_connected(within=2)
    yield heard
    await client.close()  # type: ignore[no-untyped-call]  # slack_sdk gives it no types
    await slack.world.bell.until(lambda: not slack.socket.connections or None, within=2)


async def test_a_command_travels_as_an_envelope(slack: Sandbox) -> None:
    async with connected(slack, payload={"text": "84 %"}) as heard:
        exchange = await slack.person(cast.LEAD).command("/kpi", "csat week")

    assert exchange.acknowledged
    assert (heard[0].type, heard[0].payload["text"]) == ("slash_commands", "csat week")
    assert [message.text for message in slack.ephemerals(cast.LEAD)] == ["84 %"]


async def test_an_unanswered_envelope_is_sent_again_to_the_next_connection(
    slack: Sandbox,
) -> None:
    async with connected(slack, answers=False) as first:
        typed = asyncio.create_task(slack.person(cast.LEAD).command("/kpi"))
        await arrival(slack, first)
    async with connected(slack) as second:
        exchange = await typed

    assert exchange.acknowledged
    assert first[0].envelope_id == second[0].envelope_id


async def arrival(slack: Sandbox, heard: list[SocketModeRequest]) -> SocketModeRequest:
    return await slack.world.bell.until(lambda: heard[0] if heard else None, within=2)


async def test_an_envelope_is_sent_three_times_at_most(slack: Sandbox) -> None:
    person = slack.person(cast.LEAD)
    typed = asyncio.create_task(person.command("/kpi", "csat"))
    arrived = []
    for _ in range(3):
        async with connected(slack, answers=False) as heard:
            arrived.append((await arrival(slack, heard)).envelope_id)
    async with connected(slack) as fourth:
        await person.command("/kpi", "nps")
    typed.cancel()

    assert len(set(arrived)) == 1
    assert [request.payload["text"] for request in fourth] == ["nps"]


async def test_the_third_sending_can_still_be_acknowledged(slack: Sandbox) -> None:
    typed = asyncio.create_task(slack.person(cast.LEAD).command("/kpi"))
    for _ in range(2):
        async with connected(slack, answers=False) as heard:
            await arrival(slack, heard)
    async with connected(slack):
        exchange = await typed

    assert exchange.acknowledged


async def test_without_a_connection_the_person_is_told_so() -> None:
    slack = Sandbox.populated((), lambda: NOW, patience=0.02)
    async with slack.serving():
        exchange = await slack.person(cast.LEAD).command("/kpi")

    assert (exchange.status, exchange.complaint) == (0, "operation_timeout")


async def test_slack_may_end_a_connection_and_the_bot_comes_back(slack: Sandbox) -> None:
    async with connected(slack) as heard:
        await slack.socket.disconnect()
        exchange = await slack.person(cast.LEAD).command("/kpi")

    assert exchange.acknowledged
    assert len(heard) == 1


async def test_a_replay_is_the_same_envelope(slack: Sandbox) -> None:
    async with connected(slack) as heard:
        exchange = await slack.person(cast.LEAD).command("/kpi")
        await slack.replay(exchange)

    assert heard[0].envelope_id == heard[1].envelope_id


async def test_a_ticket_is_good_for_one_connection(slack: Sandbox) -> None:
    client = AsyncWebClient(token=slack.identity.app_token, base_url=slack.api_url)
    url = str((await client.apps_connections_open(app_token=slack.identity.app_token))["url"])
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            hello = await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)

    assert hello["type"] == "hello"


async def test_only_the_app_token_opens_connections(slack: Sandbox) -> None:
    client = AsyncWebClient(base_url=slack.api_url)

    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=slack.identity.bot_token)
