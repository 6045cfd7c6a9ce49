from datetime import date

from bot.blocks.pickers import Choice
from bot.listeners import dashboards
from bot.sandbox import cast
from kpi.goals import Goal
from kpi.metrics import Metric
from kpi.service_definitions import standard
from kpi.store import targets, workspaces
from tests.bot.listeners.conftest import Desk, said
from tests.bot.listeners.test_home import opened
from tests.selects import selects

TODAY, ZONE = date(2026, 11, 18), "Europe/Amsterdam"


def test_a_choice_becomes_a_question_about_all_six() -> None:
    asked = dashboards.question(Choice(period="last week", scope="team:Network"), TODAY, ZONE)
    assert asked.metrics == tuple(Metric)
    assert (asked.period.label, asked.by) == ("2026-W46", None)
    assert asked.filters == {"team": "Network"}


def test_team_by_team_is_a_split() -> None:
    asked = dashboards.question(Choice(scope="by"), TODAY, ZONE)
    assert (asked.period.to_date, asked.by, asked.filters) == (True, "team", {})


async def test_what_is_shared_is_read_once(desk: Desk) -> None:
    """The numbers of Home take fourteen statements, split or not, and against the clock eight.

    Five more tell of cases and of actions.
    """
    work, now = desk.database.writer.work, desk.clock.now()
    goal = Goal(standard(Metric.FRT).key, "", "", 600)
    await work(lambda one: targets.save(one, desk.home, Metric.FRT, goal, by="", now=now))
    await work(lambda one: workspaces.change(one, desk.home, lead_ids=[cast.LEAD]))
    await desk.customer.tap(await desk.asked(), "rate:2")
    lead = desk.sandbox.person(cast.LEAD)
    with selects() as whole:
        home = await opened(desk, lead)
    with selects() as by_team:
        await lead.choose(home, "home:scope", "by")
        await desk.sandbox.wait_for_home(cast.LEAD, unlike=home)
    with selects() as clock:
        assert "fast and slow" in said(await lead.command("/kpi", "csat week clock"))
    around_it = 4
    assert len(whole) <= 14 + 5 + around_it
    assert len(by_team) <= 14 + 5 + around_it
    assert len(clock) <= 8 + around_it
