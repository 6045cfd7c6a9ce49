import asyncio
from collections.abc import AsyncIterator

import pytest
import structlog

from bot.clock import Clock
from bot.identity import WrongToken
from bot.sandbox.cast import LEAD, SUPPORT
from bot.sandbox.sandbox import Sandbox
from tests.bot.running import Running, running, sandbox_of, settings_for


def socket_settings(sandbox: Sandbox) -> dict[str, object]:
    return {"slack_signing_secret": None, "slack_app_token": sandbox.identity.app_token}


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with sandbox_of(Clock()).serving() as serving:
        yield serving


@pytest.fixture
async def kompas(sandbox: Sandbox, database_url: str) -> AsyncIterator[Running]:
    settings = settings_for(sandbox, database_url, **socket_settings(sandbox))
    async with running(settings, Clock()) as started:
        await sandbox.socket.wait_connected(within=5)
        yield started


async def test_a_command_is_answered_through_the_websocket(
    kompas: Running, sandbox: Sandbox
) -> None:
    exchange = await sandbox.person(LEAD).command("/kpi", "help", channel=SUPPORT)
    assert exchange.acknowledged
    assert exchange.answer.get("text")


async def test_a_redelivered_envelope_is_answered_again(kompas: Running, sandbox: Sandbox) -> None:
    exchange = await sandbox.person(LEAD).command("/kpi", "help", channel=SUPPORT)
    assert (await sandbox.replay(exchange)).acknowledged


async def test_after_slack_hangs_up_we_are_back(kompas: Running, sandbox: Sandbox) -> None:
    await sandbox.socket.disconnect()
    await asyncio.sleep(0.1)
    await sandbox.socket.wait_connected(within=5)
    exchange = await sandbox.person(LEAD).command("/kpi", "help", channel=SUPPORT)
    assert exchange.acknowledged


async def test_an_event_is_acknowledged_once_it_was_heard(
    kompas: Running, sandbox: Sandbox
) -> None:
    told = {"type": "channel_shared", "channel": SUPPORT, "event_ts": "1.0"}
    attempts = await sandbox.event(told)
    assert [attempt.acknowledged for attempt in attempts] == [True]


async def test_nonsense_is_acknowledged_so_that_it_is_not_sent_again(
    kompas: Running, sandbox: Sandbox
) -> None:
    with structlog.testing.capture_logs() as lines:
        attempts = await sandbox.event({"type": "channel_shared", "channel": ["canary"]})
    assert [attempt.acknowledged for attempt in attempts] == [True]
    assert [line["part"] for line in lines if "part" in line] == ["event/channel"]
    assert "canary" not in str(lines)


async def test_there_is_no_door_for_unsigned_requests(kompas: Running) -> None:
    routes = {route.resource.canonical for route in kompas.app.router.routes() if route.resource}
    assert "/slack/events" not in routes


async def test_a_wrong_app_token_is_told_plainly(sandbox: Sandbox, database_url: str) -> None:
    wrong = {**socket_settings(sandbox), "slack_app_token": "xapp-canary"}
    with pytest.raises(WrongToken, match="SLACK_APP_TOKEN"):
        async with running(settings_for(sandbox, database_url, **wrong), Clock()):
            pass


async def test_slack_stumbling_at_the_start_is_asked_again(
    sandbox: Sandbox, database_url: str
) -> None:
    sandbox.faults.add("apps.connections.open", "html_500")
    settings = settings_for(sandbox, database_url, **socket_settings(sandbox))
    async with running(settings, Clock()):
        await sandbox.socket.wait_connected(within=10)
