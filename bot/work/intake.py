"""Taking in: webhooks that were stored become interactions and decisions."""

from uuid import UUID

import structlog

from bot.process import Process
from bot.sources import catalog
from bot.sources.shape import Source, Told
from bot.work.steps import attempt
from kpi.errors import KpiError
from kpi.store import hooks, inbox
from kpi.store.tables import HookEvent

BATCH = 100

PATIENCE = 3.0
"""Seconds that a batch waits at most for a storm of webhooks to be stored first."""

log = structlog.get_logger()


class Intake:
    """Understands stored webhooks, oldest first, each in a transaction of its own."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Take in everything that waits; what fails unexpectedly is left for the next round."""
        tried: set[UUID] = set()
        while fresh := [event for event in await self._waiting() if event.id not in tried]:
            await self._process.rush.over(PATIENCE)
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
            source = await self._source_of(stored)
            if source is None:
                # It was removed while this came in, so there is nobody to mend anything for.
                await work(lambda connection: hooks.done(connection, stored, hooks.REMOVED))
                return
            told = Told(body=stored.body, headers=stored.headers, received_at=stored.received_at)
            events, bounced = source.translate(told), source.bounced(told)
            await work(
                lambda connection: inbox.accept(connection, stored, events, now, bounced=bounced)
            )
        except KpiError as error:
            reason = str(error)
            log.warning("webhook not understood", hook_event_id=str(stored.id))
            await work(lambda connection: hooks.failed(connection, stored, reason))

    async def _source_of(self, stored: HookEvent) -> Source | None:
        """Return what understands it; None when its hook was removed. Raises KpiError."""
        async with self._process.database.reading() as connection:
            hook = await hooks.find(connection, stored.hook_id)
        if hook is None:
            return None
        source = catalog.source_of(hook)
        if source is None:
            raise KpiError("This version of Kompas does not know the system of this event.")
        return source
