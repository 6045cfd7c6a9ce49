"""What lies behind a number, for the person who asks: why it moved, the clock, who is not heard."""

import asyncio
from dataclasses import replace

from bot.blocks import Message, against_clock, silence, why
from bot.listeners.reception import Caller
from bot.process import Process
from kpi.against_clock import AgainstClock
from kpi.errors import Refused
from kpi.query import Query, View
from kpi.spoken import Spoken, spoken
from kpi.store import clocks, filing, silences, summaries, theme_summaries
from kpi.summary import Summary

MOST_TICKETS = 5
"""Of either kind."""


class Insights:
    """Draws the views that say why."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def why(self, caller: Caller, query: Query) -> Message:
        """Say why numbers moved, by team unless something else is named."""
        leads = caller.role.leads
        split, found = await self._split(caller, query)
        heard = await self._heard(caller, split, theme_summaries.MOST if leads else 0)
        return why.private(
            found,
            split,
            language=caller.language,
            leads=leads,
            agents=caller.workspace.shows_agents,
            heard=heard,
        )

    async def clock(self, caller: Caller, query: Query) -> Message:
        """Hold answers against the clock; leads see the tickets that disagree."""
        leads = caller.role.leads
        found = await self._clock(caller, query, MOST_TICKETS if leads else 0)
        return against_clock.private(
            found,
            query,
            language=caller.language,
            leads=leads,
            agents=caller.workspace.shows_agents,
        )

    async def silence(self, caller: Caller, query: Query) -> Message:
        """Say who is not heard."""
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await silences.of_question(connection, caller.workspace, query, now)
            if not any(one.summary.has_facts for one in found):
                await filing.require_known(connection, caller.workspace, query)
        return silence.private(
            found, query, language=caller.language, agents=caller.workspace.shows_agents
        )

    async def shared(self, caller: Caller, query: Query) -> Message:
        """Draw one of these for a channel, in the language of the workspace, without buttons."""
        language = caller.workspace.language
        match query.view:
            case View.WHY:
                split, found = await self._split(caller, query)
                heard = await self._heard(caller, split, 0)
                return why.shared(found, split, language=language, heard=heard)
            case View.CLOCK:
                against = await self._clock(caller, query, 0)
                return against_clock.shared(against, query, language=language)
            case _:
                raise Refused("I share numbers, not what or whom they are about.")

    async def _split(self, caller: Caller, query: Query) -> tuple[Query, tuple[Summary, ...]]:
        # A member sees teams only, also where the question is about one team.
        other = "channel" if "team" in query.filters and caller.role.leads else "team"
        split, now = replace(query, by=query.by or other), self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await summaries.answer(connection, caller.workspace, split, now)
            if not any(summary.has_facts for summary in found):
                await filing.require_known(connection, caller.workspace, query)
        return split, found

    async def _heard(self, caller: Caller, query: Query, most: int) -> list[Spoken]:
        """Find out what remarks speak of; only leads see quotes."""
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            heard = await theme_summaries.of_question(
                connection, caller.workspace, query, now, most=most
            )
        # Apart, since words take a while to count, and the first one loads lists of them.
        return await asyncio.to_thread(lambda: [*map(spoken, heard.values())])

    async def _clock(self, caller: Caller, query: Query, most: int) -> list[AgainstClock]:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await clocks.of_question(connection, caller.workspace, query, now, most=most)
            if not any(one.n for one in found):
                await filing.require_known(connection, caller.workspace, query)
        return found
