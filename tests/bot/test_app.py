import asyncio
import io
import logging
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
import structlog

from bot import app as composition
from bot import logs
from bot.clock import Clock
from bot.identity import WrongToken
from bot.sandbox.cast import CUSTOMER, LEAD, SUPPORT
from bot.schema import NotReady
from kpi.store import hooks, workspaces
from tests.bot.conftest import BOTH_DATABASES
from tests.bot.running import desk_of, resolved, running, sandbox_of, settings_for


@BOTH_DATABASES
async def test_starts_answers_slack_and_stops(database_url: str) -> None:
    clock = Clock()
    async with (
        sandbox_of(clock).serving() as sandbox,
        running(settings_for(sandbox, database_url), clock) as kompas,
    ):
        sandbox.connect_http(f"{kompas.url}/slack/events")
        exchange = await sandbox.person(LEAD).command("/kpi", "help", channel=SUPPORT)
    assert exchange.acknowledged
    assert sum(call.method == "auth.test" for call in sandbox.calls) == 1


async def test_a_wrong_token_stops_the_start_with_a_sentence(database_url: str) -> None:
    async with sandbox_of(Clock()).serving() as sandbox:
        settings = settings_for(sandbox, database_url, slack_bot_token="xoxb-canary")
        with pytest.raises(WrongToken, match="SLACK_BOT_TOKEN"):
            async with running(settings, Clock()):
                pass


async def test_a_database_that_is_away_stops_the_start_with_a_sentence(
    unused_tcp_port: int,
) -> None:
    url = f"postgresql://kompas@127.0.0.1:{unused_tcp_port}/kompas"
    async with sandbox_of(Clock()).serving() as sandbox:
        with pytest.raises(NotReady, match="Is it running"):
            async with running(settings_for(sandbox, url), Clock()):
                pass


async def test_while_slack_is_away_webhooks_come_in_and_readiness_says_so(
    database_url: str,
) -> None:
    clock = Clock()
    async with sandbox_of(clock).serving() as sandbox:
        sandbox.faults.add("auth.test", "html_500", times=2)
        async with running(settings_for(sandbox, database_url), clock) as kompas:
            desk = await desk_of(kompas, "local")
            now = clock.real()
            status, _ = await desk.send(resolved("T-1", now), key="m1", at=now)
            before = await _readiness(kompas.url)
            await _connected(kompas.url)
            async with kompas.pieces.database.reading() as connection:
                (workspace,) = await workspaces.every(connection)
                hook = await hooks.find(connection, desk.hook_id)
            again, _ = await desk.send(resolved("T-2", now), key="m2", at=now)
    assert (status, before["ready"], before["slack"]) == (202, True, "not reached yet")
    assert workspace.id == sandbox.identity.team_id
    assert hook is not None
    assert hook.workspace_id == workspace.id
    assert again == 202


async def test_a_start_does_not_wait_for_a_slack_that_has_failed_once(database_url: str) -> None:
    async with sandbox_of(Clock()).serving() as sandbox:
        sandbox.faults.add("auth.test", "html_500")
        async with running(settings_for(sandbox, database_url), Clock()) as kompas:
            assert kompas.connection.put_off.is_set()
            assert kompas.connection.state == "not reached yet"
            await _connected(kompas.url)


async def test_a_start_does_not_wait_long_for_a_slack_that_says_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kompas.db"
    async with sandbox_of(Clock()).serving() as sandbox:
        sandbox.faults.add("auth.test", "delay", seconds=composition.SLACK_SECONDS)
        async with running(settings_for(sandbox, url), Clock()) as kompas:
            assert not kompas.connection.put_off.is_set()
            assert kompas.connection.state == "not reached yet"


async def test_a_token_that_turns_out_wrong_later_ends_the_process(database_url: str) -> None:
    async with sandbox_of(Clock()).serving() as sandbox:
        sandbox.faults.add("auth.test", "html_500")
        settings = settings_for(sandbox, database_url, slack_bot_token="xoxb-canary")
        async with running(settings, Clock()) as kompas:
            with pytest.raises(WrongToken):
                await asyncio.wait_for(kompas.app[composition.FAILURE], 10)


async def test_what_was_started_before_sigterm_is_finished(database_url: str) -> None:
    done: list[str] = []

    async def last_words() -> None:
        await asyncio.sleep(0.1)
        async with kompas.pieces.database.reading() as connection:
            await workspaces.every(connection)
        done.append("said")

    async with (
        sandbox_of(Clock()).serving() as sandbox,
        running(settings_for(sandbox, database_url), Clock()) as kompas,
    ):
        kompas.pieces.background.start(last_words(), "last words")
    assert done == ["said"]


@pytest.fixture
def log_stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    logs.configure("DEBUG", "json", stream)
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_no_address_comment_or_token_reaches_the_log(
    database_url: str, log_stream: io.StringIO
) -> None:
    clock, canary = Clock(), "canary@example.com"
    async with (
        sandbox_of(clock).serving() as sandbox,
        running(settings_for(sandbox, database_url), clock) as kompas,
    ):
        sandbox.connect_http(f"{kompas.url}/slack/events")
        desk = await desk_of(kompas, sandbox.identity.team_id)
        now = clock.real()
        body = resolved("T-1", now, requester={"email": canary}, channel="chat", team=canary)
        assert (await desk.send(body, key="m1", at=now))[0] == 202
        await sandbox.person(CUSTOMER).command("/kpi", f"csat {canary}", channel=SUPPORT)
        await sandbox.person(LEAD).command("/survey", f"csat @{canary}", channel=SUPPORT)
        ticker = kompas.connection.ticker
        assert ticker is not None
        await ticker.round()
    written = log_stream.getvalue()
    assert "connected to Slack" in written
    assert canary not in written
    assert sandbox.identity.bot_token not in written
    assert sandbox.identity.signing_secret not in written


async def _readiness(url: str) -> dict[str, object]:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as response:
        found: dict[str, object] = await response.json()
        return found


async def _connected(url: str) -> None:
    async with asyncio.timeout(15):
        while (await _readiness(url))["slack"] != "connected":  # noqa: ASYNC110 - asked over HTTP
            await asyncio.sleep(0.05)
