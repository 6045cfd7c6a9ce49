"""Asking ticket systems whom their ids stand for, before it is decided whether to ask them."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta

import structlog

from bot.process import Process
from bot.ticket_apis.talk import Found, Wanted
from bot.ticket_apis.trouble import ApiTrouble
from bot.work import ticket_access
from bot.work.steps import attempt
from kpi.errors import KpiError
from kpi.store import completions, interactions, ticket_lookups
from kpi.store.tables import Interaction, TicketLookup

AT_ONCE = 8
"""Talks that are held side by side."""
BUSY = "http_429"
PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=10)
"""How long nothing is looked up after a system said that this is too much."""

log = structlog.get_logger()


class TicketLookups:
    """Completes the interactions whose webhooks gave ids in the place of names."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._held_until: datetime | None = None

    async def is_due(self) -> bool:
        if self._is_held():
            return False
        async with self._process.database.reading() as connection:
            return await ticket_lookups.is_due(connection, self._process.clock.now())

    async def work(self) -> None:
        """Look up all that is due, a few at a time, until a system asks for a pause."""
        while not self._is_held() and (claimed := await self._claimed()):
            await asyncio.gather(*(self._attempt(lookup) for lookup in claimed))

    def _is_held(self) -> bool:
        return self._held_until is not None and self._process.clock.now() < self._held_until

    async def _claimed(self) -> list[TicketLookup]:
        now = self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: ticket_lookups.claim(connection, now, AT_ONCE)
        )

    async def _attempt(self, lookup: TicketLookup) -> None:
        about = {"interaction_id": str(lookup.interaction_id), "hook_id": lookup.hook_id}
        await attempt(self._process, "ticket_lookup", self._look_up(lookup), **about)

    async def _look_up(self, lookup: TicketLookup) -> None:
        async with self._process.database.reading() as connection:
            asked = await interactions.find(connection, lookup.workspace_id, lookup.interaction_id)
        try:
            found = await self._found(lookup, asked)
        except KpiError as error:
            await self._failed(lookup, error)
            return
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: completions.complete(
                connection, lookup, asked, found=_said(found), now=now
            )
        )

    async def _found(self, lookup: TicketLookup, asked: Interaction) -> Found:
        """Ask the system; one that has nothing to say finds nothing. Raises KpiError."""
        hook = await ticket_access.hook_of(self._process, lookup.hook_id)
        api, account = ticket_access.opened(self._process, hook)
        if api.look_up is None:
            return Found()
        wanted = Wanted(
            external_id=asked.external_id,
            ids=asked.extra.get("lookup") or {},
            team=asked.team,
            agent=asked.agent,
            account=asked.account,
        )
        return await self._process.tickets.hold(api.look_up(account, wanted))

    async def _failed(self, lookup: TicketLookup, error: KpiError) -> None:
        now, reason = self._process.clock.now(), ticket_access.reason_of(error)
        if reason == BUSY:
            wait = error.wait if isinstance(error, ApiTrouble) else None
            self._held_until = now + min(wait or PAUSE, LONGEST_PAUSE)
        log.warning("ticket lookup failed", hook_id=lookup.hook_id, reason=reason)
        await self._process.database.writer.work(
            lambda connection: completions.failed(
                connection,
                lookup,
                completions.GIVEN_UP + reason,
                is_final=ticket_access.is_final(error),
                now=now,
            )
        )


def _said(found: Found) -> Mapping[str, str]:
    return {name: value for name, value in asdict(found).items() if value}
