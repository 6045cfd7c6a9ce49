"""What goes on at a desk, and what is not said of it."""

from dataclasses import replace

from kpi import periods
from kpi.interaction_event import Kind
from kpi.measured import Desk
from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import office_schedules, summaries
from kpi.store.database import Database
from kpi.store.office_schedules import Wish
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import DAY, HOUR, event, read, take_in, write
from tests.moments import NOW

WEEK = periods.week_of(NOW.date(), "Europe/Amsterdam")
ART = Query(metrics=(Metric.ART,), period=WEEK)


async def desk(database: Database, workspace: Workspace, asked: Query, **filters: str) -> Desk:
    (found,) = await read(
        database, summaries.answer, workspace, replace(asked, filters=filters), NOW
    )
    assert found.desk is not None
    return found.desk


async def test_of_one_agent_nothing_is_told_to_be_open_or_to_have_come_back(
    database: Database, workspace: Workspace
) -> None:
    came_back = (Kind.OPENED, Kind.RESOLVED, Kind.REOPENED)
    for hours, kind in enumerate((*came_back, Kind.OPENED)):
        ticket = "T-1" if hours < len(came_back) else "T-2"
        at = NOW - DAY + hours * HOUR
        await take_in(database, event(kind, at, external_id=ticket, agent="anna"))
    whole = await desk(database, workspace, ART)
    assert (whole.open, whole.reopened) == (2, 1)
    of_anna = await desk(database, workspace, ART, agent="anna", team="Network")
    assert (of_anna.open, of_anna.reopened) == (None, None)
    fcr = replace(ART, metrics=(Metric.FCR,))
    assert (await desk(database, workspace, fcr, agent="anna")).reopened is None
    assert (await desk(database, workspace, fcr, team="Network")).reopened == 1


async def test_no_hours_are_assumed_of_a_team_that_has_its_own(
    database: Database, workspace: Workspace
) -> None:
    night = Wish(name="Night", week=office_schedules.USUAL, teams=["Ops"], channels=["phone"])
    await write(database, office_schedules.save, workspace, night, NOW)
    assert (await desk(database, workspace, ART)).assumes_hours
    assert (await desk(database, workspace, ART, team="Network")).assumes_hours
    assert not (await desk(database, workspace, ART, team="Ops")).assumes_hours
    assert not (await desk(database, workspace, ART, channel="phone", team="Network")).assumes_hours
    others = Wish(week=office_schedules.USUAL)
    await write(database, office_schedules.save, workspace, others, NOW)
    assert not (await desk(database, workspace, ART)).assumes_hours
