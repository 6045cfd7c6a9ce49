from datetime import date, timedelta

from sqlalchemy import insert

from kpi import periods
from kpi.interaction_event import Kind
from kpi.metrics import SERVICE, Metric
from kpi.query import Query
from kpi.store import origins, rows, surveys, versions, workspaces
from kpi.store.database import Database
from kpi.store.tables import Tally, Workspace
from tests.kpi.store.tickets import DAY, HOME, event, read, take_in, write
from tests.moments import NOW

TODAY, LONG_AGO = date(2026, 11, 18), date(2021, 11, 1)


async def test_every_definition_is_known_with_its_day(
    database: Database, workspace: Workspace
) -> None:
    period = periods.parse("week", today=TODAY, zone="Europe/Amsterdam")
    assert period is not None
    query = Query(metrics=tuple(Metric), period=period)
    csat = await read(database, surveys.named, HOME, "csat")
    faces, later = {"definition": "csat/faces/top2/v1"}, NOW + 2 * DAY
    await write(database, versions.rewrite, csat, faces, now=later)
    counted = {"frt": "frt/calendar/mean/v1"}
    await write(database, workspaces.change, HOME, service=counted)
    opened = event(Kind.OPENED, NOW - DAY)
    await take_in(database, opened)
    nps = await read(database, surveys.named, HOME, "nps")
    (past,) = rows.values(
        [Tally(workspace_id=HOME, survey_id=nps.id, version=1, segment="", value="", day=LONG_AGO)]
    )
    heard = insert(rows.table(Tally)).values(past)
    await write(database, lambda connection: connection.execute(heard))
    now = await read(database, workspaces.find, HOME)
    asked = await read(database, origins.of_surveys, now, query)
    assert [(one.survey.definition, one.since) for one in asked] == [
        ("csat/faces/top2/v1", TODAY + timedelta(days=2)),
        ("ces/1-7/top3/v1", TODAY),
        ("nps/0-10/net/v1", LONG_AGO),
    ]
    service = await read(database, origins.of_service, now, query)
    assert [(one.definition.key, one.since) for one in service] == [
        ("frt/calendar/mean/v1", TODAY - timedelta(days=1)),
        ("art/office/full/mean/v1", None),
        ("fcr/7d/v1", None),
    ]


async def test_a_change_holds_since_the_day_on_which_it_was_chosen(
    database: Database, workspace: Workspace
) -> None:
    chosen = "frt/calendar/mean/v1"
    await take_in(database, event(Kind.OPENED, NOW - DAY))
    service = {"frt": chosen, "begun": f"/frt/office/median/v1 {TODAY}/{chosen}"}
    await write(database, workspaces.change, HOME, service=service)
    period = periods.week_of(TODAY, "Europe/Amsterdam")
    now = await read(database, workspaces.find, HOME)
    frt, art, fcr = await read(
        database, origins.of_service, now, Query(metrics=SERVICE, period=period)
    )
    assert (frt.definition.key, frt.since) == (chosen, TODAY)
    assert art.hours is not None
    assert (frt.hours, art.hours.is_assumed, fcr.hours) == (None, True, None)
