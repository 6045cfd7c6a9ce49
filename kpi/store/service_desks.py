"""What goes on beside service metrics: who waits, what is late, what is open, what came back."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import service_summary
from kpi.histograms import Histogram, bucket_of
from kpi.measured import Aim, Desk, Said
from kpi.metrics import Metric
from kpi.reckoning import UNANSWERED
from kpi.store import confirmations, office_schedules, reckoned_rows, service_counts, untold
from kpi.store.reckoned_rows import Asked
from kpi.store.service_counts import Counts
from kpi.store.service_questions import About

_Counted: TypeAlias = Mapping[Asked, Counts]
_Numbers: TypeAlias = Mapping[tuple[Metric, str], int]
_NOTHING = Histogram()
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


async def of_parts(
    connection: AsyncConnection, abouts: Sequence[About], counted: _Counted
) -> dict[Metric, dict[str, Desk]]:
    """Look at what goes on in each part, for the metrics that are split.

    Args:
        connection: only reads.
        abouts: a question for each metric.
        counted: what `About.everything` asks for.

    Returns:
        Every part in which anything was measured, is open or came back.
    """
    return {
        about.metric: await _by_part(connection, about, counted) for about in abouts if about.parts
    }


async def _by_part(connection: AsyncConnection, about: About, counted: _Counted) -> dict[str, Desk]:
    now, before = (counted[one] for one in about.parts)
    if about.metric is Metric.FRT:
        waiting = service_summary.waiting
        return {name: Desk(waiting=waiting(now.get(name, _NOTHING))) for name in {*now, *before}}
    if about.reopened_by_part is None:
        return {name: Desk() for name in {*now, *before}}
    by, filters = str(about.query.by), about.query.filters
    still = await reckoned_rows.open_by(connection, about.workspace.id, by, filters)
    back = {name: one.n for name, one in counted[about.reopened_by_part].items() if one.n}
    return {
        name: Desk(open=still.get(name, 0), reopened=back.get(name, 0))
        for name in {*now, *before, *still, *back}
    }


def _conditions(about: About) -> dict[str, ColumnElement[bool]]:
    """Return what has to be counted from the reckonings."""
    workspace_id, target = about.workspace.id, about.target_seconds
    found: dict[str, ColumnElement[bool]] = {}
    if about.metric is Metric.ART and about.reopened:
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
    assumes = _assumes_hours(about)
    aim = _aim(about, measured, numbers)
    if about.metric is Metric.FRT:
        return Desk(waiting=service_summary.waiting(measured), aim=aim, assumes_hours=assumes)
    return Desk(
        aim=aim,
        open=numbers.get((about.metric, _OPEN)),
        reopened=_reopened(about, counted),
        assumes_hours=assumes,
    )


async def _of_first_contact(connection: AsyncConnection, about: About, counted: _Counted) -> Desk:
    return Desk(
        reopened=_reopened(about, counted),
        provisional_from=about.provisional_from,
        confirmed=await confirmations.of_period(
            connection, about.workspace.id, about.reckoned, private=about.private
        ),
        untold=await _untold(connection, about),
        said=await _said(connection, about),
    )


def _assumes_hours(about: About) -> bool:
    """Whether nobody said yet which hours count, of this team or channel or at all."""
    asked = {name: about.query.filters.get(name, "") for name in ("team", "channel")}
    is_own = about.schedules.for_(**asked)[0] != office_schedules.DEFAULT
    return about.definition.counts_hours and about.schedules.is_assumed and not is_own


def _reopened(about: About, counted: _Counted) -> int | None:
    asked = about.reopened
    return None if asked is None else service_counts.whole(counted[asked]).n


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
    by_number = zip(measured.numbers, measured.ns, strict=True)
    surely = sum(n for number, n in by_number if UNANSWERED < number < last)
    return Aim(
        seconds=seconds,
        within=surely + numbers[about.metric, _WITHIN],
        overdue=numbers.get((about.metric, _LATE), 0),
    )
