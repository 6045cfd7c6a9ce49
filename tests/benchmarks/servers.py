"""The servers under load, each a process of its own."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Self

import uvloop
from aiohttp import ClientSession, web
from pydantic import SecretStr
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.async_app import AsyncAck
from slack_bolt.authorization import AuthorizeResult

from bot import logs, serving
from bot.clock import Clock
from bot.config import Settings
from tests.benchmarks.signed import SIGNING_SECRET

CORE = 0
"""Every server under load runs here; the load itself and the Slack it calls run elsewhere."""

Server = Callable[[int, str, str], Coroutine[None, None, None]]


async def bolt(port: int, _database: str, _slack: str) -> None:
    """Bolt as it comes: the aiohttp adapter, defaults, and listeners that only acknowledge."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0HOME", bot_token="xoxb-1")

    app = AsyncApp(signing_secret=SIGNING_SECRET, authorize=authorize)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    for score in range(11):
        app.action(f"rate:{score}")(acknowledge)

    async def constant(ack: AsyncAck) -> None:
        await ack("CSAT of last week: 80")

    app.command("/kpi")(constant)

    async def receive(request: web.Request) -> web.Response:
        answer = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    await _serve(port, "/slack/events", receive)


async def nothing(port: int, _database: str, _slack: str) -> None:
    """A webhook handler that checks nothing and stores nothing."""

    async def receive(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"stored": True}, status=202)

    await _serve(port, "/{anything:.*}", receive)


async def slack(port: int, _database: str, _slack: str) -> None:
    """A Slack that says yes to everything, at once."""

    async def receive(request: web.Request) -> web.Response:
        return web.json_response(
            {
                "ok": True,
                "team_id": "T0HOME",
                "team": "Helpdesk",
                "user_id": "UBOT",
                "bot_id": "B1",
                "url": "https://home.slack.com/",
                "channel": "D1",
                "ts": "1763000000.000100",
                "user": {"id": "U0ADMIN", "team_id": "T0HOME", "is_admin": True},
            }
        )

    await _serve(port, "/{anything:.*}", receive)


async def kompas(port: int, database: str, slack_url: str) -> None:
    """Kompas as an operator runs it."""
    made = settings(port, database, slack_url)
    logs.configure(made.log_level, made.log_format)
    await serving.serve(made, Clock())


def settings(port: int, database: str, slack_url: str) -> Settings:
    """Return the settings of the Kompas under load; its ticker is left out of the picture."""
    return Settings(
        slack_bot_token=SecretStr("xoxb-benchmark"),
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        slack_api_url=slack_url,
        database_url=database,
        encryption_keys=SecretStr("a" * 43 + "="),
        port=port,
        log_level="ERROR",
        tick_seconds=3600,
    )


async def _serve(
    port: int, path: str, receive: Callable[[web.Request], Awaitable[web.Response]]
) -> None:
    app = web.Application()
    app.router.add_route("*", path, receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


SERVERS: dict[str, tuple[Server, int]] = {
    "bolt": (bolt, CORE),
    "nothing": (nothing, CORE),
    "kompas": (kompas, CORE),
    "slack": (slack, 1),
}


class Running:
    """A server in a process of its own, from `async with` until its end."""

    def __init__(self, name: str, port: int, *, database: str = "-", slack_url: str = "-") -> None:
        self.port = port
        self._arguments = [name, str(port), database, slack_url]

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.benchmarks.servers", *self._arguments
        )
        for _ in range(1_200):
            if await _answers(self.port):
                return self
            await asyncio.sleep(0.05)
        self._process.kill()
        raise TimeoutError(f"{self._arguments[0]} did not start")

    async def __aexit__(self, *_raised: object) -> None:
        self._process.terminate()
        await self._process.wait()

    async def idle(self) -> None:
        """Wait until it has finished what it does after its answers."""
        before = -1.0
        while self.cpu_seconds() - before > 0.02:
            before = self.cpu_seconds()
            await asyncio.sleep(0.5)

    def cpu_seconds(self) -> float:
        """Processor time spent so far, from the kernel's own books."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _answers(port: int) -> bool:
    try:
        async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz"):
            return True
    except OSError:
        return False


def main() -> None:
    """Serve until told to stop."""
    name, port, database, slack_url = sys.argv[1:]
    server, core = SERVERS[name]
    os.sched_setaffinity(0, {core})
    uvloop.run(server(int(port), database, slack_url))


if __name__ == "__main__":
    main()
