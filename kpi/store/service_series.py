"""Under which definitions a service metric was counted, and when: trends end where one does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import changeovers, service_definitions
from kpi.changeovers import Changeover
from kpi.metrics import Metric
from kpi.periods import Period, local_day
from kpi.reckoning import Measure
from kpi.service_definitions import CONFIRMED, ServiceDefinition
from kpi.store import service_tallies
from kpi.store.rows import table
from kpi.store.tables import ServiceTally, Workspace

_tally = table(ServiceTally).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What was counted under one definition."""

    definition: str
    first: date
    """The local day since when it is counted so. A ticket that is solved once more after a change
    of definition may count under the new one on a day long before: that is no beginning."""
    days: Mapping[date, int]
    """How many on each local day that has any."""

    def within(self, period: Period) -> int:
        """Count what lies in a period."""
        return sum(n for day, n in self.days.items() if period.first <= day < period.until)


class Told(NamedTuple):
    """The definition that tells of a period."""

    definition: ServiceDefinition
    began_on: date | None
    """The local day from which on it is counted so, where it was counted otherwise before."""
    counted: ServiceDefinition
    """What interactions were reckoned by: the same, unless customers' own word leads."""

    def since(self, first: date, until: date) -> date:
        """Give the first of these days that is counted so; what is before tells of strays only."""
        return min(max(first, self.began_on or first), until)


async def told(
    connection: AsyncConnection,
    workspace: Workspace,
    period: Period,
    metrics: Sequence[Metric],
    now: datetime,
) -> dict[Metric, Told]:
    """Find the definitions of a period's time: a period that is over keeps its own."""
    every = await of_metrics(connection, workspace, metrics)
    chosen = service_definitions.in_force(workspace.service)
    today = local_day(now, period.zone)
    is_over = period.until <= today
    found = {}
    for metric, series in every.items():
        key = chosen.counted(metric).key
        key = of_period(series, period, key) if is_over else key
        found[metric] = _told(series, period, key, changeovers.first(chosen.begun, key))
    last = min(period.until - timedelta(days=1), today)
    if Metric.FCR in found and chosen.customers_led(last):
        found[Metric.FCR] = Told(CONFIRMED, None, found[Metric.FCR].counted)
    return found


async def of_metrics(
    connection: AsyncConnection, workspace: Workspace, metrics: Sequence[Metric]
) -> dict[Metric, list[Series]]:
    """Return what service metrics were counted under, of each the earliest first."""
    whole = {_whole(metric): metric for metric in metrics}
    mine = (
        (_tally.workspace_id == workspace.id)
        & _tally.measure.in_(whole)
        & (_tally.segment == "")
        & (_tally.value == "")
    )
    columns = (_tally.measure, _tally.definition, _tally.day)
    statement = select(*columns, func.sum(_tally.n)).where(mine, _tally.n > 0).group_by(*columns)
    found: dict[Metric, dict[str, dict[date, int]]] = {metric: {} for metric in metrics}
    for measure, definition, day, n in await connection.execute(statement):
        found[whole[measure]].setdefault(definition, {})[day] = int(n)
    begun = service_definitions.in_force(workspace.service).begun
    return {metric: _in_order(by_definition, begun) for metric, by_definition in found.items()}


def of_period(series: Sequence[Series], period: Period, in_force: str) -> str:
    """Choose the definition that tells of a period that is over: most was counted under it.

    Args:
        series: what was counted until now, the earliest first.
        period: which one.
        in_force: the definition of now, for what nobody counted otherwise.
    """
    begun = [one for one in series if one.first < period.until]
    if not begun:
        return in_force
    ranked = [(one.within(period), one.definition == in_force, one.first) for one in begun]
    return begun[ranked.index(max(ranked))].definition


def _whole(metric: Metric) -> str:
    """Name the tallies that count a metric in as few rows as there are."""
    measure = Measure(metric.value)
    return service_tallies.WHOLE.get(measure, measure.value)


def _told(series: Sequence[Series], period: Period, key: str, begun: date | None) -> Told:
    first = {one.definition: one.first for one in series if one.first < period.until}
    if begun and begun < period.until:
        first.setdefault(key, begun)
    is_later = key in first and min(first.values()) < first[key]
    definition = service_definitions.definition(key)
    return Told(definition, first[key] if is_later else None, definition)


def _in_order(found: Mapping[str, Mapping[date, int]], begun: Sequence[Changeover]) -> list[Series]:
    series = (
        Series(definition=key, first=_first(key, found, begun), days=days)
        for key, days in found.items()
    )
    return sorted(series, key=lambda one: (one.first, one.definition))


def _first(key: str, found: Mapping[str, Mapping[date, int]], begun: Sequence[Changeover]) -> date:
    """Return since when it is counted so: since the day of the change, where that is known.

    But a past that was imported after it is no less counted so, if it is more than all that was
    counted otherwise. Elsewhere it is the first day on which no other definition counted more.
    """
    chosen = changeovers.first(begun, key)
    if chosen is not None:
        before = {one: _until(chosen, days) for one, days in found.items()}
        if 2 * before[key] <= sum(before.values()):
            return chosen
    days, most = found[key], _most(found.values())
    return min((day for day, n in days.items() if n == most[day]), default=min(days))


def _until(end: date, days: Mapping[date, int]) -> int:
    return sum(n for day, n in days.items() if day < end)


def _most(several: Iterable[Mapping[date, int]]) -> Mapping[date, int]:
    """Return how many were counted under the definition that counts most, day by day."""
    most: dict[date, int] = {}
    for days in several:
        most |= {day: max(n, most.get(day, 0)) for day, n in days.items()}
    return most
