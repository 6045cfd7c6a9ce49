"""A Slack on loopback, the real Slack client for it, and a tiny bot that remembers."""

import json
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Json

SCOPES = (
    "chat:write",
    "channels:history",
    "channels:read",
    "files:write",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "usergroups:read",
    "users:read",
    "users:read.email",
)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Heard:
    """A request the bot got: raw bytes, headers, and what it said."""

    body: bytes
    headers: dict[str, str]

    @property
    def said(self) -> Json:
        if self.headers["Content-Type"] == "application/json":
            return dict(json.loads(self.body))
        form = dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        return dict(json.loads(form["payload"])) if "payload" in form else dict(form)


@dataclass(slots=True)
class Bot:
    """A bot that answers what it was told to, else 200 and nothing."""

    heard: list[Heard] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    url: str = ""

    async def hear(self, request: web.Request) -> web.Response:
        self.heard.append(Heard(await request.read(), dict(request.headers)))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def last(self) -> Json:
        return self.heard[-1].said


async def refusal(call: Awaitable[object]) -> str:
    """Make the call and give the error Slack refused it with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    tiny = Bot()
    app = web.Application()
    app.router.add_post("/slack/events", tiny.hear)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    tiny.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield tiny
    await runner.cleanup()


@pytest.fixture
async def slack(bot: Bot) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox.populated(SCOPES, lambda: NOW, pace=False)
    sandbox.world.retry_delays = (0.0, 0.01, 0.02)
    async with sandbox.serving():
        sandbox.connect_http(bot.url)
        yield sandbox


@pytest.fixture
def client(slack: Sandbox) -> AsyncWebClient:
    return AsyncWebClient(token=slack.identity.bot_token, base_url=slack.api_url, retry_handlers=[])
