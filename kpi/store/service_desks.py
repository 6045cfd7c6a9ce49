"""What goes on beside service metrics: who waits, what is late, what is open, what came back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import service_summary
from kpi.histograms import Histogram, bucket_of
from kpi.measured import Aim, Desk, Said
from kpi.metrics import Metric
from kpi.reckoning import UNANSWERED
from kpi.store import confirmations, reckoned_rows, service_counts, untold
from kpi.store.reckoned_rows import Asked
from kpi.store.service_counts import Counts
from kpi.store.service_questions import About

_Counted: TypeAlias = Mapping[Asked, Counts]
_Numbers: TypeAlias = Mapping[tuple[Metric, str], int]
_WITHIN, _LATE, _OPEN = "within", "late", "open"


async def of_metrics(
    connection: AsyncConnection, abouts: Sequence[About], counted: _Counted
) -> dict[Metric, Desk]:
    """Look at what goes on, for all metrics of a question at once.

    Args:
        connection: only reads.
        abouts: a question for each metric.
        counted: what `About.everything` asks for.
    """
    conditions = {
        (about.metric, name): one for about in abouts for name, one in _conditions(about).items()
    }
    numbers = await reckoned_rows.numbers(connection, conditions)
    return {about.metric: await _desk(connection, about, counted, numbers) for about in abouts}


def _conditions(about: About) -> dict[str, ColumnElement[bool]]:
    """Return what has to be counted from the reckonings."""
    workspace_id, target = about.workspace.id, about.target_seconds
    found: dict[str, ColumnElement[bool]] = {}
    if about.metric is Metric.ART:
        found[_OPEN] = reckoned_rows.is_open(workspace_id, about.query.filters)
    if target is None or about.metric is Metric.FCR:
        return found
    found[_WITHIN] = reckoned_rows.is_in_bucket(workspace_id, about.now, int(target))
    if about.metric is Metric.FRT:
        found[_LATE] = reckoned_rows.is_late(
            workspace_id, about.now, about.schedules, int(target), about.at
        )
    return found


async def _desk(
    connection: AsyncConnection, about: About, counted: _Counted, numbers: _Numbers
) -> Desk:
    if about.metric is Metric.FCR:
        return await _of_first_contact(connection, about, counted)
    measured = service_counts.whole(counted[about.now])
    assumes = about.schedules.is_assumed and about.definition.clock == "office"
    aim = _aim(about, measured, numbers)
    if about.metric is Metric.FRT:
        return Desk(waiting=service_summary.waiting(measured), aim=aim, assumes_hours=assumes)
    return Desk(
        aim=aim,
        open=numbers[about.metric, _OPEN],
        reopened=service_counts.whole(counted[about.reopened]).n,
        assumes_hours=assumes,
    )


async def _of_first_contact(connection: AsyncConnection, about: About, counted: _Counted) -> Desk:
    return Desk(
        reopened=service_counts.whole(counted[about.reopened]).n,
        provisional_from=_provisional_from(about),
        confirmed=await confirmations.of_period(
            connection, about.workspace.id, about.reckoned, private=about.private
        ),
        untold=await _untold(connection, about),
        said=await _said(connection, about),
    )


async def _untold(connection: AsyncConnection, about: About) -> tuple[str, ...]:
    """Look for sources that flatter, where first contact is all that is asked for."""
    if about.definition.by_customers or about.query.metrics != (Metric.FCR,):
        return ()
    period = about.query.period
    return await untold.sources(connection, about.workspace.id, period.first, period.until)


async def _said(connection: AsyncConnection, about: About) -> Said | None:
    if not about.definition.by_customers:
        return None
    return await confirmations.around(connection, about.workspace.id, about.by_week)


def _aim(about: About, measured: Histogram, numbers: _Numbers) -> Aim | None:
    """Say exactly how many lengths are within the target, though a bucket may lie across it."""
    seconds = about.target_seconds
    if seconds is None:
        return None
    last = bucket_of(int(seconds))
    surely = sum(one.n for number, one in measured.buckets.items() if UNANSWERED < number < last)
    return Aim(
        seconds=seconds,
        within=surely + numbers[about.metric, _WITHIN],
        overdue=numbers.get((about.metric, _LATE), 0),
    )


def _provisional_from(about: About) -> date | None:
    """Give the first day of the period whose outcomes may still change."""
    if about.definition.by_customers:
        return None
    last = about.today - timedelta(days=about.definition.window_days)
    period = about.query.period
    return max(last, period.first) if last < period.until else None
