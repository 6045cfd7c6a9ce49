"""`/survey themes` over the wire: a theme is tried, kept, and the past is read with it."""

from datetime import timedelta

from sqlalchemy import select

from bot.blocks import theme_list
from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read
from kpi.store import surveys, workspaces
from kpi.store.imports import Imported, import_answers
from kpi.store.rows import table
from kpi.store.tables import Response
from tests.bot.listeners import survey_desk
from tests.bot.listeners.conftest import Desk, said, speaks
from tests.bot.listeners.survey_desk import filled, over

PARKING = "Nowhere to park, ask @here or mail j.jansen@example.com"
REMARKS = (PARKING, "The garage was full", "Much too slow", "Te traag, en nergens parkeren", "👍")


async def heard(desk: Desk, *texts: str) -> None:
    """Have customers say something, the first last."""
    now = desk.clock.now()
    async with desk.database.reading() as connection:
        workspace = await workspaces.find(connection, desk.home)
        survey = await surveys.named(connection, desk.home, "csat")
    told = [
        Imported(external_key=text, score=2, at=now - timedelta(hours=place + 1), comment=text)
        for place, text in enumerate(texts)
    ]
    await desk.database.writer.work(
        lambda connection: import_answers(connection, workspace, survey, told, now)
    )
    await desk.round()


async def listed(desk: Desk) -> Modal:
    """Open the list as an admin."""
    await desk.admin.command("/survey", "themes")
    return await desk.sandbox.wait_for_view(cast.ADMIN)


async def settled(desk: Desk) -> Modal:
    """Give the form on top once nothing more is being drawn."""
    await desk.kompas.pieces.background.drain(20)
    shown = desk.sandbox.view_of(cast.ADMIN)
    assert shown is not None
    return shown


async def themes(desk: Desk) -> dict[str, list[str]]:
    async with desk.database.reading() as connection:
        columns = table(Response).c
        found = await connection.execute(select(columns.comment, columns.themes))
        return {row.comment: row.themes for row in found}


async def test_a_theme_is_tried_then_kept_and_the_past_is_read_again(desk: Desk) -> None:
    await heard(desk, *REMARKS)
    page = await listed(desk)
    assert "5 comments of the last 90 days" in read(page)

    form = await over(desk, page, "theme:new", value=None)
    typed = filled(name_en="Parking", words_en_0="park*, garage", words_nl_0="parkeer*\n-x*")
    await desk.admin.tap(desk.admin.fills(form, typed), "theme:try")
    assert "x* is too short for its asterisk, in the line: -x*." in read(await settled(desk))
    await desk.admin.tap(desk.admin.fills(form, filled(words_nl_0="parke*")), "theme:try")
    tried = await settled(desk)
    assert "These words catch *3* of 5 comments" in read(tried)
    assert "New: 3. No longer: 0." in read(tried)
    assert "Nowhere to park, ask ███ or mail ███" in read(tried)
    assert (await themes(desk))[PARKING] == ["other"]

    await desk.admin.submit(tried)
    follows = await settled(desk)
    assert "*Parking* is saved." in read(follows)
    assert "Read again with the words of now: 0 of 5." in read(follows)
    await desk.round()
    await desk.round()
    done = await settled(desk)
    assert "All 5 comments are read with the words of now." in read(done)
    assert "*Parking*\n3 comments · 3 words · changed by" in read(done)
    both = ["speed", "parking"]
    told = [["parking"], ["parking"], ["speed"], both, []]
    assert await themes(desk) == dict(zip(REMARKS, told, strict=True))


async def test_a_theme_is_changed_removed_and_brought_back_in_dutch(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    await heard(desk, *REMARKS)
    assert "De thema's gaan nu open." in said(await desk.admin.command("/survey", "thema's"))
    page = await desk.sandbox.wait_for_view(cast.ADMIN)
    form = await over(desk, page, "theme:edit", value="speed")
    assert "traag" in str(form.content)
    wrong = filled(name_nl="Prijs", words_nl_0="*a")
    refused = (await desk.admin.submit(form, wrong)).answer
    assert set(refused["errors"]) == {"words_nl_0"}
    refused = (await desk.admin.submit(form, filled(words_nl_0="traag"))).answer
    assert refused["errors"] == {"name_nl": "Er is al een thema dat Prijs heet."}
    await desk.admin.submit(form, filled(name_nl="Tempo"))
    page = await settled(desk)
    assert "*Tempo* is opgeslagen." in read(page)
    await desk.admin.tap(page, "theme:remove", value="speed")
    page = await settled(desk)
    assert "*Snelheid* is verwijderd." in read(page)
    await desk.round()
    assert (await themes(desk))["Much too slow"] == ["other"]
    await desk.admin.tap(page, "theme:restore", value="speed")
    assert "Het thema is weer zoals het kwam." in read(await settled(desk))
    await desk.round()
    assert (await themes(desk))["Much too slow"] == ["speed"]


async def test_only_admins_see_the_themes_which_stand_behind_the_surveys_too(desk: Desk) -> None:
    assert "Only an admin" in said(await desk.agent.command("/survey", "themes"))
    page = await over(desk, await survey_desk.listed(desk), theme_list.LIST, value=None)
    assert "*Speed*\n0 comments" in read(page)
