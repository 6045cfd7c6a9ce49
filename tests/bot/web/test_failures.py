import aiohttp
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web import failures


async def _fail(_request: web.Request) -> web.Response:
    raise LookupError("canary@example.com")


async def _refuse(_request: web.Request) -> web.Response:
    raise web.HTTPConflict


async def test_an_unexpected_error_is_a_plain_503_and_a_log_line_by_route() -> None:
    app = web.Application(middlewares=[failures.middleware])
    app.router.add_get("/fail/{who}", _fail)
    app.router.add_get("/refuse", _refuse)
    with structlog.testing.capture_logs() as lines:
        async with TestServer(app) as server, aiohttp.ClientSession() as session:
            async with session.get(server.make_url("/fail/secret")) as response:
                assert response.status == 503
                assert "canary" not in await response.text()
            async with session.get(server.make_url("/refuse")) as response:
                assert response.status == 409
    assert [line["route"] for line in lines] == ["/fail/{who}"]
