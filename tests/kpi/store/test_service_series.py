"""A period that is over keeps the definition under which most of it was counted."""

from datetime import date, timedelta

from kpi import periods
from kpi.interaction_event import Kind
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.service_definitions import standard
from kpi.store import service_series, workspaces
from kpi.store.database import Database
from kpi.store.service_series import Series, of_period
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import DAY, HOME, event, read, take_in, write
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
OLD, NEW = standard(Metric.FRT).key, "frt/calendar/mean/v1"
MONDAY = date(2026, 11, 2)


def week(number: int) -> Period:
    return periods.week_of(MONDAY + timedelta(weeks=number), ZONE)


def series(definition: str, **days: int) -> Series:
    """Counts by how many days after the first Monday they lie."""
    counted = {MONDAY + timedelta(days=int(day[1:])): n for day, n in days.items()}
    return Series(definition=definition, first=min(counted), days=counted)


def test_what_strays_into_the_past_does_not_take_it_over() -> None:
    both = [series(OLD, d0=40, d1=40), series(NEW, d1=2, d8=40)]
    assert of_period(both, week(0), NEW) == OLD
    assert of_period(both, week(1), NEW) == NEW


def test_a_time_of_which_nothing_is_known_has_what_is_in_force_if_that_had_begun() -> None:
    both = [series(OLD, d0=1), series(NEW, d1=1)]
    assert of_period(both, week(2), NEW) == NEW
    assert of_period(both[:1], week(2), NEW) == OLD
    assert of_period([], week(0), NEW) == NEW
    assert of_period(both, week(-1), NEW) == NEW


async def test_a_series_begins_where_most_is_counted_so(
    database: Database, workspace: Workspace
) -> None:
    for ticket in range(2):
        await take_in(database, event(Kind.OPENED, NOW - DAY, external_id=f"T-{ticket}"))
    await write(database, workspaces.change, HOME, service={"frt": NEW})
    for ticket, ago in ((2, DAY), (3, DAY / 2)):
        await take_in(database, event(Kind.OPENED, NOW - ago, external_id=f"T-{ticket}"))
    found = await read(database, service_series.of_metrics, HOME, [Metric.FRT])
    old, new = found[Metric.FRT]
    assert (old.definition, new.definition) == (OLD, NEW)
    yesterday, today = (NOW - DAY).date(), NOW.date()
    assert (old.first, new.first) == (yesterday, today)
    assert (old.days, new.days) == ({yesterday: 2}, {yesterday: 1, today: 1})
