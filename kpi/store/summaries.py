"""From counts in the database to summaries: the numbers of a question, as everybody is told them.

A question takes two statements and one for each metric, three where it is split, whatever the
number of answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import periods, segments
from kpi.errors import NotFound
from kpi.metrics import definition
from kpi.periods import Period, local_day
from kpi.query import Query
from kpi.scores import Counts, merge
from kpi.store import filing, funnels, surveys, tallies, versions
from kpi.store.funnels import Funnels
from kpi.store.tables import Survey, Workspace
from kpi.store.versions import Asked
from kpi.summary import Facts, Summary, summarise

WEEKS = 13

_ByDay = Mapping[date, Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """A question about one survey."""

    survey: Survey
    """With the version whose answers are meant."""
    query: Query
    funnels: Funnels
    began_at: datetime | None = None
    """When that version took the place of another, to which there are answers."""

    @property
    def private(self) -> bool:
        """Whether fewer answers than `fewest` may not be shown."""
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
    """Whether the answers asked for must not be shown when there are fewer than `fewest`."""
    return is_anonymous(survey) or query.by == "agent" or "agent" in query.filters


def is_anonymous(survey: Survey) -> bool:
    """Whether a survey promised not to tell who answered."""
    return surveys.policy(survey).anonymous


def fewest(survey: Survey) -> int:
    """From how many answers on a survey may be shown where fewer could tell who answered."""
    return surveys.policy(survey).group_threshold


async def surveys_of(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> list[Survey]:
    """Give the survey that a question names, else the one of each of its metrics.

    Raises:
        NotFound: the workspace has no such survey.
    """
    known = {survey.name: survey for survey in await surveys.of_workspace(connection, workspace.id)}
    wanted = (query.survey,) if query.survey else query.metrics
    if missing := [name for name in wanted if name not in known]:
        raise NotFound("There is no survey {survey} here.", survey=str(missing[0]))
    return [known[name] for name in wanted]


async def _answer(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> tuple[Summary, ...]:
    reached = await funnels.of_period(connection, workspace, query, now)
    found = await surveys_of(connection, workspace, query)
    # A period that is over keeps the question of its time.
    last = min(now, query.period.end - timedelta(microseconds=1))
    asked = await versions.at(connection, found, last)
    return tuple([await _of_survey(connection, _about(one, query, reached)) for one in asked])


def _about(asked: Asked, query: Query, reached: Funnels) -> _About:
    return _About(survey=asked.survey, query=query, funnels=reached, began_at=asked.began_at)


async def _of_survey(connection: AsyncConnection, about: _About) -> Summary:
    period = about.query.period
    weeks = periods.weeks_before(period, WEEKS)
    first = min(period.first, period.previous().first, weeks[0].first)
    by_day = await tallies.counts_by_day(
        connection, about.survey, first, period.until, filters=about.query.filters
    )
    facts = Facts(
        now=_within(by_day, period),
        before=_within(by_day, period.previous()),
        weeks=tuple(_within(by_day, week) for week in weeks),
        funnel=about.funnels.of_survey(about.survey.id),
        fewest=fewest(about.survey),
        changed_on=_changed_on(about, first),
    )
    return summarise(
        definition(about.survey.definition),
        period,
        facts,
        private=about.private,
        segments=await _parts(connection, about),
    )


def _changed_on(about: _About, first: date) -> date | None:
    """Give the local day on which the question became what it is, if that is after `first`."""
    if about.began_at is None:
        return None
    day = local_day(about.began_at, about.query.period.zone)
    return day if day > first else None


async def _parts(connection: AsyncConnection, about: _About) -> tuple[Summary, ...]:
    by = about.query.by
    if by is None:
        return ()
    now = await _counts_by(connection, about, about.query.period, by)
    before = await _counts_by(connection, about, about.query.period.previous(), by)
    names = {*now, *before, *about.funnels.names(about.survey.id)}
    parts = [_part(about, (by, name), now.get(name, {}), before.get(name, {})) for name in names]
    return segments.together(sorted(parts, key=lambda part: (-part.n, part.name or "")))


async def _counts_by(
    connection: AsyncConnection, about: _About, period: Period, by: str
) -> Mapping[str, Counts]:
    return await tallies.counts_by(
        connection,
        about.survey,
        period.first,
        period.until,
        segment=by,
        filters=about.query.filters,
    )


def _part(about: _About, part: tuple[str, str], now: Counts, before: Counts) -> Summary:
    funnel = about.funnels.of_part(about.survey.id, part[1])
    return summarise(
        definition(about.survey.definition),
        about.query.period,
        Facts(now=now, before=before, funnel=funnel, fewest=fewest(about.survey)),
        private=about.private,
        part=part,
    )


def _within(by_day: _ByDay, period: Period) -> Counts:
    return merge(_days(by_day, period))


def _days(by_day: _ByDay, period: Period) -> Iterable[Counts]:
    return (counts for day, counts in by_day.items() if period.first <= day < period.until)
