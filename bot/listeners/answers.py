"""From the words of a question about the numbers to its answer, for the person who asks."""

from dataclasses import replace

from bot import query as grammar
from bot import wording
from bot.blocks import Message, kit, trend
from bot.blocks import kpi as blocks
from bot.listeners.agents import Agents
from bot.listeners.reception import Caller
from bot.process import Process
from bot.roles import may_see
from kpi import periods
from kpi.errors import Refused
from kpi.metrics import Metric
from kpi.query import Query, View
from kpi.store import comments, filing, summaries, surveys
from kpi.summary import Summary

MOST_COMMENTS = 10


class Answers:
    """Reads a question, checks who may see its answer, and draws it."""

    def __init__(self, process: Process, agents: Agents) -> None:
        self._process = process
        self._agents = agents

    async def read(self, caller: Caller, text: str) -> Query:
        """Read a question.

        Raises:
            KpiError: it is not understood, or this person may not see the answer.
            SlackAway: Slack could not say who a mentioned agent is.
        """
        zone = caller.workspace.time_zone
        caller.require()
        query = grammar.parse(text, today=periods.today(self._process.clock.now(), zone), zone=zone)
        require_sight(caller, query)
        if query.survey:
            query = await self._of_survey(query)
        return await self._agents.meant(caller.workspace, query)

    async def _of_survey(self, query: Query) -> Query:
        """Give a question about one survey its metric. Raises NotFound."""
        async with self._process.database.reading() as connection:
            survey = await surveys.named(connection, self._process.workspace_id, query.survey)
        return replace(query, metrics=(Metric(survey.metric),))

    async def answer(self, caller: Caller, query: Query) -> Message:
        """Draw the answer to a question that this person may ask."""
        match query.view:
            case View.SUMMARY:
                return await self._numbers(caller, query)
            case View.TREND:
                return await self._trend(caller, query)
            case View.COMMENTS:
                return await self._comments(caller, query)
            case View.DEFINITION:
                return await self._definition(caller, query)
            case View.HELP:
                return blocks.help_page(caller.language)

    async def shared(self, caller: Caller, query: Query) -> Message:
        """Draw the same numbers for a channel, in the language of the workspace."""
        language = caller.workspace.language
        draw = trend.shared if query.view is View.TREND else blocks.shared
        numbers = draw(await self._found(caller, query), query, language=language)
        say = wording.voice(language)
        by = kit.context(say("Shared by {person}", person=f"<@{caller.user_id}>"))
        return replace(numbers, blocks=[*numbers.blocks, by])

    async def _numbers(self, caller: Caller, query: Query) -> Message:
        found = await self._found(caller, query)
        return blocks.summaries(found, query, language=caller.language, leads=caller.role.leads)

    async def _trend(self, caller: Caller, query: Query) -> Message:
        found = await self._found(caller, replace(query, by=None))
        return trend.private(found, query, language=caller.language, leads=caller.role.leads)

    async def _found(self, caller: Caller, query: Query) -> tuple[Summary, ...]:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await summaries.answer(connection, caller.workspace, query, now)
            if not any(map(summaries.has_facts, found)):
                await filing.require_known(connection, caller.workspace, query)
        return found

    async def _definition(self, caller: Caller, query: Query) -> Message:
        async with self._process.database.reading() as connection:
            asked = await summaries.surveys_of(connection, caller.workspace, query)
        return blocks.definition(asked, language=caller.language)

    async def _comments(self, caller: Caller, query: Query) -> Message:
        async with self._process.database.reading() as connection:
            said = await comments.latest(connection, caller.workspace, query, MOST_COMMENTS)
            ticked = await comments.reasons(connection, caller.workspace, query)
            if not said:
                await filing.require_known(connection, caller.workspace, query)
        return blocks.comments(said, query, language=caller.language, ticked=ticked)


def require_sight(caller: Caller, query: Query) -> None:
    """Raise Refused, saying why, unless this person may see what is asked for."""
    if may_see(caller.role, query, shows_agents=caller.workspace.shows_agents):
        return
    if "agent" in {query.by, *query.filters} and not caller.workspace.shows_agents:
        raise Refused("Numbers by agent are off. An admin can turn them on:  /survey agents on")
    if query.view is View.COMMENTS:
        raise Refused("Comments are for leads. The totals are open to you:  /kpi week by team")
    raise Refused("Only leads can look that closely. Open to you:  /kpi week by team")
