"""A period that is over keeps the definition under which most of it was counted."""

from dataclasses import replace
from datetime import date, timedelta

from kpi import periods
from kpi.interaction_event import Kind
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.service_definitions import standard
from kpi.store import service_series, summaries, workspaces
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
    found = await read(database, service_series.of_metrics, workspace, [Metric.FRT])
    old, new = found[Metric.FRT]
    assert (old.definition, new.definition) == (OLD, NEW)
    yesterday, today = (NOW - DAY).date(), NOW.date()
    assert (old.first, new.first) == (yesterday, today)
    assert (old.days, new.days) == ({yesterday: 2}, {yesterday: 1, today: 1})


FULL, FIRST = standard(Metric.ART).key, "art/office/first/mean/v1"
CHOSEN = {"art": FIRST, "begun": f"/{FULL} {NOW.date()}/{FIRST}"}


async def test_tickets_that_were_open_at_a_change_are_no_past_of_the_new_series(
    database: Database, workspace: Workspace
) -> None:
    """They were solved a first time, by which they count now, on days that are of the old one."""
    await _solved(database, "T-1", ago=8, again=0)
    await _solved(database, "T-2", ago=7, again=None)
    await write(database, workspaces.change, HOME, service=CHOSEN)
    workspace = await read(database, workspaces.find, HOME)
    asked = Query(metrics=(Metric.ART,), period=week(2))
    (at_once,) = await read(database, summaries.answer, workspace, asked, NOW)
    assert (at_once.n, at_once.changed_on) == (0, NOW.date())
    await take_in(database, event(at=NOW + DAY / 24, external_id="T-1"))
    await _solved(database, "T-3", ago=0, again=None)
    found = await read(database, service_series.of_metrics, workspace, [Metric.ART])
    assert {one.definition: one.first for one in found[Metric.ART]} == {
        FULL: (NOW - 7 * DAY).date(),
        FIRST: NOW.date(),
    }
    (now,) = await read(database, summaries.answer, workspace, asked, NOW)
    assert (now.n, now.previous, now.changed_on) == (1, None, NOW.date())
    assert now.recent is not None
    assert now.recent.n == 1
    split = replace(asked, by="team", filters={"channel": "chat"})
    (by_team,) = await read(database, summaries.answer, workspace, split, NOW)
    assert [(one.n, one.previous) for one in by_team.segments] == [(1, None)]


async def test_a_past_that_is_imported_after_a_change_belongs_to_the_new_series(
    database: Database, workspace: Workspace
) -> None:
    await _solved(database, "T-1", ago=2, again=None)
    await write(database, workspaces.change, HOME, service=CHOSEN)
    workspace = await read(database, workspaces.find, HOME)
    for ago in (9, 10):
        await _solved(database, f"P-{ago}", ago=ago, again=None)
    new, old = (await read(database, service_series.of_metrics, workspace, [Metric.ART]))[
        Metric.ART
    ]
    assert (old.first, new.first) == ((NOW - 2 * DAY).date(), (NOW - 10 * DAY).date())


async def _solved(database: Database, ticket: str, *, ago: int, again: int | None) -> None:
    """A ticket that was solved in an hour, and with `again` reopened so many days later."""
    at = NOW - ago * DAY
    told = event(at=at, external_id=ticket, opened_at=at - DAY / 24)
    await take_in(database, told)
    if again is not None:
        await take_in(
            database, event(Kind.REOPENED, at + again * DAY + DAY / 24, external_id=ticket)
        )
