"""The door for ticket systems: what they send is stored before it is answered.

The order of the answers is part of the contract: 413, 404, 401, 400, 422, then 200 for what was
seen before, 503 when it could not be stored, 202 when it was. Only our own webhook is explained
at once (422), since its sender can mend it; what the others send is kept and understood later.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.metrics import Metrics
from bot.sources import catalog, signatures, standard
from bot.sources.shape import Delivery, Source
from bot.web import answers, decoding, reading
from bot.web.hook_doors import DOUBTED_SECONDS, FRESH_SECONDS, Door, Doors
from kpi.errors import Unavailable
from kpi.store import database, hooks
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent

MOST_SECONDS = 5.0
"""How long a sender waits for our database at most."""

HOOK_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

log = structlog.get_logger()


class Hooks:
    """The handler of POST /hooks/{source}/{hook_id}."""

    def __init__(
        self,
        database: Database,
        doors: Doors,
        *,
        clock: Clock,
        metrics: Metrics,
        nudge: Callable[[], None],
        address: Callable[[str, str], str],
    ) -> None:
        """Take what the handler works with; `address` gives a hook's public URL."""
        self._database = database
        self._doors = doors
        self._clock = clock
        self._metrics = metrics
        self._nudge = nudge
        self._address = address

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one webhook, and count the answer."""
        status = 500
        try:
            response = await self._answer(request)
            status = response.status
        except web.HTTPException as refused:
            status = refused.status
            raise
        finally:
            source = request.match_info["source"]
            known = source if source in catalog.NAMES else "unknown"
            self._metrics.webhooks.labels(source=known, status=status).inc()
        return response

    async def knock(self, request: web.Request) -> web.Response:
        """Tell whether there is such a hook, which some systems ask before they keep its URL."""
        try:
            async with asyncio.timeout(MOST_SECONDS), self._doors.entering():
                await self._door(request)
        except (*database.AWAY, TimeoutError, Unavailable):
            return answers.unavailable("The database is away. Please try again.")
        return web.Response()

    async def _answer(self, request: web.Request) -> web.Response:
        body = await reading.body_of(request)
        try:
            async with asyncio.timeout(MOST_SECONDS), self._doors.entering():
                event = await self._checked(request, body)
                is_new = await self._database.writer.submit(hooks.store_events, event)
        except (*database.AWAY, TimeoutError, Unavailable) as error:
            log.warning("a webhook could not be stored", error=type(error).__name__)
            return answers.unavailable("The event could not be stored. Please send it again.")
        if not is_new:
            return web.json_response({"stored": False, "seen_before": True})
        self._nudge()
        return web.json_response({"stored": True}, status=202)

    async def _checked(self, request: web.Request, body: bytes) -> IncomingEvent:
        door = await self._door(request)
        try:
            return self._event(request, body, door)
        except web.HTTPUnauthorized:
            # Its secret may have been replaced a moment ago, and some never send it again.
            fresh = await self._door(request, oldest=DOUBTED_SECONDS)
            if fresh is door:
                raise
            return self._event(request, body, fresh)

    async def _door(self, request: web.Request, *, oldest: float = FRESH_SECONDS) -> Door:
        source, hook_id = request.match_info["source"], request.match_info["hook_id"]
        is_id = HOOK_ID.fullmatch(hook_id) is not None
        door = await self._doors.find(hook_id, oldest=oldest) if is_id else None
        if door is None or door.source.name != source:
            raise answers.refusal(web.HTTPNotFound, "There is no such hook.")
        return door

    def _event(self, request: web.Request, body: bytes, door: Door) -> IncomingEvent:
        """Return what is to be stored, or raise the answer that says why not."""
        source, real_now, now = door.source, self._clock.real(), self._clock.now()
        said, url = request.headers, self._address(source.name, door.hook_id) + _query(request)
        delivery = Delivery(
            body=body, headers=said, url=url, method=request.method, received_at=now
        )
        if not source.is_genuine(delivery, door.secrets(real_now), real_now):
            raise answers.refusal(
                web.HTTPUnauthorized,
                "The signature is missing, does not fit, or is older than five minutes.",
            )
        return IncomingEvent(
            workspace_id=door.workspace_id,
            hook_id=door.hook_id,
            body=_read(body, source),
            key=source.delivery_key(delivery) or signatures.hash_of(body),
            headers={name: said[name] for name in source.kept_headers if name in said},
            received_at=now,
        )


def _query(request: web.Request) -> str:
    """Return the query as it was sent, which some systems sign."""
    _, mark, query = request.raw_path.partition("?")
    return mark + query


def _read(body: bytes, source: Source) -> dict[str, Any]:
    try:
        return _explained(body) if source is standard.STANDARD else decoding.json_events(body)
    except decoding.Unreadable as error:
        raise answers.refusal(web.HTTPBadRequest, str(error)) from None


def _explained(body: bytes) -> dict[str, Any]:
    """Return the content of our own webhook, once it says all that it has to."""
    content = decoding.json_object(body)
    try:
        standard.check(content)
    except standard.WrongContent as error:
        raise answers.refusal(
            web.HTTPUnprocessableEntity,
            "Something in the event is wrong or missing.",
            wrong=[asdict(one) for one in error.wrong],
        ) from None
    return content
