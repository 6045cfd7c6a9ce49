from bot.sandbox import cast
from kpi.store import contacts, workspaces
from tests.bot.listeners.conftest import Desk, actions_of, has_scale, said


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


async def test_a_question_in_a_thread_does_not_stay_open_for_who_wants_none(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    await desk.guest.tap(question, "opt_out")
    told = await desk.whisper("no more questions", cast.GUEST)
    public = await desk.sandbox.wait_for_message(
        cast.SHARED, matching=lambda one: "This question is closed" in one.text
    )
    assert actions_of(public) == []
    await desk.guest.tap(told, "opt_in")
    await desk.whisper("From now on you may get", cast.GUEST)
    await desk.guest.tap(await desk.question(cast.SHARED), "rate:4")
    await desk.whisper("4 of 5", cast.GUEST)


async def test_after_an_answer_the_asking_can_be_stopped_too(desk: Desk) -> None:
    question = await desk.asked()
    await desk.customer.tap(question, "rate:4")
    await desk.customer.tap(await desk.dm("4 of 5"), "opt_out")
    shown = await desk.dm("no more questions")
    assert "4 of 5" in shown.text
    assert actions_of(shown) == ["comment", "change", "undo", "my_answers", "opt_in"]
    await desk.customer.tap(shown, "undo")
    await desk.sandbox.wait_for_message(
        cast.CUSTOMER, matching=lambda one: actions_of(one) == ["opt_in"]
    )
    assert [answer.score for answer in await desk.answers()] == [None]


async def test_stopping_closes_what_is_open_elsewhere(desk: Desk) -> None:
    await desk.asked()
    await desk.customer.command("/survey", "stop")
    assert actions_of(await desk.dm("no more questions")) == ["opt_in"]
    await desk.customer.command("/survey", "start")
    await desk.question(cast.CUSTOMER)


async def test_a_wish_told_again_does_not_undo_a_later_one(desk: Desk) -> None:
    stopping = await desk.customer.tap(await desk.asked(), "opt_out")
    await desk.customer.tap(await desk.dm("no more questions"), "opt_in")
    await desk.question(cast.CUSTOMER)
    assert (await desk.sandbox.replay(stopping)).acknowledged
    await desk.kompas.pieces.background.drain(5)
    assert has_scale(desk.sandbox.messages(cast.CUSTOMER)[-1])


async def test_whoever_stops_us_reads_so_in_their_own_language(desk: Desk) -> None:
    thread = await desk.guest.says(cast.SHARED, "VPN is down")
    question = await desk.asked(cast.GUEST, thread=thread)
    async with desk.database.reading() as connection:
        assert await contacts.by_slack(connection, desk.home, "", cast.AGENT) is None
    await desk.database.writer.work(
        lambda connection: workspaces.change(connection, desk.home, language="nl")
    )
    await desk.agent.tap(question, "opt_out")
    await desk.whisper("U krijgt geen vragen meer", cast.AGENT)


async def test_stop_and_start_by_command(desk: Desk) -> None:
    assert "not ask you" in said(await desk.customer.command("/survey", "stop"))
    await desk.help()
    assert desk.sandbox.messages(cast.CUSTOMER) == []
    assert "ask you again" in said(await desk.customer.command("/survey", "start"))
    await desk.help()
    await desk.question(cast.CUSTOMER)
