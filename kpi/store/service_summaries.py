"""Summaries of first response, resolution and first contact, from what interactions counted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import look_back, segments, service_definitions, service_summary
from kpi.goals import Goals
from kpi.histograms import Histogram, merged
from kpi.measured import Aim, Desk
from kpi.metrics import Metric
from kpi.periods import Period, local_day
from kpi.query import Query
from kpi.reckoning import Measure
from kpi.service_definitions import ServiceDefinition
from kpi.service_summary import Measured, Shown
from kpi.store import (
    confirmations,
    office_schedules,
    reckoned_rows,
    service_series,
    service_tallies,
)
from kpi.store.reckoned_rows import Asked
from kpi.store.tables import Workspace
from kpi.summary import Summary


class Told(NamedTuple):
    """The definition that tells of a period."""

    definition: ServiceDefinition
    began_on: date | None
    """The local day from which on it is counted so, where it was counted otherwise before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """A question about one service metric."""

    workspace: Workspace
    query: Query
    now: datetime
    definition: ServiceDefinition
    began_on: date | None = None
    """The local day from which on it is counted so, where it was counted otherwise before."""
    wanted: Goals = field(default_factory=Goals)

    @property
    def private(self) -> bool:
        """Whether one person's work is looked at."""
        return self.query.by == "agent" or "agent" in self.query.filters

    @property
    def today(self) -> date:
        return local_day(self.now, self.query.period.zone)

    def asked(self, first: date, until: date, measure: Measure | None = None) -> Asked:
        """Give what is to be counted: this metric, unless another measure is named."""
        return Asked(
            measure=measure or Measure(self.definition.metric.value),
            definition="" if measure else self.definition.key,
            first=first,
            until=until,
            filters=self.query.filters,
        )


async def of_metric(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    metric: Metric,
    now: datetime,
    *,
    wanted: Goals,
) -> Summary:
    """Answer a question for one of the service metrics.

    Args:
        connection: only reads.
        workspace: whose interactions, and which definitions are in force.
        query: its period, filters and split; its metrics do not matter.
        metric: one of `kpi.metrics.SERVICE`.
        now: decides what is late and what is provisional.
        wanted: the targets of the workspace.
    """
    about = replace(await _about(connection, workspace, query, metric, now), wanted=wanted)
    back = look_back.of(query)
    now_, before = [
        await service_tallies.whole(connection, workspace.id, about.asked(one.first, one.until))
        for one in (query.period, query.period.previous())
    ]
    latest = about.asked(back.first.first, query.period.until)
    by_day = await service_tallies.by_day(connection, workspace.id, latest)
    measured = Measured(
        now=now_,
        before=before,
        weeks=tuple(_within(by_day, week) for week in back.shown),
        earlier=tuple(_within(by_day, week) for week in back.earlier),
        changed_on=_changed_on(about, min(back.shown[0].first, query.period.previous().first)),
        desk=await _desk(connection, about, now_),
    )
    shown = Shown(private=about.private, segments=await _parts(connection, about))
    return service_summary.of(about.definition, query.period, measured, shown)


async def told_under(
    connection: AsyncConnection, workspace: Workspace, period: Period, metric: Metric, now: datetime
) -> Told:
    """Find the definition of a period's time: a period that is over keeps its own."""
    in_force = service_definitions.in_force(workspace.service).of(metric)
    series = await service_series.of_measure(connection, workspace.id, Measure(metric.value))
    key = in_force.key
    if period.until <= local_day(now, period.zone):
        key = service_series.of_period(series, period, key)
    first = {one.definition: one.first for one in series if one.first < period.until}
    is_later = key in first and min(first.values()) < first[key]
    return Told(service_definitions.definition(key), first[key] if is_later else None)


async def _about(
    connection: AsyncConnection, workspace: Workspace, query: Query, metric: Metric, now: datetime
) -> _About:
    told = await told_under(connection, workspace, query.period, metric, now)
    return _About(
        workspace=workspace,
        query=query,
        now=now,
        definition=told.definition,
        began_on=told.began_on,
    )


def _changed_on(about: _About, first: date) -> date | None:
    return about.began_on if about.began_on and about.began_on > first else None


async def _desk(connection: AsyncConnection, about: _About, measured: Histogram) -> Desk:
    """Look at what goes on beside a metric: who waits, what is open, what came back."""
    workspace, filters = about.workspace, about.query.filters
    schedules = await office_schedules.of_workspace(connection, workspace)
    assumes = schedules.is_assumed and about.definition.clock == "office"
    if about.definition.metric is Metric.FRT:
        aim = await _aim(connection, about)
        return Desk(waiting=service_summary.waiting(measured), aim=aim, assumes_hours=assumes)
    period = about.query.period
    back = about.asked(period.first, period.until, Measure.REOPENED)
    reopened = (await service_tallies.whole(connection, workspace.id, back)).n
    if about.definition.metric is Metric.FCR:
        confirmed = await confirmations.of_period(
            connection,
            workspace.id,
            about.asked(period.first, period.until),
            private=about.private,
        )
        since = _provisional_from(about)
        return Desk(reopened=reopened, provisional_from=since, confirmed=confirmed)
    return Desk(
        aim=await _aim(connection, about),
        open=await reckoned_rows.open_now(connection, workspace.id, filters=filters),
        reopened=reopened,
        assumes_hours=assumes,
    )


async def _aim(connection: AsyncConnection, about: _About) -> Aim | None:
    workspace, period = about.workspace, about.query.period
    seconds = about.wanted.of(about.definition.key, about.query.filters)
    if seconds is None:
        return None
    asked = about.asked(period.first, period.until)
    overdue = 0
    if about.definition.metric is Metric.FRT:
        overdue = await reckoned_rows.overdue(
            connection, workspace, asked, target_seconds=int(seconds), now=about.now
        )
    within = await service_tallies.within(connection, workspace.id, asked, int(seconds))
    return Aim(seconds=seconds, within=within, overdue=overdue)


def _provisional_from(about: _About) -> date | None:
    """Give the first day of the period whose outcomes may still change."""
    last = about.today - timedelta(days=about.definition.window_days)
    period = about.query.period
    return max(last, period.first) if last < period.until else None


async def _parts(connection: AsyncConnection, about: _About) -> tuple[Summary, ...]:
    by, period = about.query.by, about.query.period
    if by is None:
        return ()
    now, before = [
        await service_tallies.by_segment(
            connection, about.workspace.id, about.asked(one.first, one.until), by
        )
        for one in (period, period.previous())
    ]
    parts = [_part(about, (by, name), now, before) for name in {*now, *before}]
    return segments.together(sorted(parts, key=lambda part: (-part.n, part.name or "")))


def _part(
    about: _About,
    part: tuple[str, str],
    now: Mapping[str, Histogram],
    before: Mapping[str, Histogram],
) -> Summary:
    found = now.get(part[1], Histogram())
    is_frt = about.definition.metric is Metric.FRT
    desk = Desk(waiting=service_summary.waiting(found) if is_frt else None)
    measured = Measured(now=found, before=before.get(part[1], Histogram()), desk=desk)
    shown = Shown(private=about.private, part=part)
    return service_summary.of(about.definition, about.query.period, measured, shown)


def _within(by_day: Mapping[date, Histogram], period: Period) -> Histogram:
    return merged(one for day, one in by_day.items() if period.first <= day < period.until)
