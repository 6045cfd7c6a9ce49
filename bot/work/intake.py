"""Taking in: webhooks that were stored become interactions and decisions."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from bot.process import Process
from bot.sources.catalog import SOURCES
from bot.sources.shape import Told
from bot.work.steps import attempt
from kpi.errors import KpiError
from kpi.interaction_event import Event
from kpi.store import hooks, inbox
from kpi.store.tables import HookEvent

BATCH = 100

log = structlog.get_logger()


class Intake:
    """Understands stored webhooks, oldest first, each in a transaction of its own."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Take in everything that waits; what fails unexpectedly is left for the next round."""
        tried: set[UUID] = set()
        while fresh := [event for event in await self._waiting() if event.id not in tried]:
            for event in fresh:
                tried.add(event.id)
                await self._attempt(event)

    async def _attempt(self, event: HookEvent) -> None:
        await attempt(self._process, "intake", self._take_in(event), hook_event_id=str(event.id))

    async def _waiting(self) -> list[HookEvent]:
        async with self._process.database.reading() as connection:
            return await hooks.waiting(connection, BATCH)

    async def _take_in(self, stored: HookEvent) -> None:
        now = self._process.clock.now()
        work = self._process.database.writer.work
        try:
            events = await self._understood(stored)
            await work(lambda connection: inbox.accept(connection, stored, events, now))
        except KpiError as error:
            reason = str(error)
            log.warning("webhook not understood", hook_event_id=str(stored.id))
            await work(lambda connection: hooks.failed(connection, stored, reason))

    async def _understood(self, stored: HookEvent) -> Sequence[Event]:
        """Raises KpiError: its source is unknown, or it says something impossible."""
        async with self._process.database.reading() as connection:
            hook = await hooks.find(connection, stored.hook_id)
        source = SOURCES.get(hook.source) if hook else None
        if source is None:
            raise KpiError("The hook of this event no longer exists.")
        return source.translate(
            Told(body=stored.body, headers=stored.headers, received_at=stored.received_at)
        )
