"""From counts in the database to summaries: the numbers of a question, as everybody is told them.

A question takes about ten statements for all six metrics, split or not, whatever the number of
answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import benchmarks, goals, look_back, segments
from kpi.errors import NotFound
from kpi.look_back import LookBack
from kpi.metrics import ASKED, Metric, definition
from kpi.periods import Period, local_day
from kpi.query import Query
from kpi.scores import Counts, merge
from kpi.store import (
    filing,
    funnels,
    planner,
    score_counts,
    service_summaries,
    surveys,
    targets,
    versions,
)
from kpi.store.funnels import Funnels
from kpi.store.score_counts import DAY, Wanted
from kpi.store.tables import Survey, Workspace
from kpi.store.versions import Asked
from kpi.summary import Facts, Summary, summarise

_ByDay = Mapping[date, Counts]
_Counted = Mapping[Wanted, Mapping[Any, Counts]]


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

    @property
    def back(self) -> LookBack:
        return look_back.of(self.query, Metric(self.survey.metric))

    @property
    def told_from(self) -> date:
        """The first local day of which anything is told."""
        period = self.query.period
        return min(period.first, period.previous().first, self.back.shown[0].first)

    @property
    def by_day(self) -> Wanted:
        """Each day that is told of or looked back on."""
        first = min(self.told_from, self.back.first.first)
        return self._wanted(first, self.query.period.until, by=DAY)

    @property
    def parts(self) -> tuple[Wanted, ...]:
        """This period and the one before it by segment, where the question is split."""
        by, period = self.query.by, self.query.period
        if by is None:
            return ()
        both = (period, period.previous())
        return tuple(self._wanted(one.first, one.until, by=by) for one in both)

    def _wanted(self, first: date, until: date, *, by: str) -> Wanted:
        return score_counts.of_survey(self.survey, first, until, by=by, filters=self.query.filters)


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
    await planner.by_values(connection)
    found = await _answer(connection, workspace, query, now)
    if query.filters and not any(summary.has_facts for summary in found):
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await _answer(connection, workspace, replace(query, filters=filed), now)
    return found


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
    """Give the survey that a question names, else the one of each metric that is asked for.

    Raises:
        NotFound: the workspace has no such survey.
    """
    asked = [metric.value for metric in query.metrics if metric in ASKED]
    wanted = [query.survey] if query.survey else asked
    if not wanted:
        return []
    known = {survey.name: survey for survey in await surveys.of_workspace(connection, workspace.id)}
    if missing := [name for name in wanted if name not in known]:
        raise NotFound("There is no survey {survey} here.", survey=str(missing[0]))
    return [known[name] for name in wanted]


async def asked_in(
    connection: AsyncConnection, found: Sequence[Survey], period: Period, now: datetime
) -> list[Asked]:
    """Give surveys with the version whose answers a period tells of.

    A period that is over keeps the question of its time.
    """
    last = min(now, period.end - timedelta(microseconds=1))
    return await versions.at(connection, found, last)


async def _answer(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> tuple[Summary, ...]:
    found = await _measured(connection, workspace, query, now)
    return tuple(map(_beside_others, found)) if workspace.shows_benchmarks else found


async def _measured(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> tuple[Summary, ...]:
    asked = await _of_surveys(connection, workspace, query, now)
    wanted = await targets.goals(connection, workspace.id)
    if query.survey:
        measured = partial(goals.applied, goals=wanted, filters=query.filters, survey=query.survey)
        return tuple(map(measured, asked))
    service = await service_summaries.of_metrics(connection, workspace, query, now, wanted=wanted)
    found = {one.metric: one for one in asked} | service
    return tuple(goals.applied(found[metric], wanted, query.filters) for metric in query.metrics)


def _beside_others(summary: Summary) -> Summary:
    """Add what others published of the same scale."""
    keys = [summary.definition.key]
    if summary.desk and summary.desk.confirmed and summary.desk.confirmed.n:
        keys.append(benchmarks.CONFIRMED)
    return replace(summary, benchmarks=benchmarks.beside(*keys))


async def _of_surveys(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> list[Summary]:
    if not (found := await surveys_of(connection, workspace, query)):
        return []
    reached = await funnels.of_period(connection, workspace, query, now)
    asked = await asked_in(connection, found, query.period, now)
    abouts = [_about(one, query, reached) for one in asked]
    wanted = [one for about in abouts for one in (about.by_day, *about.parts)]
    counted = await score_counts.of_several(connection, wanted)
    return [_of_survey(about, counted) for about in abouts]


def _about(asked: Asked, query: Query, reached: Funnels) -> _About:
    return _About(survey=asked.survey, query=query, funnels=reached, began_at=asked.began_at)


def _of_survey(about: _About, counted: _Counted) -> Summary:
    period, back, by_day = about.query.period, about.back, counted[about.by_day]
    facts = Facts(
        now=_within(by_day, period),
        before=_within(by_day, period.previous()),
        weeks=tuple(_within(by_day, week) for week in back.shown),
        earlier=tuple(_within(by_day, week) for week in back.earlier),
        months=tuple(_within(by_day, month) for month in back.months),
        funnel=about.funnels.of_survey(about.survey.id),
        fewest=fewest(about.survey),
        changed_on=_changed_on(about, about.told_from),
    )
    return summarise(
        definition(about.survey.definition),
        period,
        facts,
        private=about.private,
        segments=_parts(about, counted),
    )


def _changed_on(about: _About, first: date) -> date | None:
    """Give the local day on which the question became what it is, if that is after `first`."""
    if about.began_at is None:
        return None
    day = local_day(about.began_at, about.query.period.zone)
    return day if day > first else None


def _parts(about: _About, counted: _Counted) -> tuple[Summary, ...]:
    by = about.query.by
    if by is None:
        return ()
    now, before = (counted[one] for one in about.parts)
    reached = about.funnels.names(about.survey.id)
    # Who was not asked was helped, but has no way of asking.
    names = {*now, *before, *(reached - {""} if by == "way" else reached)}
    parts = [_part(about, (by, name), now.get(name, {}), before.get(name, {})) for name in names]
    return segments.together(sorted(parts, key=lambda part: (-part.n, part.name or "")))


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
