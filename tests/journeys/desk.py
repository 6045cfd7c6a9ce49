"""A desk to play stories at: a Slack, the real bot, a ticket system, and a clock that moves."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar

import aiohttp
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from bot import manifest, overlays
from bot.clock import Clock
from bot.config import Settings
from bot.sandbox import cast, plain
from bot.sandbox.messages import Message
from bot.sandbox.modals import Modal
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.secrets import SecretBox
from bot.sources import standard
from kpi import periods
from kpi.store import hooks, ledger, rows, surveys, workspaces
from kpi.store.database import Database
from kpi.store.tables import Click, Delivery, Hook, Response
from tests import databases
from tests.journeys import bot as replicas
from tests.journeys.bot import Bot
from tests.journeys.tickets import TicketSystem

Way = Literal["http", "socket"]
Row = TypeVar("Row", bound=SQLModel)

WEDNESDAY = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""Ten o'clock in Amsterdam."""

A_WHILE = timedelta(minutes=16)
"""Longer than the time between a chat's end and its question."""

KEY = base64.b64encode(bytes(32)).decode()


@dataclass(slots=True)
class Desk:
    """Everything a story needs at hand."""

    slack: Sandbox
    clock: Clock
    settings: Settings
    bot: Bot
    tickets: TicketSystem
    hook: Hook
    way: Way

    @property
    def customer(self) -> Person:
        """A colleague who reads Dutch."""
        return self.slack.person(cast.CUSTOMER)

    @property
    def guest(self) -> Person:
        """Somebody of another company, met in a shared channel."""
        return self.slack.person(cast.GUEST)

    @property
    def agent(self) -> Person:
        return self.slack.person(cast.AGENT)

    @property
    def lead(self) -> Person:
        return self.slack.person(cast.LEAD)

    @property
    def admin(self) -> Person:
        return self.slack.person(cast.ADMIN)

    async def later(self, by: timedelta = A_WHILE) -> None:
        """Let time pass, then do everything that is due."""
        await self.bot.work()
        self.clock.move(by)
        await self.bot.work()

    async def asked(self, **about: Any) -> Message:
        """Resolve a ticket and let the question come; give it as it stands in the DM."""
        answer = await self.tickets.resolved(**about)
        assert answer.status == 202, answer
        await self.later()
        return self.question()

    def question(self, channel: str = cast.CUSTOMER) -> Message:
        """Give the newest message in the DM, or in a channel."""
        return self.slack.messages(channel)[-1]

    def read(self, surface: Message | Modal) -> str:
        """Give what a person reads."""
        return plain.read(surface)

    async def says(self, person: Person, command: str, *, channel: str | None = None) -> str:
        """Have somebody type a slash command; give the private answer as they read it."""
        name, _, words = command.partition(" ")
        exchange = await person.command(name, words, channel=channel)
        assert exchange.acknowledged, exchange
        await self.bot.settle()
        return self.read(self.slack.ephemerals(person.user.id)[-1])

    async def opens(self, person: Person, message: Message, action_id: str) -> Modal:
        """Have somebody tap a button that opens a form."""
        exchange = await person.tap(message, action_id)
        assert exchange.acknowledged, exchange
        await self.bot.settle()
        return await self.slack.wait_for_view(person.user.id)

    async def taps(self, person: Person, message: Message, action_id: str) -> Message:
        """Have somebody tap a button; give the message as it stands afterwards."""
        exchange = await person.tap(message, action_id)
        assert exchange.acknowledged, exchange
        await self.bot.settle()
        return self.slack.world.messages.find(message.channel, message.ts)

    async def appoint_lead(self) -> None:
        """Let the admin say who leads."""
        await self.says(self.admin, "/survey leads @lbakker")

    async def set(self, survey: str, **settings: str) -> None:
        """Change a survey's policy, as `kompas survey set` does."""
        async with self.bot.database.reading() as connection:
            found = await surveys.named(connection, self.slack.identity.team_id, survey)
        await self.bot.database.writer.work(
            lambda connection: surveys.change(connection, found, settings, now=self.clock.now())
        )

    async def ledger(self) -> list[tuple[str, str, str]]:
        """Give ticket, outcome and reason of every resolution of late, in their order."""
        now = self.clock.now()
        async with self.bot.database.reading() as connection:
            workspace = await workspaces.find(connection, self.slack.identity.team_id)
            today = periods.today(now, workspace.time_zone)
            lately = periods.parse("60d", today=today, zone=workspace.time_zone)
            assert lately is not None
            found = await ledger.rows(connection, workspace.id, lately, now)
        return [(row.external_id, row.outcome.value, row.reason) for row in found]

    async def every(self, model: type[Row]) -> list[Row]:
        """Give all rows of a table."""
        async with self.bot.database.reading() as connection:
            return await rows.every(connection, model, rows.table(model).select())

    async def answers(self) -> list[Response]:
        """Give the answers that are stored."""
        return await self.every(Response)

    async def clicks(self) -> list[Click]:
        """Give the taps that are stored."""
        return await self.every(Click)

    async def deliveries(self) -> list[Delivery]:
        """Give the outbox."""
        return await self.every(Delivery)

    @asynccontextmanager
    async def stalled(self) -> AsyncIterator[None]:
        """Keep the bot's writer busy, so that nothing can be stored meanwhile."""
        released = asyncio.Event()

        async def wait(_connection: AsyncConnection) -> None:
            await released.wait()

        stalling = asyncio.create_task(self.bot.database.writer.work(wait))
        try:
            yield
        finally:
            released.set()
            await stalling

    async def heard(self) -> None:
        """Wait until the bot has something to store."""
        async with asyncio.timeout(5):
            while not self.bot.database.writer.waiting:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.01)

    async def restart(self) -> None:
        """Stop the bot in an orderly way and start it anew."""
        await self.bot.stop()
        await self.begin()

    async def begin(self) -> None:
        """Start a bot where there is none."""
        database = databases.opened(self.settings.database_url)
        self.bot = await replicas.start(self.settings, self.clock, database)
        self.tickets.url = f"{self.bot.origin}/hooks/{self.hook.source}/{self.hook.id}"
        self.listen_to(self.bot)

    def listen_to(self, bot: Bot) -> None:
        """Have Slack call this replica from now on."""
        if self.way == "http":
            self.slack.connect_http(f"{bot.origin}/slack/events")

    @asynccontextmanager
    async def replica(self) -> AsyncIterator[Bot]:
        """Run a second bot on the same database for a while."""
        database = Database.open(self.settings.database_url)
        other = await replicas.start(self.settings, self.clock, database)
        try:
            yield other
        finally:
            await other.stop()


@asynccontextmanager
async def prepared(
    database_url: str, way: Way, *, at: datetime = WEDNESDAY, **more: object
) -> AsyncIterator[Desk]:
    """Prepare a desk on a migrated database, with the bot running and a ticket system connected.

    `more` are settings that the story needs beside the usual ones.
    """
    clock = Clock()
    clock.move(at - clock.now())
    scopes = {*manifest.SCOPES, *overlays.scopes()}
    slack = Sandbox.populated(scopes, clock.now, pace=False)
    async with slack.serving(), aiohttp.ClientSession() as session:
        settings = made_settings(slack, database_url, way).model_copy(update=more)
        bot = await replicas.start(settings, clock, databases.opened(database_url))
        hook, secret = await _connected(bot, settings, clock)
        url = f"{bot.origin}/hooks/{hook.source}/{hook.id}"
        tickets = TicketSystem(session, clock, url, secret)
        desk = Desk(slack, clock, settings, bot, tickets, hook, way)
        desk.listen_to(bot)
        try:
            yield desk
        finally:
            await desk.bot.stop()


def made_settings(slack: Sandbox, database_url: str, way: Way) -> Settings:
    """Give the settings with which a bot reaches this Slack."""
    identity = slack.identity
    secrets = (
        {"slack_signing_secret": identity.signing_secret}
        if way == "http"
        else {"slack_app_token": identity.app_token}
    )
    return Settings.model_validate(
        {
            "slack_bot_token": identity.bot_token,
            "slack_api_url": slack.api_url,
            "database_url": database_url,
            "encryption_keys": KEY,
            "tick_seconds": 3600,
            **secrets,
        }
    )


async def _connected(bot: Bot, settings: Settings, clock: Clock) -> tuple[Hook, str]:
    """Make a hook as `kompas connect standard` does."""
    secret = standard.new_secret()
    sealed = SecretBox.of(settings).seal(secret.encode())
    async with bot.database.reading() as connection:
        (workspace,) = await workspaces.every(connection)
    hook = await bot.database.writer.work(
        lambda connection: hooks.create(
            connection,
            workspace.id,
            id="desk",
            source=standard.SOURCE,
            secret=sealed,
            now=clock.now(),
        )
    )
    return hook, secret
