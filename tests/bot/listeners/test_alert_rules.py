"""`/survey alerts` over the wire: a rule is made, changed and removed."""

from typing import Any

from bot.sandbox import cast
from bot.sandbox.modals import Modal
from bot.sandbox.plain import read
from kpi.store import alert_rules, workspaces
from kpi.store.tables import AlertRule
from tests.bot.listeners.conftest import Desk, said, speaks


async def rules(desk: Desk) -> list[AlertRule]:
    async with desk.database.reading() as connection:
        return await alert_rules.of_workspace(connection, desk.home)


async def opened(desk: Desk, action_id: str = "alert:new") -> Modal:
    if (told := desk.sandbox.view_of(cast.ADMIN)) is not None:
        await desk.admin.close(told)
    await desk.admin.command("/survey", "meldingen")
    await desk.admin.tap(desk.sandbox.ephemerals(cast.ADMIN)[-1], action_id)
    return await desk.sandbox.wait_for_view(cast.ADMIN)


def filled(**values: object) -> dict[str, Any]:
    return {name: {name: value} for name, value in values.items()}


async def settled(desk: Desk) -> None:
    await desk.kompas.pieces.background.drain(5)


async def test_a_rule_is_made_changed_and_removed(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    assert "Only an admin" in said(await desk.agent.command("/survey", "alerts"))
    form = await opened(desk)
    assert "2 van 5 of lager" in read(form)
    sent = await desk.admin.submit(form, filled(channel=cast.WEEKLY, account="Acme"))
    assert "2 van 5 of lager, klant Acme: gemeld in" in str(sent.answer)
    await settled(desk)
    assert "2 van 5 of lager" in desk.sandbox.ephemerals(cast.ADMIN)[-1].text
    form = await opened(desk, "alert:edit")
    await desk.admin.choose(form, "alert_survey", "ces")
    await settled(desk)
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    values = filled(words="te laat, weer") | {"steps:ces": {"steps": "3"}}
    assert "3 van 7 of lager" in str((await desk.admin.submit(form, values)).answer)
    (rule,) = await rules(desk)
    assert (rule.steps, rule.words, rule.owner_id) == (3, ["te laat", "weer"], cast.ADMIN)
    await desk.admin.tap(desk.sandbox.ephemerals(cast.ADMIN)[-1], "alert:remove")
    await settled(desk)
    assert await rules(desk) == []


async def test_what_cannot_be_is_said_at_its_field(desk: Desk) -> None:
    form = await opened(desk)
    shared = filled(channel=cast.SHARED)
    assert "People from outside" in str((await desk.admin.submit(form, shared)).answer)
    nobody = filled(channel=cast.WEEKLY, owner=cast.AGENT)
    assert "Choose a lead" in str((await desk.admin.submit(form, nobody)).answer)
    nothing = filled(owner=cast.ADMIN) | {"steps:csat": {"steps": "any"}}
    assert "Say which answers" in str((await desk.admin.submit(form, nothing)).answer)
    assert await rules(desk) == []


async def test_good_news_is_switched_on_there(desk: Desk) -> None:
    await desk.admin.command("/survey", "alerts")
    await desk.admin.tap(desk.sandbox.ephemerals(cast.ADMIN)[-1], "alert:joy")
    await settled(desk)
    async with desk.database.reading() as connection:
        assert (await workspaces.find(connection, desk.home)).sends_joy
