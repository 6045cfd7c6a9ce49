import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.clock import Clock
from bot.sandbox.cast import CUSTOMER, LEAD, SUPPORT
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.signing import headers
from tests import databases
from tests.bot.running import Running, running, sandbox_of, settings_for


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with sandbox_of(Clock()).serving() as serving:
        yield serving


@pytest.fixture
async def kompas(sandbox: Sandbox, database_url: str) -> AsyncIterator[Running]:
    settings, database = settings_for(sandbox, database_url), databases.opened(database_url)
    async with running(settings, Clock(), database) as started:
        sandbox.connect_http(f"{started.url}/slack/events")
        yield started


async def post(
    kompas: Running, body: bytes, signed: dict[str, str]
) -> tuple[int, aiohttp.ClientResponse]:
    async with aiohttp.ClientSession() as session:
        url = f"{kompas.url}/slack/events"
        async with session.post(url, data=body, headers=signed) as response:
            await response.read()
            return response.status, response


def signed_by(sandbox: Sandbox, body: bytes, seconds_ago: int = 0) -> dict[str, str]:
    now = int(Clock().real().timestamp())
    secret = sandbox.identity.signing_secret
    return headers(secret, timestamp=now - seconds_ago, body=body)


async def test_a_command_is_answered_and_a_replay_bears_no_harm(
    kompas: Running, sandbox: Sandbox
) -> None:
    exchange = await sandbox.person(LEAD).command("/kpi", "help", channel=SUPPORT)
    again = await sandbox.replay(exchange)
    assert exchange.status == again.status == 200


@pytest.mark.parametrize(
    "signed",
    [
        {},
        {"X-Slack-Request-Timestamp": "abc", "X-Slack-Signature": "v0=1"},
        {"X-Slack-Request-Timestamp": "9" * 5000, "X-Slack-Signature": "v0=1"},
        {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": ""},
    ],
)
@pytest.mark.parametrize("body", [b"", b"{", b"payload=%7B%7D", b"\xff" * 50])
async def test_unsigned_requests_are_401(
    kompas: Running, signed: dict[str, str], body: bytes
) -> None:
    assert (await post(kompas, body, signed))[0] == 401


@pytest.mark.parametrize("seconds_ago", [400, -400])
async def test_old_and_future_signatures_are_401(
    kompas: Running, sandbox: Sandbox, seconds_ago: int
) -> None:
    body = b"command=%2Fkpi"
    assert (await post(kompas, body, signed_by(sandbox, body, seconds_ago)))[0] == 401


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"payload=%7B",
        b"payload=[1]",
        b'{"a": "\xff"}',
        b'{"a":' + b"[" * 9000 + b"]" * 9000 + b"}",
        b'{"team": 5, "authorizations": 7}',
        b'{"type": "event_callback", "event": [], "authorizations": ["x"]}',
        b'{"type": "event_callback", "event": [], "team_id": 7}',
        b"payload=%7B%22type%22:%22view_submission%22,%22view%22:%7B%22callback_id%22:%22x%22%7D%7D",
    ],
)
async def test_signed_but_senseless_is_400(kompas: Running, sandbox: Sandbox, body: bytes) -> None:
    assert (await post(kompas, body, signed_by(sandbox, body)))[0] == 400


async def test_slacks_check_of_the_address_is_answered(kompas: Running, sandbox: Sandbox) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c7"}).encode()
    status, response = await post(kompas, body, signed_by(sandbox, body))
    assert status == 200
    assert json.loads(await response.text()) == {"challenge": "c7"}


async def test_a_button_nothing_listens_to_is_told_in_a_sentence(
    kompas: Running, sandbox: Sandbox
) -> None:
    bot = sandbox.identity.bot_user_id
    dm = sandbox.world.places.direct(bot, CUSTOMER)
    payload = {
        "type": "block_actions",
        "user": {"id": CUSTOMER, "team_id": sandbox.identity.team_id},
        "team": {"id": sandbox.identity.team_id},
        "channel": {"id": dm.id},
        "actions": [{"action_id": "of_long_ago", "type": "button", "action_ts": "1.0"}],
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    assert (await post(kompas, body, signed_by(sandbox, body)))[0] == 200


async def test_other_methods_are_405_and_other_paths_404(kompas: Running) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{kompas.url}/slack/events") as response:
            assert response.status == 405
        async with session.post(f"{kompas.url}/slack/nothing") as response:
            assert response.status == 404
