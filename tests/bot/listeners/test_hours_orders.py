"""The form of opening hours, sent over the wire."""

from bot.sandbox.plain import read
from kpi.store import office_schedules, workspaces
from kpi.store.office_schedules import Schedules
from tests.bot.listeners.conftest import Desk
from tests.bot.listeners.survey_desk import filled, listed, over
from tests.bot.listeners.test_opening_hours import settled


async def stored(desk: Desk) -> Schedules:
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
        return await office_schedules.of_workspace(connection, workspace)


async def test_hours_of_a_team_are_kept_and_shown_in_the_list(desk: Desk) -> None:
    page = await over(desk, await listed(desk), "survey:door:hours", value=None)
    await over(desk, page, "hours:new", value=None)
    form = await settled(desk)
    wrong = filled(name="Night", day0="late", day1="9-12, 11-13", zone="Mars")
    answer = (await desk.admin.submit(form, wrong)).answer
    assert answer["errors"].keys() == {"day0", "day1", "zone"}
    empty = filled(name="Night", zone="", **{f"day{day}": "" for day in range(7)})
    answer = (await desk.admin.submit(form, empty)).answer
    assert answer["errors"].keys() == {"day0", "teams"}
    night = filled(name="Night", day0="22:00-06:00", teams="Ops", channels="phone")
    told = (await desk.admin.submit(form, night)).answer["view"]
    assert "Monday 22:00-06:00 · " in told["blocks"][0]["text"]["text"]
    found = await stored(desk)
    assert found.for_(team="ops")[0] == found.for_(channel="phone")[0] == "Night"
    assert found.hours("Night").closed
    assert found.is_assumed
    await desk.admin.close(await settled(desk))
    assert "Teams: Ops · channels: phone" in read(await settled(desk))
