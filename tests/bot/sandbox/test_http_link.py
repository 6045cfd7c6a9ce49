import asyncio

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.sandbox import cast
from bot.sandbox.sandbox import Sandbox
from tests.bot.sandbox.conftest import NOW, Bot


async def test_every_call_is_signed_as_slack_signs(slack: Sandbox, bot: Bot) -> None:
    await slack.person(cast.LEAD).command("/kpi", "csat week")

    verifier = SignatureVerifier(slack.identity.signing_secret)
    heard = bot.heard[-1]
    assert verifier.is_valid_request(heard.body, heard.headers)
    assert not verifier.is_valid_request(heard.body + b"x", heard.headers)


async def test_a_refused_answer_is_a_failed_dispatch(slack: Sandbox, bot: Bot) -> None:
    bot.answers = [web.Response(status=404)]

    exchange = await slack.person(cast.LEAD).command("/kpi")

    assert (exchange.status, exchange.failure) == (404, "http_error")
    assert exchange.complaint == "dispatch_failed"


async def test_a_bot_that_is_away_is_a_failed_dispatch(slack: Sandbox) -> None:
    slack.connect_http("http://127.0.0.1:1/slack/events")

    exchange = await slack.person(cast.LEAD).command("/kpi")

    assert (exchange.status, exchange.failure) == (0, "connection_failed")


async def test_a_slow_bot_is_a_timeout() -> None:
    release = asyncio.Event()

    async def sleep(_request: web.Request) -> web.Response:
        await release.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/", sleep)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack = Sandbox.populated((), lambda: NOW, patience=0.05)
    async with slack.serving():
        slack.connect_http(f"http://127.0.0.1:{runner.addresses[0][1]}/")
        exchange = await slack.person(cast.LEAD).command("/kpi")
    release.set()
    await runner.cleanup()

    assert (exchange.status, exchange.complaint) == (0, "operation_timeout")


def test_a_bot_is_connected_while_serving() -> None:
    slack = Sandbox((), lambda: NOW)

    with pytest.raises(RuntimeError, match="while the sandbox is serving"):
        slack.connect_http("http://127.0.0.1:1/")
