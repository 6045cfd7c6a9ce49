"""What the demo plays on: the real bot on its own database, a ticket system, and their time."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

import aiohttp
from aiohttp import web

from bot import app as composition
from bot import pieces
from bot.cli.demo.prepared import Prepared
from bot.cli.demo.sample.past import Past
from bot.cli.demo.tickets import TicketSystem
from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.sandbox import Sandbox
from bot.work.pace import Pace
from kpi.errors import KpiError
from kpi.store.database import Database

HOST = "127.0.0.1"
SECONDS_TO_CONNECT = 20.0
SECONDS_TO_SETTLE = 10.0


class NotReached(KpiError):
    """The demo's bot could not reach the demo's Slack. Is something blocking loopback?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything at hand while the demo runs."""

    slack: Sandbox
    clock: Clock
    bot: web.Application
    tickets: TicketSystem
    past: Past

    @property
    def database(self) -> Database:
        return self.bot[composition.PIECES].database

    @property
    def workspace_id(self) -> str:
        return self.slack.identity.team_id

    async def work(self) -> None:
        """Do everything that is due now, and finish what that leads to."""
        ticker = self.bot[composition.CONNECTION].ticker
        if ticker is None:
            raise NotReached
        await ticker.round()
        await self.bot[composition.PIECES].background.drain(SECONDS_TO_SETTLE)

    async def until(self, moment: datetime) -> None:
        """Let time pass until a moment, with what the sample's customers do meanwhile."""
        await self.work()
        self.clock.move(moment - self.clock.now())
        await self.past.until(self.database, self.clock.now())
        await self.work()


@asynccontextmanager
async def set_up(slack: Sandbox, clock: Clock, prepared: Prepared) -> AsyncIterator[Stage]:
    """Start the bot for a Slack that is being served, and a ticket system.

    Raises:
        NotReached: the bot did not get through to Slack.
    """
    async with AsyncExitStack() as stack:
        door = stack.enter_context(socket.create_server((HOST, 0)))
        port: int = door.getsockname()[1]
        # So that the address of a connection made in the demo is one that can be called.
        bot = _built(prepared.settings.model_copy(update={"port": port}), clock)
        origin = await stack.enter_async_context(_listening(bot, door))
        slack.connect_http(f"{origin}/slack/events")
        await _connected(bot)
        session = await stack.enter_async_context(aiohttp.ClientSession())
        url = f"{origin}{prepared.hook_path}"
        tickets = TicketSystem(session, clock, url, prepared.hook_secret)
        yield Stage(slack=slack, clock=clock, bot=bot, tickets=tickets, past=prepared.past)


def _built(settings: Settings, clock: Clock) -> web.Application:
    """Make the bot; it posts as fast as it can, since days of messages come in one go."""
    parts = pieces.made(settings, clock, Database.open(settings.database_url))
    return composition.application(replace(parts, pace=Pace(0.0)))


@asynccontextmanager
async def _listening(bot: web.Application, door: socket.socket) -> AsyncIterator[str]:
    runner = web.AppRunner(bot, access_log=None, shutdown_timeout=1)
    try:
        await runner.setup()
        await web.SockSite(runner, door).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _connected(bot: web.Application) -> None:
    try:
        async with asyncio.timeout(SECONDS_TO_CONNECT):
            while bot[composition.CONNECTION].ticker is None:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise NotReached from None
