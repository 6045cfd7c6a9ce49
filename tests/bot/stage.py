"""One process at work beside a Slack of its own, for tests of what runs by itself."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.background import Background
from bot.clock import Clock
from bot.config import Settings
from bot.metrics import Metrics
from bot.process import Process
from bot.rush import Rush
from bot.sandbox.files import PNG
from bot.sandbox.identity import HOME
from bot.sandbox.messages import Message
from bot.sandbox.sandbox import Sandbox
from bot.secrets import SecretBox
from bot.ticket_apis.client import Client
from bot.work.pace import Pace
from bot.work.ticker import Ticker
from kpi.interaction_event import Event, Kind
from kpi.store import invitations, rows, schedules, surveys
from kpi.store.database import Database
from kpi.store.schedules import Order
from kpi.store.tables import Attempt, Delivery, Invitation, Schedule
from tests.moments import NOW

SCOPES = (
    "channels:read",
    "chat:write",
    "files:write",
    "groups:read",
    "im:read",
    "im:write",
    "usergroups:read",
    "users:read",
    "users:read.email",
)


SETTINGS = Settings.model_validate(
    {
        "public_url": "https://kompas.example.com",
        "encryption_keys": base64.b64encode(bytes(32)).decode(),
    }
)
"""Those of every process on a stage, beside what its Slack tells."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A process, its ticker and its Slack."""

    process: Process
    slack: Sandbox
    ticker: Ticker

    @property
    def database(self) -> Database:
        return self.process.database

    @property
    def now(self) -> datetime:
        return self.process.clock.now()

    async def round(self) -> None:
        """Work once; no step may fail unexpectedly."""
        await self.ticker.round()
        assert b"kompas_failed_steps_total{" not in self.process.metrics.text()

    async def solved(self, ticket: str = "T-1", **details: Any) -> Invitation:
        """Take in that a ticket was solved just now; by default J. Jansen's."""
        found = await self._told(Kind.RESOLVED, ticket, details)
        assert found is not None
        return found

    async def reopened(self, ticket: str = "T-1") -> None:
        await self._told(Kind.REOPENED, ticket, {})

    async def _told(self, kind: Kind, ticket: str, details: dict[str, Any]) -> Invitation | None:
        event = Event(
            kind=kind,
            at=self.now,
            source="standard",
            external_id=ticket,
            **{"subject": "VPN", "requester_email": "j.jansen@example.com", **details},
        )
        return await self.database.writer.work(
            lambda connection: invitations.take_in(connection, HOME, event, self.now)
        )

    async def ordered(self, **wishes: Any) -> Schedule:
        """Order a digest for #weekly, Mondays at nine."""
        order = Order(
            **{
                "channel_id": "C0WEEKLY01",
                "owner_id": "U0LEAD0001",
                "metrics": ["csat"],
                **wishes,
            }
        )
        return await self.database.writer.work(
            lambda connection: schedules.create(connection, HOME, order, self.now)
        )

    async def every(self, model: type[SQLModel]) -> list[Any]:
        """Give all rows of a table, oldest first."""
        table = rows.table(model)
        async with self.database.reading() as connection:
            return await rows.every(connection, model, select(table).order_by(table.c.created_at))

    async def attempts(self) -> list[Attempt]:
        """Give every try at a delivery, oldest first."""
        table = rows.table(Attempt)
        async with self.database.reading() as connection:
            return await rows.every(
                connection, Attempt, select(table).order_by(table.c.at, table.c.id)
            )

    async def delivery(self, kind: str = "prompt") -> Delivery:
        found = [one for one in await self.every(Delivery) if one.kind == kind]
        assert len(found) == 1
        delivery: Delivery = found[0]
        return delivery

    async def invitation(self) -> Invitation:
        (found,) = await self.every(Invitation)
        invitation: Invitation = found
        return invitation

    def posted(self, channel: str) -> list[Message]:
        return self.slack.messages(channel)

    def asked_slack(self, method: str) -> int:
        """Count the calls of a method that reached Slack and were not met by a fault."""
        return sum(call.method == method for call in self.slack.calls)

    def replica(self) -> "Stage":
        """Give a second process on the same database and Slack."""
        process = replace(self.process, metrics=Metrics())
        return Stage(process, self.slack, Ticker(process, Pace(0.0)))


def clock_at(moment: datetime) -> Clock:
    """Give a clock that ticks on from a moment."""
    return Clock(moment - Clock().real())


def process_of(database: Database, session: ClientSession, slack: Sandbox) -> Process:
    client = AsyncWebClient(
        token=slack.identity.bot_token,
        base_url=slack.api_url,
        session=session,
        retry_handlers=[],
    )
    return Process(
        settings=SETTINGS,
        box=SecretBox.of(SETTINGS),
        database=database,
        clock=clock_at(NOW),
        slack=client,
        workspace_id=HOME,
        bot_user_id=slack.identity.bot_user_id,
        background=Background(),
        nudge=lambda: None,
        rush=Rush(),
        metrics=Metrics(),
        tickets=Client(),
        pngs=drawn,
    )


async def drawn(specs: Sequence[Any]) -> list[bytes]:
    """Have the pictures ready: what really draws takes a process and seconds."""
    return [PNG for _ in specs]


def impatient() -> ClientTimeout:
    """Give a time limit that tests can wait for."""
    return ClientTimeout(total=0.5)


async def set_policy(database: Database, **settings: str) -> None:
    """Change the policy of the CSAT survey."""
    async with database.reading() as connection:
        survey = await surveys.named(connection, HOME, "csat")
    await database.writer.work(
        lambda connection: surveys.change(connection, survey, settings, now=NOW)
    )
