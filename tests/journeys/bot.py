"""The real application on a real port of loopback, started, stopped and hurried by a story."""

import asyncio
from dataclasses import dataclass, replace

from aiohttp import web

from bot import app as composition
from bot import pieces
from bot.clock import Clock
from bot.config import Settings
from bot.ticket_apis.client import Client
from bot.work.pace import Pace
from bot.work.ticker import Ticker
from kpi.store.database import Database

SECONDS_TO_CONNECT = 5.0
SECONDS_TO_SETTLE = 40.0
"""Pictures take two seconds to draw, and many where others draw too."""


@dataclass(slots=True)
class Bot:
    """One running replica."""

    app: web.Application
    runner: web.AppRunner
    origin: str

    @property
    def database(self) -> Database:
        return self.app[composition.PIECES].database

    @property
    def ticker(self) -> Ticker:
        ticker = self.app[composition.CONNECTION].ticker
        assert ticker is not None, "the bot has not reached Slack"
        return ticker

    async def work(self) -> None:
        """Do everything that is due now."""
        await self.ticker.round()

    async def settle(self) -> None:
        """Wait until everything that follows an answer is done."""
        cut_off = await self.app[composition.PIECES].background.drain(SECONDS_TO_SETTLE)
        assert cut_off == 0

    async def stop(self) -> None:
        """End in an orderly way, as on SIGTERM."""
        await self.runner.cleanup()


async def start(
    settings: Settings, clock: Clock, database: Database, tickets: Client | None = None
) -> Bot:
    """Start a replica that works only when it is told to, and wait until it has reached Slack.

    It posts as fast as it can. Ticket systems are reached by `tickets`, where one is given.
    """
    made = pieces.made(settings, clock, database)
    app = composition.application(replace(made, tickets=tickets or made.tickets, pace=Pace(0.0)))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with asyncio.timeout(SECONDS_TO_CONNECT):
        while app[composition.CONNECTION].ticker is None:  # noqa: ASYNC110 - it rings no bell
            await asyncio.sleep(0.01)
    return Bot(app, runner, f"http://127.0.0.1:{runner.addresses[0][1]}")
