"""Kompas as it runs, on loopback: the real application against a sandbox as its Slack."""

import json
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient
from standardwebhooks.webhooks import Webhook

from bot import app as composition
from bot import overlays, pieces
from bot.background import Background
from bot.charts import rendering
from bot.clock import Clock
from bot.config import Settings
from bot.connection import Connection
from bot.manifest import EVENTS, SCOPES
from bot.metrics import Metrics
from bot.pieces import Nudge, Pieces
from bot.process import Process
from bot.rush import Rush
from bot.sandbox.sandbox import Sandbox
from bot.secrets import SecretBox
from bot.sources import standard
from bot.ticket_apis.client import Client
from bot.work.pace import Pace
from kpi.store import hooks, workspaces
from kpi.store.database import Database

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A started application and where to reach it."""

    app: web.Application
    url: str

    @property
    def pieces(self) -> Pieces:
        return self.app[composition.PIECES]

    @property
    def connection(self) -> Connection:
        return self.app[composition.CONNECTION]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A ticket system that knows a hook's address and secret."""

    url: str
    secret: str
    hook_id: str

    async def send(
        self, body: bytes, *, key: str, at: datetime, secret: str | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Post signed bytes; give the status and the JSON of the answer."""
        signature = Webhook(secret or self.secret).sign(key, at, body.decode("latin-1"))
        headers = {
            "webhook-id": key,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signature,
        }
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=body, headers=headers) as response,
        ):
            return response.status, await response.json()


def sandbox_of(clock: Clock, *, patience: float = 3.0, extras: Collection[str] = ()) -> Sandbox:
    """Give a Slack with the usual cast, in which our app has the scopes of its manifest."""
    scopes = [*SCOPES, *overlays.scopes(extras), "connections:write"]
    sandbox = Sandbox.populated(scopes, clock.now, pace=False, patience=patience)
    sandbox.world.subscriptions = {*EVENTS, *overlays.events(extras)}
    return sandbox


def settings_for(sandbox: Sandbox, database_url: str, **more: object) -> Settings:
    """Give the settings with which Kompas talks HTTP to this Slack."""
    return Settings.model_validate(
        {
            "slack_bot_token": sandbox.identity.bot_token,
            "slack_signing_secret": sandbox.identity.signing_secret,
            "slack_api_url": sandbox.api_url,
            "database_url": database_url,
            "encryption_keys": KEY,
            "tick_seconds": 3600,
            **more,
        }
    )


@asynccontextmanager
async def running(
    settings: Settings,
    clock: Clock,
    database: Database | None = None,
    *,
    tickets: Client | None = None,
) -> AsyncIterator[Running]:
    """Start Kompas on a free port, and stop it as SIGTERM would; it may get a database ready.

    With one, ticket systems are reached by `tickets` where that is given.
    """
    if database:
        made = pieces.made(settings, clock, database)
        app = composition.application(
            replace(made, tickets=tickets or made.tickets, pace=Pace(0.0))
        )
    else:
        app = composition.build(settings, clock)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    try:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield Running(app=app, url=f"http://127.0.0.1:{runner.addresses[0][1]}")
    finally:
        await runner.cleanup()


@asynccontextmanager
async def process_of(database: Database, sandbox: Sandbox, clock: Clock) -> AsyncIterator[Process]:
    """Give the process of the sandbox's home workspace, with a client of its own."""
    async with aiohttp.ClientSession() as session:
        background = Background()
        settings = settings_for(sandbox, "sqlite:///unused.db")
        yield Process(
            settings=settings,
            box=SecretBox.of(settings),
            database=database,
            clock=clock,
            slack=AsyncWebClient(
                token=sandbox.identity.bot_token,
                base_url=sandbox.api_url,
                session=session,
                retry_handlers=[],
            ),
            workspace_id=sandbox.identity.team_id,
            bot_user_id=sandbox.identity.bot_user_id,
            background=background,
            nudge=Nudge(),
            rush=Rush(),
            metrics=Metrics(),
            tickets=Client(),
            pngs=rendering.pngs,
        )
        await background.drain(5)


async def desk_of(
    kompas: Running, workspace_id: str, hook_id: str = "desk", source: str = standard.SOURCE
) -> Desk:
    """Connect a ticket system, as `kompas connect standard` does."""
    parts, secret = kompas.pieces, standard.new_secret()
    sealed = parts.doors.box.seal(secret.encode())
    now = parts.clock.now()
    await parts.database.writer.work(
        lambda connection: workspaces.ensure(connection, workspace_id, name="", now=now)
    )
    await parts.database.writer.work(
        lambda connection: hooks.create(
            connection, workspace_id, id=hook_id, source=source, secret=sealed, now=now
        )
    )
    url = f"{kompas.url}/hooks/{source}/{hook_id}"
    return Desk(url=url, secret=secret, hook_id=hook_id)


def resolved(ticket: str, at: datetime, **data: object) -> bytes:
    """Give the body that tells of a resolution."""
    told = {"id": ticket, "resolved_at": at.isoformat(), **data}
    return json.dumps({"type": "interaction.resolved", "data": told}).encode()
