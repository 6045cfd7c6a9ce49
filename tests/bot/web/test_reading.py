import asyncio
import io
import zlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer

from bot.web.reading import MOST_BYTES, body_of


async def _echo_length(request: web.Request) -> web.Response:
    return web.json_response({"length": len(await body_of(request, seconds=0.3))})


@pytest.fixture
async def server() -> AsyncIterator[BaseTestServer]:
    app = web.Application()
    app.router.add_post("/", _echo_length)
    async with TestServer(app) as started:
        yield started


async def post(
    server: BaseTestServer, data: object, **headers: str
) -> tuple[int, dict[str, object]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(server.make_url("/"), data=data, headers=headers) as response,
    ):
        return response.status, await response.json()


async def raw(server: BaseTestServer, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(sent)
    await writer.drain()
    answer = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()
    return answer


async def test_the_limit_itself_passes(server: BaseTestServer) -> None:
    assert await post(server, b"x" * MOST_BYTES) == (200, {"length": MOST_BYTES})


async def test_one_byte_more_is_413_by_its_announced_length(server: BaseTestServer) -> None:
    status, answer = await post(server, io.BytesIO(b"x" * (MOST_BYTES + 1)))
    assert status == 413
    assert "error" in answer


async def test_a_gigabyte_is_refused_before_it_is_sent(server: BaseTestServer) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n\r\n"
    assert b"413" in await raw(server, head)


async def test_chunks_without_end_are_413(server: BaseTestServer) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65536

    assert (await post(server, endless()))[0] == 413


async def test_a_compressed_bomb_is_413(server: BaseTestServer) -> None:
    bomb = zlib.compress(b"x" * (20 * MOST_BYTES))
    assert (await post(server, bomb, **{"Content-Encoding": "deflate"}))[0] == 413


async def test_a_slow_body_is_408(server: BaseTestServer) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab"
    assert b"408" in await raw(server, head)


@pytest.mark.parametrize(
    "sent",
    [
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        b"\xff\xff\r\n\r\n",
    ],
)
async def test_broken_encodings_are_400(server: BaseTestServer, sent: bytes) -> None:
    assert b" 400 " in await raw(server, sent)
