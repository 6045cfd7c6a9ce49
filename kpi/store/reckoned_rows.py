"""What is read from the reckonings themselves: what has no tally, and what is open or late."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import service_definitions
from kpi.histograms import begins_at, bucket_of
from kpi.office_hours import ALWAYS, OfficeHours
from kpi.reckoning import FILED, SYSTEM, UNANSWERED, Measure
from kpi.store import office_schedules
from kpi.store.office_schedules import Schedules
from kpi.store.rows import table
from kpi.store.tables import Reckoning

_reckoning = table(Reckoning).c
_Name = TypeVar("_Name", bound=Hashable)

WEEK = "week"
"""What counts are split by to add up to ISO weeks: by Monday where they are kept so, or by day."""
NO_DAY: ColumnElement[Any] = cast(null(), Date)

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
    by: str | None = None
    """What to split by: WEEK, or a segment."""
    filters: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Segments to their values; of trigger only "system" is service."""


def grouped(workspace_id: str, asked: Asked, place: int) -> Select[Any]:
    """Return a statement whose rows are the place, a day, a value, a number, how many, seconds.

    The number is for `bucket`. Statements of different questions can be put together.
    """
    day = _DAYS[asked.measure] if asked.by == WEEK else NO_DAY
    value = literal("") if asked.by in {None, WEEK} else _segment(str(asked.by))
    length = _LENGTHS.get(asked.measure)
    told = _told(asked.measure)
    statement = select(
        literal(place),
        day,
        value,
        literal(0) if told is None else cast(told, Integer),
        func.count(),
        literal(0) if length is None else cast(func.sum(length), BigInteger),
    ).where(is_asked(workspace_id, asked))
    apart = (_split(asked), told)
    return statement.group_by(*(column for column in apart if column is not None))


def bucket(measure: Measure, number: int | None) -> int:
    """Give the bucket of what stands in a row of `grouped`."""
    if measure in _LENGTHS:
        return UNANSWERED if number is None else bucket_of(number)
    return number or 0


async def numbers(
    connection: AsyncConnection, wanted: Mapping[_Name, ColumnElement[bool]]
) -> dict[_Name, int]:
    """Count the reckonings of which each condition is true, in one statement."""
    if not wanted:
        return {}
    each = [select(func.count()).where(one).scalar_subquery() for one in wanted.values()]
    found = (await connection.execute(select(*each))).one()
    return {name: int(n) for name, n in zip(wanted, found, strict=True)}


def is_in_bucket(workspace_id: str, asked: Asked, target_seconds: int) -> ColumnElement[bool]:
    """Tell whether a length is within a target, and in the bucket in which the target lies."""
    shortest = begins_at(bucket_of(target_seconds))
    long_enough = _LENGTHS[asked.measure].between(shortest, target_seconds)
    return and_(is_asked(workspace_id, asked), long_enough)


def is_late(
    workspace_id: str, asked: Asked, schedules: Schedules, target_seconds: int, now: datetime
) -> ColumnElement[bool]:
    """Tell whether something was opened in the days asked for and has no reply, past its target.

    Each is measured by the hours it was reckoned with, as they stand now.
    """
    opened = _reckoning.opened_at

    def late(hours: OfficeHours) -> ColumnElement[bool]:
        # A second more, since a length is told in whole ones: what took the target is in time.
        return opened <= hours.before(now, target_seconds + 1)

    waits = and_(is_asked(workspace_id, asked), _reckoning.frt_seconds.is_(None))
    if service_definitions.definition(asked.definition).clock == "calendar":
        return and_(waits, late(ALWAYS))
    own = [one.name for one in schedules.rows if one.name != office_schedules.DEFAULT]
    by_own = [and_(_reckoning.schedule == name, late(schedules.hours(name))) for name in own]
    by_others = and_(_reckoning.schedule.not_in(own), late(schedules.default))
    return and_(waits, or_(by_others, *by_own))


def is_open(workspace_id: str, filters: Mapping[str, str]) -> ColumnElement[bool]:
    """Tell whether something is open: never resolved, or reopened."""
    mine = and_(_reckoning.workspace_id == workspace_id, _reckoning.is_open.is_(True))
    return and_(mine, *_filtered(filters))


async def open_by(
    connection: AsyncConnection, workspace_id: str, by: str, filters: Mapping[str, str]
) -> dict[str, int]:
    """Count what is open by the values of a segment that have any; "" is what has none."""
    value = _segment(by)
    statement = select(value, func.count()).where(is_open(workspace_id, filters))
    found = await connection.execute(statement.group_by(value) if by in FILED else statement)
    return {name: n for name, n in found if n}


async def values(connection: AsyncConnection, workspace_id: str, segment: str) -> list[str]:
    """Return the values that interactions are filed under, in order; none where they have none."""
    if segment not in FILED:
        return []
    column = _reckoning[segment]
    statement = select(column).where(_reckoning.workspace_id == workspace_id, column != "")
    found = await connection.execute(statement.distinct().order_by(column))
    return list(found.scalars())


def is_asked(workspace_id: str, asked: Asked) -> ColumnElement[bool]:
    """Tell whether a reckoning is among what is asked for."""
    day = _DAYS[asked.measure]
    conditions = [_reckoning.workspace_id == workspace_id, day >= asked.first, day < asked.until]
    if asked.measure in _DEFINITIONS:
        conditions.append(_DEFINITIONS[asked.measure] == asked.definition)
    return and_(*conditions, *_filtered(asked.filters))


def _told(measure: Measure) -> ColumnElement[Any] | None:
    """Return the column that tells the bucket."""
    return _reckoning.solved_at_once if measure is Measure.FCR else _LENGTHS.get(measure)


def _split(asked: Asked) -> ColumnElement[Any] | None:
    if asked.by == WEEK:
        return _DAYS[asked.measure]
    return _reckoning[asked.by] if asked.by in FILED else None


def _filtered(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [_segment(name) == value for name, value in filters.items()]


def _segment(name: str) -> ColumnElement[Any]:
    """Return what a segment's values are; all that is reckoned has the same trigger."""
    return literal(SYSTEM) if name == "trigger" else _reckoning[name]
