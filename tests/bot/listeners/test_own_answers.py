from bot.sandbox import cast, plain
from tests.bot.listeners.conftest import Desk


async def test_a_guest_reads_their_own_answers_in_private(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    await desk.guest.tap(await desk.asked(cast.GUEST, thread=thread), "rate:4")
    shown = await desk.whisper("4 of 5", cast.GUEST)
    await desk.guest.tap(shown, "my_answers")
    answers = plain.read(await desk.whisper("Your last answers", cast.GUEST))
    assert "4 of 5" in answers
    assert "VPN keeps dropping" in answers


async def test_somebody_else_never_reads_them(desk: Desk) -> None:
    await desk.customer.tap(await desk.asked(), "rate:4")
    shown = await desk.dm("4 of 5")
    await desk.agent.tap(shown, "my_answers", forged=True)
    await desk.whisper("You have no answers here", cast.AGENT)
