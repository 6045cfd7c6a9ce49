"""What became of the number that an improvement should move: counted before it and after it.

Both sides are counted as the days after the change are; what was counted otherwise before cannot be
compared, and counts for nothing. First contact waits until nobody who was helped can come back in
time: until then the last days look better than they will be.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import effects, periods, scores, service_summary, usual
from kpi.control import Side
from kpi.effects import WEEKS, Days, Effect, Measured, Spans
from kpi.histograms import Histogram, merged
from kpi.measured import Desk
from kpi.metrics import SERVICE, Metric, definition
from kpi.periods import Period, period
from kpi.query import Query
from kpi.reckoning import Measure
from kpi.service_summary import Shown
from kpi.store import (
    action_lists,
    actions,
    score_counts,
    service_counts,
    service_series,
    summaries,
    surveys,
)
from kpi.store.reckoned_rows import Asked
from kpi.store.service_series import Told
from kpi.store.tables import Action, Survey, Workspace
from kpi.summary import Facts, Figure, Summary, summarise

_DAY = timedelta(days=1)
REMEMBERED = timedelta(days=365)
"""For how long a judged action is one of many."""

_Counted = TypeVar("_Counted")


class Look(NamedTuple):
    """When the effect of an action is looked for."""

    weeks: int
    """How many on each side."""
    day: date
    """The local day from which on that can be."""
    settles_in: int
    """Days that this is after the last of those weeks, for outcomes that may change so long."""


@dataclass(frozen=True, slots=True)
class _About:
    """An action, and the days to compare."""

    workspace: Workspace
    action: Action
    spans: Spans
    now: datetime

    @property
    def period(self) -> Period:
        after = self.spans.after
        return period.between(after.first, after.until - _DAY, self.workspace.time_zone)

    @property
    def by(self) -> str | None:
        return self.action.segment or None

    @property
    def metric(self) -> Metric:
        return Metric(self.action.metric)

    def among(self, parts: Mapping[Any, _Counted], *, mine: bool) -> list[_Counted]:
        """Give what belongs to those whose number it should move, or to everybody else."""
        return [one for name, one in parts.items() if (name == self.action.value) is mine]


@dataclass(frozen=True, slots=True)
class _Sides:
    """What was counted after, beside what was counted before."""

    mine: Summary
    others: Summary


async def judge(
    connection: AsyncConnection, workspace: Workspace, action: Action, now: datetime
) -> Effect | None:
    """Find out what an action did; None while that is too early to tell.

    Args:
        connection: only reads.
        workspace: whose numbers.
        action: one that went live.
        now: days before today are over; of first contact those before its window are.
    """
    today = periods.today(now, workspace.time_zone)
    looks = await _looks(connection, workspace, action, now)
    found = {
        look.weeks: (about, await _sides(connection, about))
        for about, look in looks
        if look.day <= today
    }
    answers = {weeks: _n(sides.mine) for weeks, (_, sides) in found.items()}
    weeks = effects.chosen(answers)
    return None if weeks is None else await _effect(connection, *found[weeks])


async def next_look(
    connection: AsyncConnection, workspace: Workspace, action: Action, now: datetime
) -> Look | None:
    """Find when an action is looked at next, as `judge` does; None when all is over."""
    today = periods.today(now, workspace.time_zone)
    looks = await _looks(connection, workspace, action, now)
    return next((look for _, look in looks if look.day > today), None)


async def _looks(
    connection: AsyncConnection, workspace: Workspace, action: Action, now: datetime
) -> list[tuple[_About, Look]]:
    """Give when it is looked at and what is compared then, the first time first."""
    if action.live_on is None:
        return []
    left_out = actions.begun_for(action)
    spans = [effects.spans(action.live_on, weeks, left_out) for weeks in WEEKS]
    abouts = [_About(workspace, action, one, now) for one in spans]
    return [(one, await _look(connection, one)) for one in abouts]


async def _look(connection: AsyncConnection, about: _About) -> Look:
    days = 0
    if about.metric is Metric.FCR:
        days = (await _told(connection, about)).definition.window_days
    return Look(about.spans.weeks, about.spans.after.until + days * _DAY, days)


async def _effect(connection: AsyncConnection, about: _About, sides: _Sides) -> Effect:
    among = await action_lists.judged_since(
        connection, about.workspace.id, about.now - REMEMBERED, besides=about.action.id
    )
    return Effect(
        definition=sides.mine.definition.key,
        spans=about.spans,
        before=_measured(sides.mine.previous),
        after=_measured(sides.mine.score),
        change=sides.mine.change,
        rest=sides.others.change if about.by else None,
        signal=await _signal(connection, about),
        among=among + 1,
    )


async def _sides(connection: AsyncConnection, about: _About) -> _Sides:
    if about.metric in SERVICE:
        return await _of_service(connection, about)
    return await _of_answers(connection, about)


async def _of_answers(connection: AsyncConnection, about: _About) -> _Sides:
    survey = await _survey(connection, about)
    (asked,) = await summaries.asked_in(connection, [survey], about.period, about.now)
    days = (*about.spans.before, about.spans.after)
    wanted = {
        one: score_counts.of_survey(asked.survey, one.first, one.until, by=about.by) for one in days
    }
    counted = await score_counts.of_several(connection, wanted.values())

    def summed(days: Iterable[Days], *, mine: bool) -> scores.Counts:
        return scores.merge(
            part for one in days for part in about.among(counted[wanted[one]], mine=mine)
        )

    def summary(*, mine: bool) -> Summary:
        after = summed([about.spans.after], mine=mine)
        facts = Facts(now=after, before=summed(about.spans.before, mine=mine))
        return summarise(definition(asked.survey.definition), about.period, facts)

    return _Sides(summary(mine=True), summary(mine=False))


async def _of_service(connection: AsyncConnection, about: _About) -> _Sides:
    told = await _told(connection, about)
    meant = told.definition
    wanted = {
        one: Asked(
            measure=Measure(about.metric.value),
            definition=meant.key,
            first=told.since(one.first, one.until),
            until=one.until,
            by=about.by,
        )
        for one in (*about.spans.before, about.spans.after)
    }
    counted = await service_counts.of_several(connection, about.workspace.id, wanted.values())

    def summed(days: Iterable[Days], *, mine: bool) -> Histogram:
        return merged(part for one in days for part in about.among(counted[wanted[one]], mine=mine))

    def summary(*, mine: bool) -> Summary:
        after = summed([about.spans.after], mine=mine)
        before = summed(about.spans.before, mine=mine)
        measured = service_summary.Measured(now=after, before=before, desk=Desk())
        return service_summary.of(meant, about.period, measured, Shown(private=False))

    return _Sides(summary(mine=True), summary(mine=False))


async def _told(connection: AsyncConnection, about: _About) -> Told:
    """Find how the days after the change are counted, and since when."""
    told = await service_series.told(
        connection, about.workspace, about.period, [about.metric], about.now
    )
    return told[about.metric]


async def _survey(connection: AsyncConnection, about: _About) -> Survey:
    workspace_id, action = about.workspace.id, about.action
    if action.survey_id is not None:
        return await surveys.find(connection, workspace_id, action.survey_id)
    return await surveys.named(connection, workspace_id, action.metric)


async def _signal(connection: AsyncConnection, about: _About) -> Side | None:
    """Give on which side of usual the series last was, in the weeks since the change."""
    action = about.action
    query = Query(
        metrics=(about.metric,),
        period=about.period,
        filters={action.segment: action.value} if action.segment else {},
        signals=frozenset({about.metric}),
    )
    (found,) = await summaries.answer(connection, about.workspace, query, about.now)
    series = usual.of(found)
    since = series.weeks[-about.spans.weeks :] if series else ()
    signals = [week.signal for week in since if week and week.signal]
    return signals[-1].side if signals else None


def _n(summary: Summary) -> tuple[int, int]:
    return (summary.previous.n if summary.previous else 0, summary.n)


def _measured(figure: Figure | None) -> Measured | None:
    return Measured(value=float(figure.value), n=figure.n) if figure else None
