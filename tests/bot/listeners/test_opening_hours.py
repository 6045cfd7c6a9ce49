"""`/survey hours` over the wire: the list, days off on request, and taking hours away."""

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read
from kpi.store import office_schedules, workspaces
from kpi.store.office_schedules import Wish
from tests.bot.listeners.conftest import Desk, said, speaks
from tests.bot.listeners.survey_desk import listed, over


async def settled(desk: Desk) -> Modal:
    """Give the form on top once nothing more is being drawn."""
    await desk.kompas.pieces.background.drain(20)
    shown = desk.sandbox.view_of(cast.ADMIN)
    assert shown is not None
    return shown


async def test_days_off_are_suggested_again_for_another_country(desk: Desk) -> None:
    page = await over(desk, await listed(desk), "survey:door:hours", value=None)
    assert "I assume: Monday–Friday 09:00-17:00" in read(page)
    await over(desk, page, "hours:edit", value="=")
    form = await settled(desk)
    assert "2026-12-25 Christmas Day" in read(form)
    assert "2027-04-27 King's Day" in read(form)
    typed = {"closed:1": {"closed": "2026-12-24 Party\n2026-12-25 Christmas Day"}}
    filled = desk.admin.fills(form, {"country": {"country": "BE"}, **typed})
    await desk.admin.tap(filled, "hours:suggest")
    belgian = await settled(desk)
    assert "2026-12-24 Party" in read(belgian)
    assert "2027-07-21" in read(belgian)
    assert "King's Day" not in read(belgian)
    wrong = desk.admin.fills(belgian, {"closed:2": {"closed": "Christmas"}})
    await desk.admin.tap(wrong, "hours:suggest")
    assert "Line 1: write a day" in read(await settled(desk))


async def test_hours_are_listed_and_taken_away(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    wish = Wish(name="Nacht", week=office_schedules.USUAL, teams=["Ops"])
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
    await desk.database.writer.work(
        lambda connection: office_schedules.save(connection, workspace, wish, desk.clock.now())
    )
    assert "*Nacht*: maandag–vrijdag" in said(await desk.admin.command("/survey", "openingstijden"))
    shown = desk.sandbox.ephemerals(cast.ADMIN)[-1]
    await desk.admin.tap(shown, "hours:remove", value="=Nacht")
    await desk.kompas.pieces.background.drain(5)
    assert "Nacht" not in desk.sandbox.ephemerals(cast.ADMIN)[-1].text


async def test_only_admins_see_the_hours(desk: Desk) -> None:
    assert "Only an admin" in said(await desk.agent.command("/survey", "hours"))
