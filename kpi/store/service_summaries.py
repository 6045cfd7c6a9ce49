"""Summaries of first response, resolution and first contact, from what interactions counted for.

Five statements tell of all three, whatever they are split by: under which definitions was counted,
the office hours, the counts, what goes on at the desk, and what customers said of being helped.
Where resolution is split, one more tells what is open in each part.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import segments, service_summary
from kpi.changes import FEW
from kpi.goals import Goals
from kpi.histograms import Histogram, merged
from kpi.measured import Desk
from kpi.metrics import SERVICE, Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.service_summary import Measured, Shown
from kpi.store import office_schedules, service_counts, service_desks, service_series
from kpi.store.reckoned_rows import Asked
from kpi.store.service_counts import Counts
from kpi.store.service_questions import About
from kpi.store.tables import Workspace
from kpi.summary import Summary

_Counted: TypeAlias = Mapping[Asked, Counts]


async def of_metrics(
    connection: AsyncConnection,
    workspace: Workspace,
    query: Query,
    now: datetime,
    *,
    wanted: Goals,
) -> dict[Metric, Summary]:
    """Answer a question for each of its service metrics.

    Args:
        connection: only reads.
        workspace: whose interactions, and which definitions are in force.
        query: its metrics, of which those that are asked for do not matter, and all else.
        now: decides what is late and what is provisional.
        wanted: the targets of the workspace.
    """
    metrics = [metric for metric in query.metrics if metric in SERVICE]
    if not metrics:
        return {}
    told = await service_series.told(connection, workspace, query.period, metrics, now)
    schedules = await office_schedules.of_workspace(connection, workspace)
    abouts = [
        About(
            workspace=workspace,
            query=query,
            at=now,
            told=told[metric],
            wanted=wanted,
            schedules=schedules,
        )
        for metric in metrics
    ]
    asked = [one for about in abouts for one in about.everything]
    counted = await service_counts.of_several(connection, workspace.id, asked)
    desks = await service_desks.of_metrics(connection, abouts, counted)
    by_part = await service_desks.of_parts(connection, abouts, counted)
    return {
        about.metric: _of_metric(about, counted, desks[about.metric], by_part.get(about.metric, {}))
        for about in abouts
    }


def _of_metric(about: About, counted: _Counted, desk: Desk, by_part: Mapping[str, Desk]) -> Summary:
    by_week, settled = counted[about.by_week], _settled(about, counted)
    measured = Measured(
        now=service_counts.whole(counted[about.now]),
        before=service_counts.whole(counted[about.before]),
        weeks=tuple(_within(by_week, week) for week in about.back.shown),
        earlier=tuple(_within(by_week, week) for week in about.back.earlier),
        months=tuple(service_counts.whole(counted[month]) for month in about.months),
        changed_on=about.changed_on,
        settled=None if settled is None else service_counts.whole(settled),
        desk=desk,
    )
    shown = _shown(about, desk)
    shown = replace(shown, segments=_parts(about, counted, shown, by_part))
    return service_summary.of(about.definition, about.query.period, measured, shown)


def _shown(about: About, desk: Desk) -> Shown:
    """Say from how many on a part is shown: what customers said may be anonymous."""
    fewest = desk.said.fewest if desk.said else None
    return Shown(private=about.private or fewest is not None, fewest=fewest or FEW)


def _parts(
    about: About, counted: _Counted, shown: Shown, desks: Mapping[str, Desk]
) -> tuple[Summary, ...]:
    by = about.query.by
    if by is None:
        return ()
    now, before = (counted[one] for one in about.parts)
    settled = _settled(about, counted, by)
    parts = [
        service_summary.of(
            about.definition,
            about.query.period,
            Measured(
                now=now.get(name, Histogram()),
                before=before.get(name, Histogram()),
                settled=None if settled is None else settled.get(name, Histogram()),
                desk=desk,
            ),
            replace(shown, part=(by, name)),
        )
        for name, desk in desks.items()
    ]
    return segments.together(sorted(parts, key=lambda part: (-part.n, part.name or "")))


def _settled(about: About, counted: _Counted, by: str | None = None) -> Counts | None:
    """Give what can no longer change of the period; None where that is all of it."""
    if about.provisional_from is None:
        return None
    asked = about.settled(by)
    return counted[asked] if asked else {}


def _within(by_week: Mapping[date, Histogram], week: Period) -> Histogram:
    return merged(one for day, one in by_week.items() if week.first <= day < week.until)
