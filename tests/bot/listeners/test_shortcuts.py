from bot.sandbox import cast
from tests.bot.listeners.conftest import Desk
from tests.bot.listeners.test_reactions import marking

__all__ = ["marking"]

ASK = "ask_for_rating"


async def test_whoever_wrote_the_message_is_asked_about_it(desk: Desk) -> None:
    message = await desk.customer.says(cast.SUPPORT, "My VPN is <down>")
    await desk.agent.message_shortcut(ASK, message)
    form = await desk.sandbox.wait_for_view(cast.AGENT)
    assert "My VPN is <down>" in str(form.blocks)
    await desk.agent.submit(form)
    told = desk.sandbox.view_of(cast.AGENT)
    assert told is not None
    assert "I will ask <@U0JANSEN01>" in str(told.blocks)
    question = await desk.question(cast.CUSTOMER)
    await desk.customer.tap(question, "rate:4")
    (answer,) = await desk.answers()
    assert (answer.trigger, answer.agent) == ("hand", "a.devries@example.com")


async def test_a_guest_is_asked_in_the_thread_of_their_message(desk: Desk) -> None:
    message = await desk.guest.says(cast.SHARED, "My VPN is down")
    await desk.agent.message_shortcut(ASK, message)
    await desk.agent.submit(await desk.sandbox.wait_for_view(cast.AGENT))
    question = await desk.question(cast.SHARED)
    assert question.thread_ts == message.ts


async def test_two_colleagues_who_mark_one_message_ask_once(desk: Desk) -> None:
    message = await desk.customer.says(cast.SUPPORT, "My VPN is down")
    for colleague in (desk.agent, desk.admin):
        await colleague.message_shortcut(ASK, message)
        await colleague.submit(await desk.sandbox.wait_for_view(colleague.user.id))
    await desk.question(cast.CUSTOMER)
    told = desk.sandbox.view_of(cast.ADMIN)
    assert told is not None
    assert "before" in str(told.blocks)
    assert len(desk.sandbox.messages(cast.CUSTOMER)) == 1


async def test_who_could_not_be_asked_before_may_be_asked_again(desk: Desk) -> None:
    message = await desk.guest.says(cast.SHARED, "My VPN is down")
    told = []
    for wish in ("stop", "start"):
        await desk.guest.command("/survey", wish)
        await desk.agent.message_shortcut("ask_for_rating", message)
        await desk.agent.submit(await desk.sandbox.wait_for_view(cast.AGENT))
        answer = await desk.sandbox.wait_for_view(cast.AGENT)
        told.append(str(answer.blocks))
        await desk.agent.close(answer)
    assert "does not want questions" in told[0]
    assert "I will ask" in told[1]
    await desk.question(cast.SHARED)


async def test_ones_own_message_is_refused(desk: Desk) -> None:
    message = await desk.agent.says(cast.SUPPORT, "Fixed it")
    await desk.agent.message_shortcut(ASK, message)
    await desk.whisper("yourself", cast.AGENT)
    assert desk.sandbox.view_of(cast.AGENT) is None


async def test_a_message_of_a_bot_is_refused(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.message_shortcut(ASK, question)
    await desk.whisper("No person wrote")


async def test_somebody_else_may_be_chosen_but_not_oneself(desk: Desk) -> None:
    message = await desk.customer.says(cast.SUPPORT, "My VPN is down")
    await desk.agent.message_shortcut(ASK, message)
    form = await desk.sandbox.wait_for_view(cast.AGENT)
    await desk.agent.submit(form, {"person": {"person": cast.AGENT}})
    told = desk.sandbox.view_of(cast.AGENT)
    assert told is not None
    assert "your own help" in str(told.blocks)


async def test_outsiders_cannot_ask(desk: Desk) -> None:
    message = await desk.agent.says(cast.SHARED, "Fixed it")
    await desk.guest.message_shortcut(ASK, message)
    await desk.whisper("only for members", cast.GUEST)


async def test_who_began_the_thread_is_suggested_whatever_message_was_chosen(desk: Desk) -> None:
    first = await desk.customer.says(cast.SUPPORT, "My VPN is down")
    reply = await desk.agent.says(cast.SUPPORT, "Fixed it", thread_ts=first.ts)
    await desk.admin.message_shortcut(ASK, reply)
    form = await desk.sandbox.wait_for_view(cast.ADMIN)
    assert form.blocks[0]["element"]["initial_user"] == cast.CUSTOMER
    await desk.admin.submit(form)
    await desk.agent.message_shortcut(ASK, first)
    await desk.agent.submit(await desk.sandbox.wait_for_view(cast.AGENT))
    told = desk.sandbox.view_of(cast.AGENT)
    assert told is not None
    assert "before" in str(told.blocks)


async def test_everyone_who_wrote_is_suggested_and_asked(marking: Desk) -> None:
    await marking.admin.command("/survey", "threads everyone")
    first = await marking.customer.says(cast.SUPPORT, "Our VPN is down")
    for person in (marking.sandbox.person(cast.LEAD), marking.agent):
        await person.says(cast.SUPPORT, "Here too", thread_ts=first.ts)
    await marking.agent.message_shortcut(ASK, first)
    form = await marking.sandbox.wait_for_view(cast.AGENT)
    assert form.blocks[0]["element"]["initial_users"] == [cast.CUSTOMER, cast.LEAD]
    await marking.agent.submit(form)
    for user_id in (cast.CUSTOMER, cast.LEAD):
        assert "Our VPN is down" in str((await marking.question(user_id)).blocks)
