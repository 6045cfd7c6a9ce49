import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from bot.clock import Clock
from bot.sandbox.sandbox import Sandbox
from bot.sources import standard
from bot.web.hook_doors import DOUBTED_SECONDS
from kpi.store import hooks
from kpi.store.tables import HookEvent
from tests import databases
from tests.bot.running import Desk, Running, desk_of, resolved, running, sandbox_of, settings_for


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with sandbox_of(Clock()).serving() as serving:
        serving.faults.add("auth.test", "html_500", times=1000)
        yield serving


@pytest.fixture
async def kompas(sandbox: Sandbox, database_url: str) -> AsyncIterator[Running]:
    """Kompas that cannot reach Slack, so that nothing but the door touches what is stored."""
    settings, database = settings_for(sandbox, database_url), databases.opened(database_url)
    async with running(settings, Clock(), database) as started:
        yield started


@pytest.fixture
async def desk(kompas: Running) -> Desk:
    return await desk_of(kompas, "local")


async def stored(kompas: Running) -> list[HookEvent]:
    async with kompas.pieces.database.reading() as connection:
        return await hooks.waiting(connection, 100)


async def test_stored_then_seen_before(kompas: Running, desk: Desk) -> None:
    now = Clock().real()
    body = resolved("T-1", now)
    assert await desk.send(body, key="m1", at=now) == (202, {"stored": True})
    assert (await desk.send(body, key="m1", at=now))[0] == 200
    assert (await desk.send(body, key="m2", at=now))[0] == 202
    events = await stored(kompas)
    assert [event.key for event in events] == ["m1", "m2"]
    assert events[0].body == json.loads(body)


async def test_a_secret_that_was_replaced_elsewhere_counts_at_once(
    kompas: Running, desk: Desk
) -> None:
    now, new = Clock().real(), standard.new_secret()
    assert (await desk.send(resolved("T-1", now), key="m1", at=now))[0] == 202
    assert (await desk.send(resolved("T-2", now), key="m2", at=now, secret=new))[0] == 401
    database, sealed = kompas.pieces.database, kompas.pieces.doors.box.seal(new.encode())
    async with database.reading() as connection:
        hook = await hooks.find(connection, desk.hook_id)
    assert hook is not None
    await database.writer.work(
        lambda connection: hooks.change_secret(
            connection, hook, sealed, old_until=now + timedelta(hours=24)
        )
    )
    await asyncio.sleep(DOUBTED_SECONDS)
    assert (await desk.send(resolved("T-2", now), key="m2", at=now, secret=new))[0] == 202
    assert (await desk.send(resolved("T-3", now), key="m3", at=now))[0] == 202


async def test_a_burst_of_the_same_is_stored_once(kompas: Running, desk: Desk) -> None:
    now = Clock().real()
    sent = [desk.send(resolved("T-1", now), key="m1", at=now) for _ in range(20)]
    statuses = [status for status, _answer in await asyncio.gather(*sent)]
    assert sorted(statuses) == [200] * 19 + [202]
    assert len(await stored(kompas)) == 1


@pytest.mark.parametrize(
    ("offset", "secret"),
    [(-400, None), (400, None), (0, standard.new_secret())],
    ids=["stale", "future", "foreign"],
)
async def test_stale_future_and_foreign_signatures_are_401(
    kompas: Running, desk: Desk, offset: int, secret: str | None
) -> None:
    at = Clock().real() + timedelta(seconds=offset)
    status, _ = await desk.send(resolved("T-1", at), key="m1", at=at, secret=secret)
    assert status == 401
    assert await stored(kompas) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/hooks/standard/none", 404),
        ("/hooks/standard/%00", 404),
        ("/hooks/standard/%ff", 404),
        ("/hooks/standard/" + "x" * 5000, 404),
        ("/hooks/zendesk/desk", 404),
        ("/hooks/standard/desk", 401),
    ],
)
async def test_what_a_stranger_sends_is_404_or_401(
    kompas: Running, desk: Desk, path: str, status: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(kompas.url + path, data=b"{}") as response,
    ):
        assert response.status == status
        assert "error" in await response.json()


def _deep(levels: int) -> bytes:
    return b'{"a":' + b"[" * levels + b"]" * levels + b"}"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"a": "\xff"}', _deep(700), _deep(9000)])
async def test_genuine_but_unreadable_is_400(kompas: Running, desk: Desk, body: bytes) -> None:
    signed = body.decode("latin-1").encode() if b"\xff" not in body else body
    status, _ = await _send_raw(desk, signed)
    assert status == 400
    assert await stored(kompas) == []


async def test_wrong_content_is_422_and_the_id_can_be_used_again(
    kompas: Running, desk: Desk
) -> None:
    now = Clock().real()
    status, answer = await desk.send(resolved("T-1", now, url="x", tags=[{}]), key="m1", at=now)
    assert status == 422
    assert {one["pointer"] for one in answer["wrong"]} == {"/data/url", "/data/tags/0"}
    assert (await desk.send(resolved("T-1", now), key="m1", at=now))[0] == 202


async def test_nul_and_half_characters_are_stored_without_them(kompas: Running, desk: Desk) -> None:
    now = Clock().real()
    status, _ = await desk.send(resolved("T-1", now, note="a\0b\ud800"), key="m1", at=now)
    assert status == 202
    assert len(await stored(kompas)) == 1


async def test_413_comes_before_everything(kompas: Running) -> None:
    huge = b"x" * (1024 * 1024 + 1)
    async with aiohttp.ClientSession() as session:
        headers = {"Content-Length": str(len(huge))}
        url = f"{kompas.url}/hooks/standard/none"
        async with session.post(url, data=_chunks(huge), headers=headers) as response:
            assert response.status == 413


async def test_a_database_that_went_away_is_503_with_retry_after(
    kompas: Running, desk: Desk
) -> None:
    now = Clock().real()
    await kompas.pieces.database.writer.close()
    body = resolved("T-1", now)
    async with (
        aiohttp.ClientSession() as session,
        session.post(desk.url, data=body, headers=_signed(desk, body)) as response,
    ):
        assert response.status == 503
        assert response.headers["Retry-After"] == "30"


async def test_a_stored_webhook_asks_for_a_round_and_a_repeated_one_does_not(
    kompas: Running, desk: Desk
) -> None:
    nudges: list[str] = []
    kompas.pieces.nudge.reach(lambda: nudges.append("now"))
    now = Clock().real()
    for _ in range(2):
        await desk.send(resolved("T-1", now), key="m1", at=now)
    assert nudges == ["now"]


async def test_answers_are_counted_without_naming_the_hook(kompas: Running, desk: Desk) -> None:
    now = Clock().real()
    await desk.send(resolved("T-1", now), key="m1", at=now)
    text = kompas.pieces.metrics.text().decode()
    assert 'kompas_webhooks_total{source="standard",status="202"} 1.0' in text
    assert desk.hook_id not in text


async def _chunks(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _signed(desk: Desk, body: bytes) -> dict[str, str]:
    timestamp = str(int(Clock().real().timestamp()))
    return {
        "webhook-id": "raw",
        "webhook-timestamp": timestamp,
        "webhook-signature": standard.signature(body, "raw", timestamp, secret=desk.secret),
    }


async def _send_raw(desk: Desk, body: bytes) -> tuple[int, object]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(desk.url, data=body, headers=_signed(desk, body)) as response,
    ):
        return response.status, await response.json()
