from bot.sandbox import cast
from kpi.store import workspaces
from kpi.store.tables import Workspace
from tests.bot.listeners.conftest import Desk, said


async def test_an_admin_names_leads_and_switches_agents_on(desk: Desk) -> None:
    assert "<@U0AGENT001>" in said(await desk.admin.command("/survey", "leads @adevries"))
    await desk.admin.command("/survey", "agents on")
    workspace = await stored(desk)
    assert workspace.lead_ids == [cast.AGENT]
    assert workspace.shows_agents
    assert "<@U0AGENT001>" in said(await desk.admin.command("/survey", "leads"))


async def test_figures_of_others_are_off_until_an_admin_wants_them(desk: Desk) -> None:
    shown = [said(await desk.admin.command("/kpi", "nps month"))]
    assert "date and source" in said(await desk.admin.command("/survey", "benchmarks on"))
    shown.append(said(await desk.admin.command("/kpi", "nps month")))
    await desk.admin.command("/survey", "benchmarks uit")
    shown.append(said(await desk.admin.command("/kpi", "nps month")))
    assert ["Elsewhere" in one for one in shown] == [False, True, False]


async def test_a_guest_cannot_become_a_lead(desk: Desk) -> None:
    assert "Only people of this workspace" in said(
        await desk.admin.command("/survey", "leads @gpeters")
    )
    assert (await stored(desk)).lead_ids == []


async def test_settings_are_for_admins(desk: Desk) -> None:
    for text in ("leads @adevries", "admins @adevries", "agents on", "benchmarks on"):
        assert "Only an admin" in said(await desk.agent.command("/survey", text))
    workspace = await stored(desk)
    assert (workspace.lead_ids, workspace.admin_ids) == ([], [])


async def test_a_named_admin_is_an_admin(desk: Desk) -> None:
    await desk.admin.command("/survey", "admins @adevries")
    assert "hidden" in said(await desk.agent.command("/survey", "agents off"))


async def stored(desk: Desk) -> Workspace:
    async with desk.database.reading() as connection:
        return await workspaces.find(connection, desk.home)
