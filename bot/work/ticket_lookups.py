"""Asking ticket systems whom their ids stand for, before it is decided whether to ask them."""

from collections.abc import Mapping
from dataclasses import asdict

import structlog

from bot.process import Process
from bot.ticket_apis.talk import Found, Wanted
from bot.work import ticket_access
from bot.work.steps import attempt
from bot.work.ticket_round import TicketRound
from kpi.errors import KpiError
from kpi.store import completions, interactions, ticket_lookups
from kpi.store.tables import Interaction, TicketLookup

log = structlog.get_logger()


class TicketLookups:
    """Completes the interactions whose webhooks gave ids in the place of names."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.round = TicketRound(
            process,
            is_due=ticket_lookups.is_due,
            claim=ticket_lookups.claim,
            talk=self._attempt,
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
        self.round.rests.after(lookup.hook_id, error, now)
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
