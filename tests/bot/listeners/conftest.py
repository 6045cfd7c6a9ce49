"""A running Kompas with its Slack, and the few deeds that most of these stories begin with."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import app as composition
from bot.clock import Clock
from bot.sandbox import cast
from bot.sandbox.messages import Message
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.wire import Exchange
from kpi.interaction_event import Event, Kind
from kpi.store import contacts, invitations
from kpi.store.database import Database
from kpi.store.rows import every, table
from kpi.store.tables import Response
from tests import databases
from tests.bot.running import Running, running, sandbox_of, settings_for
from tests.bot.stage import clock_at
from tests.moments import NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Slack, the bot, and the people at it."""

    sandbox: Sandbox
    kompas: Running
    clock: Clock

    @property
    def customer(self) -> Person:
        return self.sandbox.person(cast.CUSTOMER)

    @property
    def guest(self) -> Person:
        return self.sandbox.person(cast.GUEST)

    @property
    def agent(self) -> Person:
        return self.sandbox.person(cast.AGENT)

    @property
    def admin(self) -> Person:
        return self.sandbox.person(cast.ADMIN)

    @property
    def database(self) -> Database:
        return self.kompas.pieces.database

    @property
    def home(self) -> str:
        return self.sandbox.identity.team_id

    async def asked(
        self, user_id: str = cast.CUSTOMER, *, thread: Message | None = None
    ) -> Message:
        """Have somebody helped and asked; give the question as it stands in Slack."""
        await self.help(user_id, thread=thread)
        return await self.question(thread.channel if thread else user_id)

    async def help(
        self,
        user_id: str = cast.CUSTOMER,
        *,
        thread: Message | None = None,
        team: str = "Network",
    ) -> None:
        """Have somebody helped a day ago, and send what is due."""
        resolved_at = self.clock.now() - timedelta(hours=25)
        event = Event(
            kind=Kind.RESOLVED,
            at=resolved_at,
            source="standard",
            external_id=f"T-{resolved_at.timestamp()}",
            subject="VPN keeps dropping",
            team=team,
            requester_user_id=user_id,
            requester_team_id=self.sandbox.person(user_id).user.team,
            slack_channel_id=thread.channel if thread else "",
            slack_thread_ts=thread.ts if thread else "",
        )
        now = self.clock.now()
        await self.database.writer.work(
            lambda connection: invitations.take_in(connection, self.home, event, now)
        )
        await self.round()

    async def round(self) -> None:
        """Do everything that is due."""
        ticker = self.kompas.app[composition.CONNECTION].ticker
        assert ticker is not None
        await ticker.round()

    async def question(self, channel: str) -> Message:
        """Wait for a message with a scale."""
        return await self.sandbox.wait_for_message(channel, matching=has_scale)

    async def dm(self, text: str, user_id: str = cast.CUSTOMER) -> Message:
        """Wait until a direct message holds these words."""
        return await self.sandbox.wait_for_message(user_id, matching=lambda one: text in one.text)

    async def whisper(self, text: str, user_id: str = cast.CUSTOMER) -> Message:
        """Wait until somebody alone is shown these words."""
        return await self.sandbox.wait_for_ephemeral(user_id, matching=lambda one: text in one.text)

    async def answers(self) -> list[Response]:
        """Give the customer's answers as they are stored."""
        return await self.answers_of(cast.CUSTOMER)

    async def answers_of(self, user_id: str) -> list[Response]:
        async with self.database.reading() as connection:
            contact = await contacts.by_slack(connection, self.home, "", user_id)
            if contact is None:
                return []
            response = table(Response)
            mine = select(response).where(response.c.contact_id == contact.id)
            return await every(connection, Response, mine.order_by(response.c.answered_at.desc()))


def speaks(sandbox: Sandbox, user_id: str, locale: str) -> None:
    """Set the language of somebody's Slack."""
    people = sandbox.world.people
    people.put(replace(people.find(user_id), locale=locale))


def has_scale(message: Message) -> bool:
    """Tell whether a message has buttons to give a score with."""
    return any(one.startswith("rate:") for one in actions_of(message))


def actions_of(message: Message) -> list[str]:
    """Give the action ids of a message's buttons, in their order."""
    return [
        element["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


async def order(desk: Desk, **values: object) -> dict[str, object]:
    """Fill in the digest form as an admin; give the answer to it."""
    if (told := desk.sandbox.view_of(cast.ADMIN)) is not None:
        await desk.admin.close(told)
    await desk.admin.command("/survey", "digest", channel=cast.WEEKLY)
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    filled = {name: {name: value} for name, value in values.items()}
    return (await desk.admin.submit(form, filled)).answer


def said(exchange: Exchange) -> str:
    """Give what a command was answered with."""
    return str(exchange.answer.get("text", ""))


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    """Kompas as it runs, reached over HTTP, at noon: nobody is asked at night."""
    clock = clock_at(NOW)
    sandbox = sandbox_of(clock)
    speaks(sandbox, cast.CUSTOMER, "en-US")
    database = databases.opened(database_url)
    async with (
        sandbox.serving(),
        running(settings_for(sandbox, database_url), clock, database) as kompas,
    ):
        sandbox.connect_http(f"{kompas.url}/slack/events")
        yield Desk(sandbox=sandbox, kompas=kompas, clock=clock)
