"""How to count, chosen by an admin."""

from bot.sandbox import cast
from kpi import service_choices
from kpi.goals import Goal
from kpi.metrics import Metric
from kpi.service_definitions import in_force
from kpi.store import targets, workspaces
from tests.bot.listeners.conftest import Desk, said
from tests.bot.listeners.survey_desk import filled
from tests.moments import NOW

HELD = service_choices.of(in_force({}))


async def test_an_admin_chooses_how_to_count_and_reads_it_back(desk: Desk) -> None:
    assert "admin" in said(await desk.agent.command("/survey", "definitions"))
    await desk.admin.command("/survey", "definities")
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    wrong = (await desk.admin.submit(form, filled(**HELD | {"fcr_days": "99"}))).answer
    assert "from 1 to 30" in str(wrong["errors"]["fcr_days"])
    goal = Goal("frt/office/median/v1", "", "", 5400)
    await desk.database.writer.work(
        lambda connection: targets.save(connection, desk.home, Metric.FRT, goal, by="U1", now=NOW)
    )
    wish = HELD | {
        "frt_clock": "calendar",
        "fcr_days": "14",
        "fcr_by": "customers",
        "fcr_left_out": "second_line",
        "second_line": "Tier2",
    }
    answer = str((await desk.admin.submit(form, filled(**wish))).answer)
    assert "in calendar time" in answer
    assert "customers who say that it was solved the first time" in answer
    assert "tickets tagged tier2" in answer
    assert "Set it anew:  `/kpi target frt 90m`" in answer
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
    assert workspace.service == {
        "frt": "frt/calendar/median/v1",
        "fcr": "fcr/14d/net/v1",
        "second_line": "tier2",
        "fcr_customers": "2026-11-18/",
        "begun": "/frt/office/median/v1 2026-11-18/frt/calendar/median/v1 "
        "/fcr/7d/v1 2026-11-18/fcr/14d/net/v1",
    }
    told = said(await desk.admin.command("/kpi", "frt fcr definition"))
    assert "frt/calendar/median/v1" in told
    assert "fcr/confirmed/v1" in told
    assert "fcr/14d/net/v1" in told
    assert told.count("In force since 18 November 2026.") == 2
    assert "Left out by their tags: tier2." in told
    nothing = said(await desk.admin.command("/kpi", "fcr week"))
    assert "No data: no survey asks customers" in nothing
