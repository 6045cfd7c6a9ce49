"""Under which definitions a service metric was counted, and when: trends end where one does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import Period
from kpi.reckoning import Measure
from kpi.store.rows import table
from kpi.store.tables import ServiceTally

_tally = table(ServiceTally).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What was counted under one definition."""

    definition: str
    first: date
    """The local day since when most is counted so: a ticket that is solved once more after a change
    of definition may count under the new one on a day long before."""
    days: Mapping[date, int]
    """How many on each local day that has any."""

    def within(self, period: Period) -> int:
        """Count what lies in a period."""
        return sum(n for day, n in self.days.items() if period.first <= day < period.until)


async def of_measure(
    connection: AsyncConnection, workspace_id: str, measure: Measure
) -> list[Series]:
    """Return what a measure was counted under, the earliest first."""
    mine = (
        (_tally.workspace_id == workspace_id)
        & (_tally.measure == measure.value)
        & (_tally.segment == "")
    )
    columns = (_tally.definition, _tally.day)
    statement = select(*columns, func.sum(_tally.n)).where(mine, _tally.n > 0).group_by(*columns)
    found: dict[str, dict[date, int]] = {}
    for definition, day, n in await connection.execute(statement):
        found.setdefault(definition, {})[day] = int(n)
    most = _most(found.values())
    series = (
        Series(definition=key, first=_first(days, most), days=days) for key, days in found.items()
    )
    return sorted(series, key=lambda one: (one.first, one.definition))


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


def _most(several: Iterable[Mapping[date, int]]) -> Mapping[date, int]:
    """Return how many were counted under the definition that counts most, day by day."""
    most: dict[date, int] = {}
    for days in several:
        most |= {day: max(n, most.get(day, 0)) for day, n in days.items()}
    return most


def _first(days: Mapping[date, int], most: Mapping[date, int]) -> date:
    return min((day for day, n in days.items() if n == most[day]), default=min(days))
