"""The time zone of the workspace, changed over the wire."""

from datetime import timedelta

from bot.sandbox.plain import read
from kpi.store import workspaces, zones
from tests.bot.listeners.conftest import Desk
from tests.bot.listeners.survey_desk import filled, listed, over
from tests.bot.listeners.test_opening_hours import settled


async def test_an_admin_changes_the_zone_and_the_past_follows(desk: Desk) -> None:
    page = await over(desk, await listed(desk), "survey:door:hours", value=None)
    assert "Time zone: *Europe/Amsterdam*" in read(page)
    form = await over(desk, page, "hours:zone", value=None)
    answer = (await desk.admin.submit(form, filled(zone="Londn"))).answer
    assert "Did you mean Europe/London?" in answer["errors"]["zone"]
    told = (await desk.admin.submit(form, filled(zone="europe/london"))).answer["view"]
    assert "*Europe/London* now" in told["blocks"][0]["text"]["text"]
    await desk.admin.close(await settled(desk))
    assert "Time zone: *Europe/London*" in read(await settled(desk))
    desk.clock.move(zones.SETTLED + timedelta(seconds=1))
    await desk.round()
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
    assert (workspace.time_zone, workspace.zone_changed_at) == ("Europe/London", None)
