"""How to count, chosen by an admin."""

from bot.sandbox import cast
from kpi import service_choices
from kpi.service_definitions import in_force
from kpi.store import workspaces
from tests.bot.listeners.conftest import Desk, said
from tests.bot.listeners.survey_desk import filled

HELD = service_choices.of(in_force({}))


async def test_an_admin_chooses_how_to_count_and_reads_it_back(desk: Desk) -> None:
    assert "admin" in said(await desk.agent.command("/survey", "definitions"))
    await desk.admin.command("/survey", "definities")
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    wrong = (await desk.admin.submit(form, filled(**HELD | {"fcr_days": "99"}))).answer
    assert "from 1 to 30" in str(wrong["errors"]["fcr_days"])
    wish = HELD | {"frt_clock": "calendar", "fcr_days": "14"}
    answer = (await desk.admin.submit(form, filled(**wish))).answer
    assert "in calendar time" in str(answer)
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
    assert workspace.service == {
        "frt": "frt/calendar/median/v1",
        "fcr": "fcr/14d/v1",
        "second_line": "second-line",
    }
    told = said(await desk.admin.command("/kpi", "frt fcr definition"))
    assert "frt/calendar/median/v1" in told
    assert "fcr/14d/v1" in told
