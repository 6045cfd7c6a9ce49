"""The form of opening hours, sent over the wire."""

from datetime import date

from bot.sandbox import cast
from bot.sandbox.plain import read
from kpi import holidays
from kpi.interaction_event import Kind
from kpi.store import invitations, office_schedules, workspaces
from kpi.store.office_schedules import Schedules, Wish
from tests.bot.listeners.conftest import Desk
from tests.bot.listeners.survey_desk import filled, listed, over
from tests.bot.listeners.test_opening_hours import settled
from tests.kpi.store.tickets import event, write


async def stored(desk: Desk) -> Schedules:
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
        return await office_schedules.of_workspace(connection, workspace)


async def test_hours_of_a_team_are_kept_and_shown_in_the_list(desk: Desk) -> None:
    opened = event(Kind.OPENED, desk.clock.now(), team="OPS", channel="chat")
    await write(desk.database, invitations.take_in, desk.home, opened, desk.clock.now())
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
    said = told["blocks"][0]["text"]["text"]
    assert "Monday 22:00-06:00 · " in said
    assert "Campaigns" not in said
    assert "No ticket is filed under phone yet" in said
    found = await stored(desk)
    assert found.for_(team="ops")[0] == found.for_(channel="phone")[0] == "Night"
    assert found.hours("Night").closed
    assert found.is_assumed
    await desk.admin.close(await settled(desk))
    assert "Teams: Ops · channels: phone" in read(await settled(desk))


async def test_the_list_in_a_message_is_drawn_anew_once_hours_are_kept(desk: Desk) -> None:
    await desk.admin.command("/survey", "hours")
    listing = desk.sandbox.ephemerals(cast.ADMIN)[-1]
    await desk.admin.tap(listing, "hours:edit", value="=")
    form = await settled(desk)
    ticked = filled(day5="10-14") | {"toggles": {"toggles": [holidays.LIBERATION_DAY]}}
    told = (await desk.admin.submit(form, ticked)).answer["view"]
    assert "Campaigns ask nobody" in told["blocks"][0]["text"]["text"]
    await desk.admin.close(await settled(desk))
    shown = desk.sandbox.ephemerals(cast.ADMIN)[-1]
    assert shown.text.startswith("Saved.\n*Everybody*: Monday")
    assert date(2027, 5, 5) in (await stored(desk)).default.closed
    await desk.admin.tap(shown, "hours:zone")
    form = await settled(desk)
    await desk.admin.submit(form, filled(zone="Europe/London"))
    await settled(desk)
    assert "Time zone: *Europe/London*" in desk.sandbox.ephemerals(cast.ADMIN)[-1].text


async def test_hours_that_somebody_else_changed_meanwhile_are_not_undone(desk: Desk) -> None:
    await desk.admin.command("/survey", "hours")
    await desk.admin.tap(desk.sandbox.ephemerals(cast.ADMIN)[-1], "hours:edit", value="=")
    form = await settled(desk)
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
    others = Wish(week=office_schedules.USUAL, closed={date(2026, 12, 24): "Party"})
    await write(desk.database, office_schedules.save, workspace, others, desk.clock.now())
    answer = (await desk.admin.submit(form, filled(day5="10-14"))).answer
    assert "Close this form and open it again" in answer["errors"]["day0"]
    assert (await stored(desk)).default.closed == {date(2026, 12, 24)}
