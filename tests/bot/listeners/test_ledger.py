from bot.sandbox import cast
from bot.sandbox.messages import Message
from tests.bot.listeners.conftest import Desk, actions_of, said, speaks


async def ledger(desk: Desk, text: str) -> Message:
    exchange = await desk.admin.command("/survey", text)
    return await desk.sandbox.wait_for_ephemeral(
        cast.ADMIN, matching=lambda one: one.text == said(exchange)
    )


async def test_everything_solved_is_in_one_outcome_and_they_add_up(desk: Desk) -> None:
    await desk.asked()
    await desk.help()
    shown = await ledger(desk, "ledger 30d")
    assert "waiting: asked, and still open: 1" in shown.text
    assert "not asked: asked the same question recently: 1" in shown.text
    assert "together: 2" in shown.text
    assert "VPN keeps dropping" in str(shown.blocks)


async def test_a_button_shows_one_outcome(desk: Desk) -> None:
    await desk.asked()
    await desk.help()
    shown = await ledger(desk, "ledger 30d")
    assert actions_of(shown) == ["ledger:waiting", "ledger:not_asked"]
    await desk.admin.tap(shown, "ledger:not_asked")
    filtered = await desk.sandbox.wait_for_ephemeral(
        cast.ADMIN, matching=lambda one: "The last of them: not asked" in str(one.blocks)
    )
    assert actions_of(filtered) == ["ledger:all", "ledger:waiting"]


async def test_dutch_and_typed_outcomes(desk: Desk) -> None:
    speaks(desk.sandbox, cast.ADMIN, "nl-NL")
    await desk.help()
    shown = await ledger(desk, "logboek 30d niet gevraagd")
    assert "De laatste: niet gevraagd" in str(shown.blocks)
    assert "Er zijn er geen." in str(shown.blocks)


async def test_others_may_not_read_it_and_slips_are_explained(desk: Desk) -> None:
    assert "Only leads" in said(await desk.agent.command("/survey", "ledger week"))
    assert "/survey ledger week" in said(await desk.admin.command("/survey", "ledger soon"))
    assert "Nothing was solved" in said(await desk.admin.command("/survey", "ledger last year"))
