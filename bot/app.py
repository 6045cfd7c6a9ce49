"""The composition root: builds the whole application, and shows it on one page.

Each resource is one generator. They open in this order and close in the opposite one: requests
stop coming in, background work is drained, the ticker stops, the HTTP session closes, and last
the writer and the database.
"""

import asyncio
from collections.abc import AsyncIterator

import structlog
from aiohttp import ClientSession, ClientTimeout, web
from slack_sdk.web.async_client import AsyncWebClient

from bot import pieces, schema
from bot.clock import Clock
from bot.config import Settings
from bot.connection import Connection
from bot.logs import described
from bot.pieces import Pieces
from bot.web import failures
from bot.web.health import Health
from bot.web.hooks import Hooks
from bot.web.page.digest_door import DigestPage
from bot.web.page.door import Page
from bot.web.reading import MOST_BYTES
from bot.web.slack import SlackDoor
from kpi.errors import KpiError
from kpi.store.database import Database

SLACK_SECONDS = 10.0
"""How long a call to Slack may take; set on the session, since it overrules the client's own."""

FIRST_CONTACT_SECONDS = 1.5
"""How long the start waits at most for Slack's first answer, which tells of a wrong token."""

DRAIN_SECONDS = 10.0

PIECES: web.AppKey[Pieces] = web.AppKey("pieces", Pieces)
SLACK: web.AppKey[AsyncWebClient] = web.AppKey("slack", AsyncWebClient)
CONNECTION: web.AppKey[Connection] = web.AppKey("connection", Connection)
FAILURE: web.AppKey[asyncio.Future[None]] = web.AppKey("failure", asyncio.Future)
"""Gets the reason, in plain words, when the process cannot go on."""

log = structlog.get_logger()


class Stopped(KpiError):
    """Kompas could not go on; the log says where it went wrong."""


def build(settings: Settings, clock: Clock) -> web.Application:
    """Return the application, for any aiohttp runner.

    Starting it raises a KpiError in plain words when the database or a token cannot be used.

    Raises:
        SettingsError: the keys for stored secrets are missing or unusable.
        KpiError: DATABASE_URL cannot be understood.
    """
    return application(pieces.made(settings, clock, Database.open(settings.database_url)))


def application(parts: Pieces) -> web.Application:
    """Return the application that works with these pieces, and closes their database at its end."""
    app = web.Application(middlewares=[failures.middleware], client_max_size=MOST_BYTES)
    app[PIECES] = parts
    app.cleanup_ctx.extend([_database, _session, _connection, _background, _requests])
    app.add_routes(_routes(app))
    return app


def _routes(app: web.Application) -> list[web.RouteDef]:
    parts = app[PIECES]
    health = Health(parts.database, parts.metrics, lambda: app[CONNECTION].state)
    hooks = Hooks(
        parts.database,
        parts.doors,
        clock=parts.clock,
        metrics=parts.metrics,
        nudge=parts.nudge,
        address=parts.settings.hook_url,
    )
    routes = [
        web.post("/hooks/{source}/{hook_id}", hooks.receive),
        web.head("/hooks/{source}/{hook_id}", hooks.knock),
        web.get("/healthz", health.alive),
        web.get("/readyz", health.ready),
        web.get("/metrics", health.measure),
        *Page(parts.database, parts.doors.box, clock=parts.clock, metrics=parts.metrics).routes(),
        *DigestPage(parts.database, parts.doors.box, clock=parts.clock).routes(),
    ]
    secret = parts.settings.slack_signing_secret
    if secret is not None:
        door = SlackDoor(parts.gate, secret=secret, clock=parts.clock, metrics=parts.metrics)
        routes.append(web.post("/slack/events", door.receive))
    return routes


async def _database(app: web.Application) -> AsyncIterator[None]:
    parts = app[PIECES]
    try:
        await schema.prepare(parts.database, embedded=not parts.settings.on_postgres)
        yield
    finally:
        await parts.database.close()


async def _session(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(timeout=ClientTimeout(total=SLACK_SECONDS)) as session:
        app[SLACK] = _client(app[PIECES].settings, session)
        try:
            yield
        finally:
            await app[PIECES].tickets.close()


async def _connection(app: web.Application) -> AsyncIterator[None]:
    app[FAILURE] = asyncio.get_running_loop().create_future()
    app[CONNECTION] = connection = Connection(app[PIECES], app[SLACK])
    opening = asyncio.create_task(connection.open(), name="connect to Slack")
    try:
        await _first_contact(opening, connection)
        if opening.done():
            await opening
        else:
            opening.add_done_callback(lambda task: _note_failure(task, app[FAILURE]))
        yield
    finally:
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await connection.stop_working()


async def _background(app: web.Application) -> AsyncIterator[None]:
    yield
    cut = await app[PIECES].background.drain(DRAIN_SECONDS)
    if cut:
        log.warning("background work was cut off", pieces=cut)


async def _requests(app: web.Application) -> AsyncIterator[None]:
    """Stop Socket Mode first of all; over HTTP the runner has stopped taking in already."""
    yield
    await app[CONNECTION].stop_listening()


def _client(settings: Settings, session: ClientSession) -> AsyncWebClient:
    """Return the client of all calls: it repeats none, since a repeated post is a second post."""
    token = settings.slack_bot_token
    return AsyncWebClient(
        token=token.get_secret_value() if token else None,
        base_url=settings.api_base_url,
        session=session,
        retry_handlers=[],
    )


async def _first_contact(opening: asyncio.Task[None], connection: Connection) -> None:
    """Return once the connection stands, has failed, or has to be tried again later."""
    put_off = asyncio.create_task(connection.put_off.wait(), name="first contact with Slack")
    try:
        await asyncio.wait(
            {opening, put_off},
            timeout=FIRST_CONTACT_SECONDS,
            return_when=asyncio.FIRST_COMPLETED,
        )
    finally:
        put_off.cancel()


def _note_failure(opening: asyncio.Task[None], failure: asyncio.Future[None]) -> None:
    if opening.cancelled() or failure.done():
        return
    error = opening.exception()
    if error is not None:
        log.error("the connection to Slack failed", **described(error))
        failure.set_exception(error if isinstance(error, KpiError) else Stopped())
