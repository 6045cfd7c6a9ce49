"""From the words of a question about the numbers to its answer, for the person who asks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

from bot import query as grammar
from bot import wording
from bot.blocks import Message, definitions, kit, theme_names, trend
from bot.blocks import kpi as blocks
from bot.listeners.agents import Agents
from bot.listeners.exports import Exports
from bot.listeners.insights import Insights
from bot.listeners.reception import Caller
from bot.process import Process
from bot.query import saved
from bot.roles import may_see
from kpi import periods
from kpi.errors import KpiError, Refused
from kpi.look_back import MOST as MOST_WEEKS
from kpi.metrics import Metric
from kpi.query import CLOCKS, NotUnderstood, Query, View
from kpi.store import (
    action_lists,
    combinations,
    comments,
    dictionaries,
    filing,
    hand_picked,
    origins,
    remark_filters,
    summaries,
    surveys,
    views,
)
from kpi.store.action_lists import concerns
from kpi.store.tables import Action, Workspace
from kpi.summary import Summary

MOST_COMMENTS = 10
BEHIND = frozenset({View.WHY, View.CLOCK, View.SILENCE})
"""What is told behind a number."""

_LONGEST = timedelta(weeks=MOST_WEEKS)

_Draw: TypeAlias = Callable[[Caller, Query], Awaitable[Message]]


class Answers:
    """Reads a question, checks who may see its answer, and draws it."""

    def __init__(self, process: Process, agents: Agents) -> None:
        self._process = process
        self._agents = agents
        self._exports = Exports(process)
        self._insights = Insights(process)
        self._drawn: Mapping[View, _Draw] = {
            View.SUMMARY: self._numbers,
            View.TREND: self._trend,
            View.WHY: self._insights.why,
            View.CLOCK: self._insights.clock,
            View.SILENCE: self._insights.silence,
            View.COMMENTS: self._comments,
            View.DEFINITION: self._definition,
        }

    async def read(self, caller: Caller, text: str) -> Query:
        """Read a question.

        Raises:
            KpiError: it is not understood, or this person may not see the answer.
            SlackAway: Slack could not say who a mentioned agent is.
        """
        caller.require()
        return await self.allowed(caller, await self._understood(caller.workspace, text))

    async def allowed(self, caller: Caller, query: Query) -> Query:
        """Give a question as it is asked of the numbers. Raises as `read` does."""
        require_sight(caller, query)
        if query.survey:
            query = await self._of_survey(query)
        if query.is_of_some:
            async with self._process.database.reading() as connection:
                query = await remark_filters.meant(connection, caller.workspace, query)
        return await self._agents.meant(caller.workspace, query)

    async def _understood(self, workspace: Workspace, text: str) -> Query:
        """Read a question, or the name of a view instead of one."""
        zone = workspace.time_zone
        today = periods.today(self._process.clock.now(), zone)
        try:
            return grammar.parse(text, today=today, zone=zone)
        except KpiError:
            async with self._process.database.reading() as connection:
                kept = await views.of_workspace(connection, workspace.id)
                teams = await filing.names(connection, workspace, "team")
            return saved.read(text, kept, teams=teams, today=today, zone=zone)

    def in_own_words(self, caller: Caller, refusal: NotUnderstood, text: str) -> NotUnderstood:
        """Give a refusal of what was typed with that as its example, put right."""
        zone = caller.workspace.time_zone
        today = periods.today(self._process.clock.now(), zone)
        return grammar.in_own_words(refusal, text, today=today, zone=zone)

    async def _of_survey(self, query: Query) -> Query:
        """Give a question about one survey its metric. Raises NotFound."""
        async with self._process.database.reading() as connection:
            survey = await surveys.named(connection, self._process.workspace_id, query.survey)
        clock = [one for one in query.metrics if query.view is View.CLOCK and one in CLOCKS]
        return replace(query, metrics=(Metric(survey.metric), *clock))

    async def answer(self, caller: Caller, query: Query) -> Message:
        """Draw the answer to a question that this person may ask."""
        if query.view is View.HELP:
            return blocks.help_page(caller.language)
        if query.view is View.EXPORT:
            return self._exports.begin(caller, query)
        return await self._drawn[query.view](caller, query)

    async def shared(self, caller: Caller, query: Query) -> Message:
        """Draw the same numbers for a channel, in the language of the workspace."""
        numbers = await self._for_channel(caller, query)
        say = wording.voice(caller.workspace.language)
        by = kit.context(say("Shared by {person}", person=f"<@{caller.user_id}>"))
        return replace(numbers, blocks=[*numbers.blocks, by])

    async def _for_channel(self, caller: Caller, query: Query) -> Message:
        if query.view in BEHIND:
            return await self._insights.shared(caller, query)
        language = caller.workspace.language
        found = await self._found(caller, query)
        if query.view is View.TREND:
            return trend.shared(found, query, language=language, live=await self._live(query))
        return blocks.shared(found, query, language=language)

    async def _numbers(self, caller: Caller, query: Query) -> Message:
        found = await self._found(caller, query)
        return blocks.summaries(
            found,
            query,
            language=caller.language,
            leads=caller.role.leads,
            agents=caller.workspace.shows_agents,
        )

    async def _trend(self, caller: Caller, query: Query) -> Message:
        found = await self._found(caller, replace(query, by=None))
        return trend.private(
            found,
            query,
            language=caller.language,
            leads=caller.role.leads,
            agents=caller.workspace.shows_agents,
            live=await self._live(query),
        )

    async def _live(self, query: Query) -> list[Action]:
        """Give the actions that went live for these numbers, for as long as a trend may be."""
        until = query.period.until
        async with self._process.database.reading() as connection:
            found = await action_lists.live_since(
                connection, self._process.workspace_id, until - _LONGEST, until
            )
        return [one for one in found if concerns(one, query.metrics, query.filters)]

    async def _found(self, caller: Caller, query: Query) -> tuple[Summary, ...]:
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            found = await summaries.answer(connection, caller.workspace, query, now)
            if not any(summary.has_facts for summary in found):
                await filing.require_known(connection, caller.workspace, query)
            found = await hand_picked.beside(connection, caller.workspace, query, found, now)
            return await combinations.told(connection, caller.workspace, query, found, now)

    async def _definition(self, caller: Caller, query: Query) -> Message:
        async with self._process.database.reading() as connection:
            asked = await origins.of_surveys(connection, caller.workspace, query)
            service = await origins.of_service(connection, caller.workspace, query)
        return definitions.message(asked, service, language=caller.language)

    async def _comments(self, caller: Caller, query: Query) -> Message:
        async with self._process.database.reading() as connection:
            page = await comments.page(connection, caller.workspace, query, MOST_COMMENTS)
            ticked = await comments.reasons(connection, caller.workspace, query)
            if not page.all:
                await filing.require_known(connection, caller.workspace, query)
            known = await dictionaries.of_workspace(connection, caller.workspace.id)
        names = theme_names.named(known, caller.language)
        return blocks.comments(page, query, language=caller.language, ticked=ticked, names=names)


def require_sight(caller: Caller, query: Query) -> None:
    """Raise Refused, saying why, unless this person may see what is asked for."""
    if may_see(caller.role, query, shows_agents=caller.workspace.shows_agents):
        return
    if "agent" in {query.by, *query.filters} and not caller.workspace.shows_agents:
        raise Refused("Numbers by agent are off. An admin can turn them on:  /survey agents on")
    if query.view is View.COMMENTS:
        raise Refused("Comments are for leads. The totals are open to you:  /kpi week by team")
    if query.view is View.SILENCE:
        raise Refused(
            "Only leads see who is silent. The totals are open to you:  /kpi week by team"
        )
    if query.view is View.EXPORT:
        raise Refused("Only leads can export rows. The totals are open to you:  /kpi week by team")
    raise Refused("Only leads can look that closely. Open to you:  /kpi week by team")
