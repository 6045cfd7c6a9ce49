"""From counts in the database to summaries: the numbers of a question, as everybody is told them.

A question takes two statements and one for each metric, three where it is split, whatever the
number of answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import periods, policy, segments
from kpi.errors import NotFound
from kpi.metrics import Metric, definition
from kpi.periods import Period
from kpi.query import Query
from kpi.scores import Counts, merge
from kpi.store import filing, funnels, surveys, tallies
from kpi.store.funnels import Funnels
from kpi.store.tables import Survey, Workspace
from kpi.summary import Facts, Summary, summarise

WEEKS = 13

_ByDay = Mapping[date, Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A question about one survey."""

    survey: Survey
    query: Query
    funnels: Funnels

    @property
    def private(self) -> bool:
        """Whether fewer than five answers may not be shown."""
        return is_private(self.survey, self.query)


async def answer(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> tuple[Summary, ...]:
    """Answer a question with one summary for each of its metrics, in their order.

    Asks by hand are left out unless the question filters by trigger. A filter that matches
    nothing as it is written is tried without regard to capitals.

    Args:
        connection: only reads.
        workspace: whose answers.
        query: metrics, period, filters and what to split by.
        now: decides which prompts may still be answered.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    found = await _answer(connection, workspace, query, now)
    if query.filters and not any(has_facts(summary) for summary in found):
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await _answer(connection, workspace, replace(query, filters=filed), now)
    return found


def has_facts(summary: Summary) -> bool:
    """Whether anybody was helped, asked or heard, in the period or the weeks before."""
    funnel = summary.funnel
    return bool(summary.n or summary.recent or funnel.helped or funnel.delivered)


def is_private(survey: Survey, query: Query) -> bool:
    """Whether the answers asked for must not be shown when there are fewer than five."""
    return is_anonymous(survey) or query.by == "agent" or "agent" in query.filters


def is_anonymous(survey: Survey) -> bool:
    """Whether a survey promised not to tell who answered."""
    return policy.from_settings(Metric(survey.metric), survey.policy).anonymous


async def surveys_of(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> list[Survey]:
    """Give the survey of each metric of a question. Raises NotFound."""
    known = {survey.name: survey for survey in await surveys.of_workspace(connection, workspace.id)}
    if missing := [metric for metric in query.metrics if metric not in known]:
        raise NotFound("There is no survey {survey} here.", survey=missing[0].value)
    return [known[metric] for metric in query.metrics]


async def _answer(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> tuple[Summary, ...]:
    reached = await funnels.of_period(connection, workspace, query, now)
    return tuple(
        [
            await _of_survey(connection, _Asked(survey=survey, query=query, funnels=reached))
            for survey in await surveys_of(connection, workspace, query)
        ]
    )


async def _of_survey(connection: AsyncConnection, asked: _Asked) -> Summary:
    period = asked.query.period
    weeks = periods.weeks_before(period, WEEKS)
    by_day = await tallies.counts_by_day(
        connection,
        asked.survey,
        min(period.first, period.previous().first, weeks[0].first),
        period.until,
        filters=asked.query.filters,
    )
    facts = Facts(
        now=_within(by_day, period),
        before=_within(by_day, period.previous()),
        weeks=tuple(_within(by_day, week) for week in weeks),
        funnel=asked.funnels.of_survey(asked.survey.id),
    )
    return summarise(
        definition(asked.survey.definition),
        period,
        facts,
        private=asked.private,
        segments=await _parts(connection, asked),
    )


async def _parts(connection: AsyncConnection, asked: _Asked) -> tuple[Summary, ...]:
    by = asked.query.by
    if by is None:
        return ()
    now = await _counts_by(connection, asked, asked.query.period, by)
    before = await _counts_by(connection, asked, asked.query.period.previous(), by)
    names = {*now, *before, *asked.funnels.names(asked.survey.id)}
    parts = [_part(asked, (by, name), now.get(name, {}), before.get(name, {})) for name in names]
    return segments.together(sorted(parts, key=lambda part: (-part.n, part.name or "")))


async def _counts_by(
    connection: AsyncConnection, asked: _Asked, period: Period, by: str
) -> Mapping[str, Counts]:
    return await tallies.counts_by(
        connection,
        asked.survey,
        period.first,
        period.until,
        segment=by,
        filters=asked.query.filters,
    )


def _part(asked: _Asked, part: tuple[str, str], now: Counts, before: Counts) -> Summary:
    funnel = asked.funnels.of_part(asked.survey.id, part[1])
    return summarise(
        definition(asked.survey.definition),
        asked.query.period,
        Facts(now=now, before=before, funnel=funnel),
        private=asked.private,
        part=part,
    )


def _within(by_day: _ByDay, period: Period) -> Counts:
    return merge(_days(by_day, period))


def _days(by_day: _ByDay, period: Period) -> Iterable[Counts]:
    return (counts for day, counts in by_day.items() if period.first <= day < period.until)
