"""Answers beside how long their tickets took."""

import pytest

from kpi import periods
from kpi.goals import Goal
from kpi.metrics import Metric
from kpi.query import Query, View
from kpi.store import clocks, targets
from kpi.store.database import Database
from kpi.store.tables import Workspace
from tests.kpi.store.tickets import read, set_policy, write
from tests.kpi.store.visits import FRT, Visits
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
TODAY = periods.today(NOW, ZONE)


def query(*metrics: Metric, **filters: str) -> Query:
    week = periods.week_of(TODAY, ZONE).through(TODAY)
    asked = metrics or (Metric.CSAT,)
    return Query(metrics=asked, period=week, view=View.CLOCK, filters=filters)


@pytest.fixture
async def visits(database: Database, workspace: Workspace) -> Visits:
    """A target of ten minutes; a fast ticket that went badly, and a slow one that went well."""
    goal = Goal(FRT, "", "", 600)
    await write(database, targets.save, workspace.id, Metric.FRT, goal, by="U1", now=NOW)
    visits = Visits(database, workspace)
    await visits.add(1, seconds=60, team="Network")
    await visits.add(5, seconds=600, team="Network")
    await visits.add(4, seconds=601, team="Billing")
    await visits.add(2, seconds=5000, team="Billing")
    await visits.add(5, team="Billing")
    await visits.add(seconds=30, team="Billing")
    return visits


async def test_answers_lie_in_bands_and_those_that_disagree_are_told(visits: Visits) -> None:
    (found,) = await read(
        visits.database, clocks.of_question, visits.workspace, query(), NOW, most=5
    )
    assert [one.answers.n for one in found.bands] == [2, 1, 1]
    assert (found.unhappy, found.happy, found.dial.is_target) == (1, 1, True)
    (fast,), (slow,) = found.fast_unhappy, found.slow_happy
    assert (fast.score, fast.seconds, fast.team) == (1, 60, "Network")
    assert (slow.score, slow.seconds, slow.url) == (4, 601, "https://desk.example/T-1")


async def test_filters_forgive_capitals_and_nothing_usual_is_nothing(visits: Visits) -> None:
    database, workspace = visits.database, visits.workspace
    (found,) = await read(
        database, clocks.of_question, workspace, query(team="network", trigger="system"), NOW
    )
    assert (found.n, found.fast_unhappy) == (2, ())
    assert not await read(
        database, clocks.of_question, workspace, query(Metric.CSAT, Metric.ART), NOW
    )


async def test_of_an_anonymous_survey_no_ticket_is_told(visits: Visits) -> None:
    database, workspace = visits.database, visits.workspace
    await visits.add(1, seconds=61, anonymous=True)
    (found,) = await read(database, clocks.of_question, workspace, query(), NOW, most=5)
    assert (found.unhappy, len(found.fast_unhappy)) == (2, 1)
    await set_policy(database, "csat", anonymous="yes")
    await visits.add(1, times=5, seconds=62)
    await visits.add(5, times=5, seconds=900)
    (found,) = await read(database, clocks.of_question, workspace, query(), NOW, most=5)
    assert not found.hidden
    assert (found.fast_unhappy, found.slow_happy, found.bands) == ((), (), ())
