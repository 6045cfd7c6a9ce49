"""One request from Slack to Bolt and back, whichever way it came: in time, and never untrue.

Over HTTP and Socket Mode alike, the answer is given after the listener has finished, so that what
we acknowledge is stored. A listener that takes too long goes on in the background, and the person
is told so instead of being thanked.
"""

import asyncio
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot import payload_shapes
from bot.background import Background
from bot.excuses import Excuses
from bot.rush import Rush

DEADLINE_SECONDS = 2.0
"""Slack gives up after three; the way there and back takes its part."""

EVENTS_REMEMBERED = 1000
BAD_REQUEST, NOT_FOUND = 400, 404

Payload = dict[str, Any]

log = structlog.get_logger()


class Dispatch:
    """Hands requests to Bolt."""

    def __init__(
        self,
        bolt: AsyncApp,
        excuses: Excuses,
        *,
        background: Background,
        rush: Rush,
        deadline: float = DEADLINE_SECONDS,
    ) -> None:
        self._bolt = bolt
        self._excuses = excuses
        self._background = background
        self._rush = rush
        self._deadline = deadline
        self._events: dict[str, asyncio.Task[BoltResponse]] = {}

    async def answer(self, payload: Payload) -> BoltResponse:
        """Return what Slack is to be told, at the latest at the deadline; 400 for nonsense."""
        if part := payload_shapes.flaw(payload):
            return _refused(part)
        with self._rush.answering():
            return await self._answer(payload)

    async def _answer(self, payload: Payload) -> BoltResponse:
        try:
            request = AsyncBoltRequest(body=payload, mode="socket_mode")
        except (AttributeError, KeyError, IndexError, TypeError, ValueError):
            return _refused("team, user or channel")
        task = self._task(request)
        done, _ = await asyncio.wait({task}, timeout=self._deadline)
        if not done:
            log.warning("a listener is late", kind=payload.get("type", "command"))
            self._background.start(self._excuses.follow(payload, task), "give a late answer")
            return await self._excuses.late(payload)
        response = task.result()
        if response.status == NOT_FOUND:
            return await self._excuses.unknown(payload)
        return response

    def _task(self, request: AsyncBoltRequest) -> asyncio.Task[BoltResponse]:
        """Start the listener; a repeated event joins its first telling unless that failed."""
        event_id = request.body.get("event_id")
        if not isinstance(event_id, str):
            return self._started(request)
        task = self._events.get(event_id)
        if task is None or _failed(task):
            task = self._events[event_id] = self._started(request)
            if len(self._events) > EVENTS_REMEMBERED:
                del self._events[next(iter(self._events))]
        return task

    def _started(self, request: AsyncBoltRequest) -> asyncio.Task[BoltResponse]:
        return self._background.run(self._bolt.async_dispatch(request), "a request from Slack")


class Gate:
    """Stands before the dispatch, which exists only once Slack has told us who we are."""

    def __init__(self) -> None:
        self._dispatch: Dispatch | None = None

    def open(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch

    async def answer(self, payload: Payload) -> BoltResponse:
        """Return Bolt's answer, or ask Slack to try again while we are not connected."""
        if payload.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": str(payload.get("challenge", ""))})
        if self._dispatch is None:
            return BoltResponse(status=503, body="")
        return await self._dispatch.answer(payload)


def _refused(part: str) -> BoltResponse:
    log.warning("a request is not what Slack sends", part=part)
    words = f"The part {part} is missing, or not what Slack sends there."
    return BoltResponse(status=BAD_REQUEST, body=words)


def _failed(task: asyncio.Task[BoltResponse]) -> bool:
    return task.done() and (
        task.cancelled() or task.exception() is not None or task.result().status >= NOT_FOUND
    )
