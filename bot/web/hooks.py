"""The door for ticket systems: stored before it is answered, and nothing stored that is wrong.

The order of the answers is part of the contract: 413, 404, 401, 400, 422, then 200 for what was
seen before, 503 when it could not be stored, 202 when it was.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import asdict

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.metrics import Metrics
from bot.sources import standard
from bot.web import answers, decoding, reading
from bot.web.hook_doors import Door, Doors
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
    ) -> None:
        self._database = database
        self._doors = doors
        self._clock = clock
        self._metrics = metrics
        self._nudge = nudge

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
            known = source if source == standard.SOURCE else "unknown"
            self._metrics.webhooks.labels(source=known, status=status).inc()
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        body = await reading.body_of(request)
        try:
            async with asyncio.timeout(MOST_SECONDS), self._doors.entering():
                door = await self._door(request)
                event = self._event(request, body, door)
                is_new = await self._database.writer.submit(hooks.store_events, event)
        except (*database.AWAY, TimeoutError, Unavailable) as error:
            log.warning("a webhook could not be stored", error=type(error).__name__)
            return answers.unavailable("The event could not be stored. Please send it again.")
        if not is_new:
            return web.json_response({"stored": False, "seen_before": True})
        self._nudge()
        return web.json_response({"stored": True}, status=202)

    async def _door(self, request: web.Request) -> Door:
        source, hook_id = request.match_info["source"], request.match_info["hook_id"]
        door = await self._doors.find(hook_id) if HOOK_ID.fullmatch(hook_id) else None
        if door is None or door.source != source:
            raise answers.refusal(web.HTTPNotFound, "There is no such hook.")
        return door

    def _event(self, request: web.Request, body: bytes, door: Door) -> IncomingEvent:
        """Return what is to be stored, or raise the answer that says why not."""
        real_now = self._clock.real()
        secrets = door.secrets(real_now)
        if not standard.is_genuine(body, request.headers, signing_secrets=secrets, now=real_now):
            raise answers.refusal(
                web.HTTPUnauthorized,
                "The signature is missing, does not fit, or is older than five minutes.",
            )
        content = _read(body)
        return IncomingEvent(
            workspace_id=door.workspace_id,
            hook_id=door.hook_id,
            key=standard.delivery_key(request.headers),
            body=content,
            received_at=self._clock.now(),
        )


def _read(body: bytes) -> dict[str, object]:
    try:
        content = decoding.json_object(body)
        standard.translate(content)
    except decoding.Unreadable as error:
        raise answers.refusal(web.HTTPBadRequest, str(error)) from None
    except standard.WrongContent as error:
        raise answers.refusal(
            web.HTTPUnprocessableEntity,
            "Something in the event is wrong or missing.",
            wrong=[asdict(one) for one in error.wrong],
        ) from None
    return content
