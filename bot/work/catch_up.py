"""Catching up: what webhooks left out is asked of the systems' APIs, and taken in once."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.process import Process
from bot.ticket_apis.catalog import CAUGHT_UP
from bot.ticket_apis.talk import Changes
from bot.ticket_apis.trouble import ApiTrouble
from bot.work import ticket_access
from bot.work.steps import attempt
from kpi.errors import KpiError
from kpi.interaction_event import Event
from kpi.store import catch_up, inbox
from kpi.store.tables import Hook

LONGEST_WAIT = timedelta(hours=1)
"""For how long a system is left alone at most, whatever it asks for."""
CROWDED = timedelta(minutes=1)
"""What is passed over after as many tickets as can be read, where all changed at one moment."""

log = structlog.get_logger()


class CatchUp:
    """Asks each API with a token every ten minutes what changed."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._begun: dict[str, datetime] = {}
        """From when on there was something to be read, by hook, while it takes several talks."""

    async def is_due(self) -> bool:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            return await catch_up.is_due(connection, CAUGHT_UP, now)

    async def work(self) -> None:
        """Ask every API that is due, side by side: none waits for a slow one."""
        now = self._process.clock.now()
        claimed = await self._process.database.writer.work(
            lambda connection: catch_up.claim(connection, CAUGHT_UP, now)
        )
        await asyncio.gather(*(self._attempt(hook) for hook in claimed))

    async def _attempt(self, hook: Hook) -> None:
        await attempt(self._process, "catch_up", self._catch_up(hook), hook_id=hook.id)

    async def _catch_up(self, hook: Hook) -> None:
        now = self._process.clock.now()
        since = catch_up.since(hook, now)
        try:
            changes = await self._asked(hook, since, now)
        except KpiError as error:
            await self._failed(hook, error, now)
            return
        # What was solved in the time of an earlier talk may have changed after it, and comes now.
        begun = min(self._begun.get(hook.id, since), since)
        await self._take_in(hook, _ordered(changes.events, begun), now)
        if changes.until is None:
            self._begun.pop(hook.id, None)
            await self._reached(hook, now, due_at=now + catch_up.EVERY)
            return
        self._begun[hook.id] = begun
        await self._go_on(hook, since, changes.until, now)

    async def _asked(self, hook: Hook, since: datetime, now: datetime) -> Changes:
        """Raises KpiError."""
        api, account = ticket_access.opened(self._process, hook)
        if api.changes is None:
            return Changes(events=())
        return await self._process.tickets.hold(api.changes(account, since, now))

    async def _go_on(self, hook: Hook, since: datetime, until: datetime, now: datetime) -> None:
        """Have the next round go on exactly from there, unless that would ask the same for ever."""
        if until > since:
            await self._reached(hook, until + catch_up.OVERLAP, due_at=now)
            return
        trouble = ApiTrouble("Too many tickets changed at one moment.", reason="too_many")
        log.warning("catching up passed something over", hook_id=hook.id, reason=trouble.reason)
        beyond = min(since + CROWDED, now) + catch_up.OVERLAP
        due_at = now + catch_up.EVERY
        await self._reached(hook, beyond, due_at=due_at, trouble=str(trouble))

    async def _reached(
        self, hook: Hook, until: datetime, *, due_at: datetime, trouble: str = ""
    ) -> None:
        await self._process.database.writer.work(
            lambda connection: catch_up.reached(
                connection, hook, until, due_at=due_at, trouble=trouble
            )
        )

    async def _take_in(self, hook: Hook, events: Sequence[Event], now: datetime) -> None:
        """Take each event in by itself, so that webhooks get their turn between."""
        found = 0
        for event in events:
            found += await self._process.database.writer.work(
                lambda connection, event=event: inbox.catch_up(connection, hook, event, now)  # type: ignore[misc]  # bound for this turn
            )
        if found:
            log.info("webhooks had left something out", hook_id=hook.id, found=found)

    async def _failed(self, hook: Hook, error: KpiError, now: datetime) -> None:
        wait = error.wait if isinstance(error, ApiTrouble) else None
        due_at = now + min(max(wait or catch_up.EVERY, catch_up.EVERY), LONGEST_WAIT)
        log.warning("catching up failed", hook_id=hook.id, reason=ticket_access.reason_of(error))
        await self._process.database.writer.work(
            lambda connection: catch_up.failed(connection, hook, str(error), due_at=due_at)
        )


def _ordered(events: Sequence[Event], since: datetime) -> list[Event]:
    """Return what happened since, in that order; what was before was asked for before."""
    return sorted((event for event in events if event.at >= since), key=lambda event: event.at)
