"""Counts from the reckonings themselves: for what has no tally, and for what is open or late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import service_definitions
from kpi.histograms import Bucket, Histogram, bucket_of, merged
from kpi.office_hours import ALWAYS
from kpi.reckoning import FILED, SYSTEM, UNANSWERED, Measure
from kpi.store import office_schedules
from kpi.store.rows import table
from kpi.store.tables import Reckoning, Workspace

_reckoning = table(Reckoning).c

_DAYS: Mapping[Measure, ColumnElement[Any]] = {
    Measure.FRT: _reckoning.opened_day,
    Measure.ART: _reckoning.art_day,
    Measure.FCR: _reckoning.fcr_day,
    Measure.OPENED: _reckoning.opened_day,
    Measure.REOPENED: _reckoning.reopened_day,
}
_DEFINITIONS: Mapping[Measure, ColumnElement[Any]] = {
    Measure.FRT: _reckoning.frt_definition,
    Measure.ART: _reckoning.art_definition,
    Measure.FCR: _reckoning.fcr_definition,
}
_LENGTHS: Mapping[Measure, ColumnElement[Any]] = {
    Measure.FRT: _reckoning.frt_seconds,
    Measure.ART: _reckoning.art_seconds,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which counts are wanted."""

    measure: Measure
    definition: str = ""
    """The key of a `kpi.service_definitions.ServiceDefinition`; empty for opened and reopened."""
    first: date
    until: date
    """The local day before which it ends."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """Segments to their values; of trigger only "system" is service."""


async def whole(connection: AsyncConnection, workspace_id: str, asked: Asked) -> Histogram:
    """Count as `service_tallies.whole` does."""
    return merged((await by(connection, workspace_id, asked, "day")).values())


async def by(
    connection: AsyncConnection, workspace_id: str, asked: Asked, name: str
) -> dict[Any, Histogram]:
    """Count for each "day", or for each value of a segment of this name."""
    if name == "trigger":
        return {SYSTEM: await whole(connection, workspace_id, asked)}
    column = _DAYS[asked.measure] if name == "day" else _segment(name)
    told = _told(asked.measure)
    statement = select(column, *told, func.count()).where(is_asked(workspace_id, asked))
    found = await connection.execute(statement.group_by(column, *told))
    return nested(_bucketed(asked.measure, row) for row in found)


async def within(
    connection: AsyncConnection, workspace_id: str, asked: Asked, span: tuple[int, int]
) -> int:
    """Count what took from one number of seconds up to and including another."""
    long_enough = _LENGTHS[asked.measure].between(*span)
    statement = select(func.count()).where(is_asked(workspace_id, asked), long_enough)
    return int((await connection.execute(statement)).scalar_one())


async def overdue(
    connection: AsyncConnection,
    workspace: Workspace,
    asked: Asked,
    *,
    target_seconds: int,
    now: datetime,
) -> int:
    """Count what was opened in the days asked for and has no reply, past its target by now.

    Each is measured by the hours it was reckoned with, as they stand now.
    """
    mine = and_(is_asked(workspace.id, asked), _reckoning.frt_seconds.is_(None))
    schedules = await office_schedules.of_workspace(connection, workspace)
    is_calendar = service_definitions.definition(asked.definition).clock == "calendar"
    names = await connection.execute(select(_reckoning.schedule).where(mine).distinct())
    # A second more, since a length is told in whole ones: what took the target is in time.
    latest = {
        name: (ALWAYS if is_calendar else schedules.hours(name)).before(now, target_seconds + 1)
        for name in names.scalars()
    }
    late = [
        and_(_reckoning.schedule == name, _reckoning.opened_at <= at) for name, at in latest.items()
    ]
    statement = select(func.count()).where(mine, or_(false(), *late))
    return int((await connection.execute(statement)).scalar_one())


async def open_now(
    connection: AsyncConnection, workspace_id: str, *, filters: Mapping[str, str]
) -> int:
    """Count what is open: never resolved, or reopened."""
    mine = and_(_reckoning.workspace_id == workspace_id, _reckoning.is_open.is_(True))
    statement = select(func.count()).where(mine, *_filtered(filters))
    return int((await connection.execute(statement)).scalar_one())


async def values(connection: AsyncConnection, workspace_id: str, segment: str) -> list[str]:
    """Return the values that interactions are filed under, in order; none where they have none."""
    if segment not in FILED:
        return []
    column = _reckoning[segment]
    statement = select(column).where(_reckoning.workspace_id == workspace_id, column != "")
    found = await connection.execute(statement.distinct().order_by(column))
    return list(found.scalars())


def nested(rows: Iterable[Any]) -> dict[Any, Histogram]:
    """Return rows of a key, bucket, number and seconds as a histogram for each key."""
    found: dict[Any, dict[int, Bucket]] = {}
    for key, bucket, n, seconds in rows:
        if n:
            buckets = found.setdefault(key, {})
            before = buckets.get(bucket, Bucket(0, 0))
            buckets[bucket] = Bucket(before.n + int(n), before.seconds + int(seconds))
    return {key: Histogram(buckets) for key, buckets in found.items()}


def _bucketed(measure: Measure, row: Any) -> tuple[Any, int, int, int]:
    """Return the key, bucket, number and seconds of a counted row."""
    key, *told, n = row
    if measure in _LENGTHS:
        (length,) = told
        return (
            (key, UNANSWERED, n, 0) if length is None else (key, bucket_of(length), n, n * length)
        )
    return key, int(any(told)), n, 0


def _told(measure: Measure) -> tuple[ColumnElement[Any], ...]:
    """Return the columns that tell the bucket."""
    if measure is Measure.FCR:
        return (_reckoning.solved_at_once,)
    return (_LENGTHS[measure],) if measure in _LENGTHS else ()


def is_asked(workspace_id: str, asked: Asked) -> ColumnElement[bool]:
    """Tell whether a reckoning is among what is asked for."""
    day = _DAYS[asked.measure]
    conditions = [_reckoning.workspace_id == workspace_id, day >= asked.first, day < asked.until]
    if asked.measure in _DEFINITIONS:
        conditions.append(_DEFINITIONS[asked.measure] == asked.definition)
    return and_(*conditions, *_filtered(asked.filters))


def _filtered(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [_segment(name) == value for name, value in filters.items()]


def _segment(name: str) -> ColumnElement[Any]:
    """Return what a segment's values are; all that is reckoned has the same trigger."""
    return literal(SYSTEM) if name == "trigger" else _reckoning[name]
