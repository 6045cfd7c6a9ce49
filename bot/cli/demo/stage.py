"""What the demo plays on: a Slack, the real bot on a database of its own, and a ticket system."""

import base64
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from aiohttp import web

from bot import app as composition
from bot import manifest
from bot.cli.demo.tickets import TicketSystem
from bot.clock import Clock
from bot.config import KEY_BYTES, Settings
from bot.sandbox.sandbox import Sandbox
from bot.secrets import SecretBox
from bot.sources import standard
from kpi.errors import KpiError
from kpi.store import hooks, workspaces
from kpi.store.database import Database

HOST = "127.0.0.1"
HELPDESK = "Delta Helpdesk"
SECONDS_TO_SETTLE = 10.0


class NoPort(KpiError):
    """The demo found no free port on this machine to play on."""


class NotReached(KpiError):
    """The demo's bot could not reach the demo's Slack. Is something blocking loopback?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything the story needs at hand."""

    slack: Sandbox
    clock: Clock
    bot: web.Application
    tickets: TicketSystem

    @property
    def database(self) -> Database:
        return self.bot[composition.PIECES].database

    @property
    def workspace_id(self) -> str:
        return self.slack.identity.team_id

    async def work(self) -> None:
        """Do everything that is due now."""
        ticker = self.bot[composition.CONNECTION].ticker
        if ticker is None:
            raise NotReached
        await ticker.round()

    async def settle(self) -> None:
        """Wait until everything that follows an answer is done."""
        await self.bot[composition.PIECES].background.drain(SECONDS_TO_SETTLE)

    async def later(self, by: timedelta) -> None:
        """Let time pass, then do everything that is due."""
        await self.work()
        self.clock.move(by)
        await self.work()

    async def until(self, moment: datetime) -> None:
        """Let time pass until a moment."""
        await self.later(moment - self.clock.now())


@asynccontextmanager
async def set_up(clock: Clock) -> AsyncIterator[Stage]:
    """Set everything up on free ports, with a database that is gone afterwards.

    Raises:
        NoPort: there is no free port on loopback.
    """
    slack = Sandbox.populated(manifest.SCOPES, clock.now, pace=False)
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="kompas-demo-"))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        try:
            await stack.enter_async_context(slack.serving(HOST))
            settings = _settings(slack, Path(folder))
            bot = composition.build(settings, clock)
            origin = await stack.enter_async_context(_listening(bot))
        except OSError:
            raise NoPort from None
        slack.connect_http(f"{origin}/slack/events")
        url, secret = await _connected(bot, settings, clock)
        tickets = TicketSystem(session, clock, f"{origin}{url}", secret)
        yield Stage(slack=slack, clock=clock, bot=bot, tickets=tickets)


@asynccontextmanager
async def _listening(bot: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(bot, access_log=None, shutdown_timeout=1)
    try:
        await runner.setup()
        await web.TCPSite(runner, HOST, 0).start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _settings(slack: Sandbox, folder: Path) -> Settings:
    """Make the settings by hand, so that those of whoever plays the demo do not matter."""
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    return Settings.model_validate(
        {
            "slack_bot_token": slack.identity.bot_token,
            "slack_signing_secret": slack.identity.signing_secret,
            "slack_api_url": slack.api_url,
            "database_url": f"sqlite:///{folder / 'kompas.db'}",
            "encryption_keys": key,
            "tick_seconds": 3600,
        }
    )


async def _connected(bot: web.Application, settings: Settings, clock: Clock) -> tuple[str, str]:
    """Make a hook as `kompas connect standard` does; give its path and secret."""
    database, hook_id = bot[composition.PIECES].database, secrets.token_urlsafe(9)
    secret = standard.new_secret()
    async with database.reading() as connection:
        workspace = await workspaces.only(connection)
    if workspace is None:
        raise NotReached
    await database.writer.work(
        lambda connection: workspaces.change(connection, workspace.id, name=HELPDESK)
    )
    await database.writer.work(
        lambda connection: hooks.create(
            connection,
            workspace.id,
            id=hook_id,
            source=standard.SOURCE,
            secret=SecretBox.of(settings).seal(secret.encode()),
            now=clock.now(),
        )
    )
    return f"/hooks/{standard.SOURCE}/{hook_id}", secret
