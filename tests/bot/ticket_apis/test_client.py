"""The client over real TLS on loopback, led astray in every way we know."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from socket import AF_INET, AddressFamily
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult
from typing_extensions import override

from bot.ticket_apis.addresses import is_public
from bot.ticket_apis.client import MOST_BYTES, TRIES, Client
from bot.ticket_apis.talk import Answer, Call, Talk
from bot.ticket_apis.trouble import ApiTrouble
from tests.bot.ticket_apis.servers import Answering, Asked, Loopback, Server, serving

URL = "https://desk.test/api/me"
SECRET = {"Authorization": "Bearer s3cret"}


def one(url: str = URL, **how: Any) -> Talk[Answer]:
    """Make one call, and return its answer."""
    return (yield Call(url=url, headers=SECRET, **how))


@asynccontextmanager
async def desk(answer: Answering, **more: Any) -> AsyncIterator[tuple[Server, Client]]:
    async with serving(answer) as server:
        client = server.client(**more)
        try:
            yield server, client
        finally:
            await client.close()


async def fine(_asked: Asked) -> web.StreamResponse:
    return web.json_response({"ok": True})


def says(status: int, **headers: str) -> Answering:
    async def answer(_asked: Asked) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.json_response({"token": "s3cret"}, status=status, headers=named)

    return answer


async def trouble(client: Client, talk: Talk[Any]) -> ApiTrouble:
    with pytest.raises(ApiTrouble) as raised:
        await client.hold(talk)
    assert "s3cret" not in f"{raised.value}{raised.value.values}"
    return raised.value


async def test_a_talk_is_held_call_by_call() -> None:
    def talk() -> Talk[list[Any]]:
        first = yield Call(url=URL, query={"a": "b c"}, headers=SECRET)
        second = yield Call(url=URL, method="PUT", body={"n": 1})
        third = yield Call(url=URL, method="POST", form={"grant_type": "x y"})
        return [first.body, second.body, third.body]

    async with desk(fine) as (server, client):
        assert await client.hold(talk()) == [{"ok": True}] * 3
    read, put, form = server.asked
    assert (read.method, read.path, read.query) == ("GET", "/api/me", {"a": "b c"})
    assert read.headers["Authorization"] == "Bearer s3cret"
    assert read.headers["User-Agent"] == "Kompas"
    assert json.loads(put.body) == {"n": 1}
    assert "Authorization" not in put.headers
    assert form.body == "grant_type=x+y"


async def test_an_empty_answer_is_none_and_its_headers_are_told() -> None:
    async def created(_asked: Asked) -> web.StreamResponse:
        return web.Response(status=201, headers={"Resource-ID": "9"})

    async with desk(created) as (_, client):
        answer = await client.hold(one())
    assert (answer.body, answer.headers["resource-id"]) == (None, "9")


async def test_a_stranger_s_certificate_is_not_believed() -> None:
    async with desk(fine, tls=None) as (server, client):
        failed = await trouble(client, one())
    assert (failed.reason, failed.may_be_done) == ("certificate", False)
    assert server.asked == []


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://desk.test/", "not_https"),
        ("https://user:s3cret@desk.test/", "not_https"),
        ("https://127.0.0.1/", "not_public"),
        ("https://[::1]/", "not_public"),
        ("https://169.254.169.254/latest", "not_public"),
        ("https://2130706433/", "not_public"),
        ("https://127.1/", "not_public"),
        ("https://127.0.0.1./", "not_public"),
        ("https://desk.test/", "not_public"),
        ("https://desk.test:99999/", "no_address"),
    ],
)
async def test_what_is_not_public_is_not_asked(url: str, reason: str) -> None:
    async with desk(fine, may_reach=is_public) as (server, client):
        failed = await trouble(client, one(url))
    assert (failed.reason, failed.is_final) == (reason, True)
    assert server.asked == []


class Unnamed(Loopback):
    """Resolves as the system does a name that can be none."""

    @override
    async def resolve(
        self, host: str, port: int = 0, family: AddressFamily = AF_INET
    ) -> list[ResolveResult]:
        host.encode("idna")
        return await super().resolve(host, port, family)


async def test_a_name_that_can_be_none_is_a_trouble_too() -> None:
    async with desk(fine, resolver=Unnamed(0)) as (_, client):
        failed = await trouble(client, one("https://desk..test/"))
    assert (failed.reason, failed.is_final) == ("no_address", True)


def inside(url: str = URL, *, home: str = URL) -> Talk[list[Answer]]:
    """Ask an allowed address, and another one that is not."""
    answers = [(yield Call(url=home, may_be_private=True, headers=SECRET))]
    return [*answers, *([(yield Call(url=url))] if url != home else [])]


async def test_a_private_address_is_asked_once_it_is_allowed_and_no_other() -> None:
    async with desk(fine, may_reach=is_public) as (server, client):
        assert [one.body for one in await client.hold(inside())] == [{"ok": True}]
        assert (await trouble(client, one())).reason == "not_public"
        for other in ("https://elsewhere.test/", "https://desk.test:8443/", "https://127.0.0.1/"):
            assert (await trouble(client, inside(other))).reason == "not_public"
        home = f"https://127.0.0.1:{server.port}/api/me"
        # Nobody's certificate says 127.0.0.1, so this far and no further.
        assert (await trouble(client, inside(home=home))).reason == "certificate"


@pytest.mark.parametrize(
    "target",
    [
        "https://elsewhere.test/",
        "https://10.0.0.1/",
        "https://desk.test:8443/",
        "https://2130706433/",
    ],
)
async def test_an_allowed_host_sends_nobody_to_another_private_address(target: str) -> None:
    async with desk(sent_to(target), may_reach=is_public) as (server, client):
        assert (await trouble(client, inside())).reason == "not_public"
        assert len(server.asked) == 1
    async with desk(sent_to("/moved"), may_reach=is_public) as (_, client):
        assert [one.body for one in await client.hold(inside())] == [{"at": "/moved"}]


def sent_to(target: str, status: int = 302) -> Answering:
    """Send whoever asks for the first address elsewhere."""

    async def answer(asked: Asked) -> web.StreamResponse:
        if asked.path == "/api/me":
            return web.Response(status=status, headers={"Location": target})
        return web.json_response({"at": asked.path})

    return answer


async def test_a_redirect_of_the_same_host_keeps_the_token_and_another_does_not() -> None:
    async with desk(sent_to("/moved")) as (server, client):
        assert (await client.hold(one())).body == {"at": "/moved"}
    assert server.asked[1].headers["Authorization"] == "Bearer s3cret"
    async with desk(sent_to("https://elsewhere.test/moved")) as (server, client):
        assert (await client.hold(one())).body == {"at": "/moved"}
    assert "Authorization" not in server.asked[1].headers


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://desk.test/moved", "not_https"),
        ("https://10.0.0.1/moved", "not_public"),
        ("https://[fe80::1]/moved", "not_public"),
        ("mailto:a@example.com", "not_https"),
        ("/api/me", "redirect"),
    ],
)
async def test_a_redirect_elsewhere_is_not_followed(target: str, reason: str) -> None:
    def may_reach(address: str) -> bool:
        return address == "127.0.0.1" or is_public(address)

    async with desk(sent_to(target), may_reach=may_reach) as (server, client):
        assert (await trouble(client, one())).reason == reason
    assert len(server.asked) == (4 if target == "/api/me" else 1)


async def test_what_writes_is_never_sent_elsewhere() -> None:
    async with desk(sent_to("/moved", 307)) as (server, client):
        failed = await trouble(client, one(method="POST", body={}))
    assert (failed.reason, len(server.asked)) == ("redirect", 1)


async def test_a_short_pause_is_waited_for_and_a_long_one_is_told() -> None:
    async def answer(_asked: Asked) -> web.StreamResponse:
        return await (says(429, Retry_After="3") if not server.waited else fine)(_asked)

    async with desk(answer) as (server, client):
        assert (await client.hold(one())).body == {"ok": True}
    assert server.waited == [3.0]
    async with desk(says(503, Retry_After="3600")) as (server, client):
        failed = await trouble(client, one())
    assert (failed.reason, failed.wait) == ("http_503", timedelta(hours=1))
    assert (server.waited, len(server.asked)) == ([], 1)
    async with desk(says(429, Retry_After="1")) as (server, client):
        assert (await trouble(client, one())).reason == "http_429"
    assert len(server.asked) == TRIES


@pytest.mark.parametrize(
    ("status", "follows"),
    [
        (400, "final"),
        (401, "later"),
        (403, "later"),
        (404, "final"),
        (422, "final"),
        (429, "later"),
        (500, "doubtful"),
    ],
)
async def test_each_refusal_says_what_follows(status: int, follows: str) -> None:
    async with desk(says(status)) as (_, client):
        failed = await trouble(client, one())
    assert failed.reason == f"http_{status}"
    assert failed.is_final == (follows == "final")
    assert failed.may_be_done == (follows == "doubtful")
    assert "desk.test" in str(failed)


async def test_missing_may_be_an_answer() -> None:
    async with desk(says(404)) as (_, client):
        assert (await client.hold(one(missing_ok=True))).body is None
    async with desk(says(500)) as (_, client):
        assert (await client.hold(one(missing_at=500))).body is None
        assert (await trouble(client, one(missing_at=404))).reason == "http_500"


async def test_what_no_header_can_hold_is_sent_nowhere() -> None:
    async def answer(_asked: Asked) -> web.StreamResponse:
        raise AssertionError

    def talk() -> Talk[Answer]:
        return (yield Call(url=URL, headers={"Authorization": "Bearer a\r\nX-Other: b"}))

    async with desk(answer) as (server, client):
        with pytest.raises(ApiTrouble, match="cannot be read"):
            await client.hold(talk())
        assert server.asked == []


async def test_what_no_database_can_hold_is_replaced() -> None:
    async def answer(_asked: Asked) -> web.StreamResponse:
        odd = rb'{"subject": "a\u0000b \ud800"}'
        return web.Response(body=odd, content_type="application/json")

    async with desk(answer) as (_, client):
        assert (await client.hold(one())).body == {"subject": "a\N{REPLACEMENT CHARACTER}b ?"}


async def test_silence_and_a_cut_are_told_from_what_never_arrived() -> None:
    async def silent(_asked: Asked) -> web.StreamResponse:
        await asyncio.sleep(5)
        return web.Response()

    async with desk(silent, seconds=0.2) as (_, client):
        failed = await trouble(client, one())
    assert (failed.reason, failed.may_be_done) == ("timeout", True)
    async with serving(fine) as server:
        client = server.client()
    failed = await trouble(client, one())
    await client.close()
    assert (failed.reason, failed.may_be_done) == ("unreachable", False)


@pytest.mark.parametrize("body", [b"<html>", b"[" * 100_000, b" " * MOST_BYTES + b"1"])
async def test_what_cannot_be_read_is_refused(body: bytes) -> None:
    async def answer(_asked: Asked) -> web.StreamResponse:
        return web.Response(body=body, content_type="application/json")

    async with desk(answer) as (_, client):
        assert (await trouble(client, one())).reason == "unreadable"


def test_a_call_does_not_show_its_secrets() -> None:
    shown = repr(Call(url=URL, headers=SECRET, body={"a": "s3cret"}, query={"q": "s3cret"}))
    assert "s3cret" not in shown
