from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk, said
from tests.bot.listeners.test_campaign_orders import made, started


async def listed(desk: Desk) -> str:
    """The list as an admin reads it now."""
    return str((await desk.admin.command("/survey", "campaign")).answer)


async def settle(desk: Desk) -> None:
    assert await desk.kompas.pieces.background.drain(5) == 0


async def press(desk: Desk, action_id: str) -> str:
    """Press a button of the list; give the list as it stands afterwards."""
    await desk.admin.command("/survey", "campagne")
    shown = desk.sandbox.ephemerals(cast.ADMIN)[-1]
    await desk.admin.tap(shown, action_id)
    await settle(desk)
    return str(desk.sandbox.ephemerals(cast.ADMIN)[-1].blocks)


async def test_it_is_for_leads_and_admins(desk: Desk) -> None:
    assert "Only leads" in said(await desk.agent.command("/survey", "campaign"))
    assert "There are no campaigns yet" in await listed(desk)
    assert "did not understand" in said(await desk.admin.command("/survey", "campaign soon"))


async def test_a_campaign_is_paused_resumed_and_ended(desk: Desk) -> None:
    await started(desk)
    await desk.round()
    shown = await listed(desk)
    assert "*Relations* · NPS · running" in shown
    assert "4 still to come" in shown
    assert "every quarter" not in shown
    assert "paused" in await press(desk, "campaign:pause")
    assert "running" in await press(desk, "campaign:resume")
    ended = await press(desk, "campaign:end")
    assert "ended" in ended
    assert "campaign:pause" not in ended


async def test_a_draft_is_previewed_again_from_the_list(desk: Desk) -> None:
    await made(desk)
    assert "not started" in await listed(desk)
    await desk.admin.close(await desk.sandbox.wait_for_view(cast.ADMIN))
    await press(desk, "campaign:preview")
    shown = await desk.sandbox.wait_for_view(cast.ADMIN)
    assert "4 people" in str(shown.blocks)
    tapped = next(one for one in shown.blocks if one["type"] == "actions")["elements"][0]
    await desk.admin.tap(shown, tapped["action_id"])
    await settle(desk)
    assert await desk.answers() == []
    assert (await desk.sandbox.wait_for_view(cast.ADMIN)).blocks == shown.blocks


async def test_a_user_group_is_named_with_the_command(desk: Desk) -> None:
    await desk.admin.command("/survey", "campaign @support-leads")
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    await desk.admin.submit(form, {"name": {"name": "Leads"}})
    assert "1 person" in str((await desk.sandbox.wait_for_view(cast.ADMIN)).blocks)
