"""The door for systems that cannot mend what they send: stored first, explained later."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.clock import Clock
from bot.sandbox.sandbox import Sandbox
from kpi.store import hooks
from kpi.store.tables import HookEvent
from tests.bot.running import Desk, Running, desk_of, running, sandbox_of, settings_for


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with sandbox_of(Clock()).serving() as serving:
        serving.faults.add("auth.test", "html_500", times=1000)
        yield serving


@pytest.fixture
async def kompas(sandbox: Sandbox, database_url: str) -> AsyncIterator[Running]:
    """Kompas that cannot reach Slack, so that nothing but the door touches what is stored."""
    public = {"public_url": "https://kompas.example.com"}
    async with running(settings_for(sandbox, database_url, **public), Clock()) as started:
        yield started


@pytest.fixture
async def github(kompas: Running) -> Desk:
    return await desk_of(kompas, "local", source="github")


async def stored(kompas: Running) -> list[HookEvent]:
    async with kompas.pieces.database.reading() as connection:
        return await hooks.waiting(connection, 100)


async def send(
    desk: Desk, body: bytes, *, key: str = "1", secret: str = "", path: str = ""
) -> tuple[int, object]:
    digest = hmac.digest((secret or desk.secret).encode(), body, hashlib.sha256).hex()
    headers = {
        "X-Hub-Signature-256": f"sha256={digest}",
        "X-GitHub-Delivery": key,
        "X-GitHub-Event": "issues",
        "X-Else": "not kept",
    }
    async with (
        aiohttp.ClientSession() as session,
        session.post(desk.url + path, data=body, headers=headers) as response,
    ):
        return response.status, await response.json()


async def test_it_is_stored_with_its_header_then_seen_before(kompas: Running, github: Desk) -> None:
    assert await send(github, b'{"action": "closed"}') == (202, {"stored": True})
    assert (await send(github, b'{"action": "closed"}'))[0] == 200
    assert (await send(github, b'{"action": "closed"}', key="2"))[0] == 202
    first, _second = await stored(kompas)
    assert (first.key, first.body) == ("1", {"action": "closed"})
    assert first.headers == {"X-GitHub-Event": "issues"}


async def test_one_without_a_name_is_called_by_its_body(kompas: Running, github: Desk) -> None:
    assert (await send(github, b"{}", key=""))[0] == 202
    assert (await send(github, b"{}", key=""))[0] == 200
    (event,) = await stored(kompas)
    assert event.key.startswith("sha256:")


async def test_what_says_too_little_is_kept_all_the_same(kompas: Running, github: Desk) -> None:
    assert (await send(github, b'{"type": "interaction.resolved"}'))[0] == 202
    assert len(await stored(kompas)) == 1


async def test_a_list_is_wrapped(kompas: Running, github: Desk) -> None:
    assert (await send(github, b'[{"a": 1}, 2]'))[0] == 202
    (event,) = await stored(kompas)
    assert event.body == {"events": [{"a": 1}, 2]}


@pytest.mark.parametrize("body", [b"", b"5", b"payload=%7B%7D", b"\xff", b"[" * 3000 + b"]" * 3000])
async def test_genuine_but_unreadable_is_400(kompas: Running, github: Desk, body: bytes) -> None:
    assert (await send(github, body))[0] == 400
    assert await stored(kompas) == []


async def test_refused_before_it_is_read(kompas: Running, github: Desk) -> None:
    assert (await send(github, b"{", secret="another"))[0] == 401
    assert (await send(github, b"{}", path="x"))[0] == 404
    assert await stored(kompas) == []


async def test_the_door_of_one_system_is_not_anothers(kompas: Running, github: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        for source in ("zendesk", "standard", "unheard"):
            url = f"{kompas.url}/hooks/{source}/{github.hook_id}"
            async with session.post(url, data=b"{}") as response:
                assert response.status == 404


async def test_a_system_of_another_release_has_no_door(kompas: Running) -> None:
    desk = await desk_of(kompas, "local", source="unheard")
    assert (await send(desk, b"{}"))[0] == 404


async def test_some_ask_first_whether_there_is_a_door(kompas: Running, github: Desk) -> None:
    async with aiohttp.ClientSession() as session:
        for url, status in ((github.url, 200), (github.url + "x", 404)):
            async with session.head(url) as response:
                assert response.status == status


async def test_answers_are_counted_by_system(kompas: Running, github: Desk) -> None:
    await send(github, json.dumps({}).encode())
    text = kompas.pieces.metrics.text().decode()
    assert 'kompas_webhooks_total{source="github",status="202"} 1.0' in text
    assert github.hook_id not in text
