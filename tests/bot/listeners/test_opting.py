from bot.sandbox import cast
from tests.bot.listeners.conftest import BOTH_DATABASES, Desk, actions_of, has_scale, said

pytestmark = BOTH_DATABASES


async def test_dont_ask_me_again_ends_the_question_and_the_asking(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "opt_out")
    shown = await desk.dm("no more questions")
    assert actions_of(shown) == ["opt_in"]
    await desk.help()
    assert len(desk.sandbox.messages(cast.CUSTOMER)) == 1


async def test_the_way_back_shows_the_question_again(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "opt_out")
    await desk.customer.tap(await desk.dm("no more questions"), "opt_in")
    again = await desk.question(cast.CUSTOMER)
    await desk.customer.tap(again, "rate:4")
    await desk.dm("4 of 5")


async def test_in_a_thread_somebody_elses_wish_is_their_own(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.agent.tap(question, "opt_out")
    await desk.whisper("no more questions", cast.AGENT)
    assert has_scale(await desk.question(cast.SHARED))
    await desk.guest.tap(question, "rate:4")
    await desk.whisper("4 of 5", cast.GUEST)


async def test_stop_and_start_by_command(desk: Desk) -> None:
    assert "not ask you" in said(await desk.customer.command("/survey", "stop"))
    await desk.help()
    assert desk.sandbox.messages(cast.CUSTOMER) == []
    assert "ask you again" in said(await desk.customer.command("/survey", "start"))
    await desk.help()
    await desk.question(cast.CUSTOMER)
