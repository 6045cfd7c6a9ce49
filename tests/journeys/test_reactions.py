"""Somebody of another company is helped in a thread, and a colleague marks it with the emoji."""

from bot.sandbox import cast
from tests.journeys.desk import Desk
from tests.journeys.marks import each_once

EMOJI = "white_check_mark"


@each_once
async def test_a_marked_thread_becomes_a_question_in_it_and_an_answer(desk: Desk) -> None:
    desk.slack.world.subscriptions = {"reaction_added"}
    told = await desk.says(desk.admin, f"/survey reaction :{EMOJI}:")
    assert f":{EMOJI}:" in told

    root = await desk.guest.says(cast.SHARED, "Our VPN keeps dropping")
    fixed = await desk.agent.says(cast.SHARED, "Fixed it", thread_ts=root.ts)
    for _ in range(3):
        await desk.agent.reacts(fixed, EMOJI)
    await desk.bot.settle()
    await desk.bot.work()

    question = desk.question(cast.SHARED)
    assert question.thread_ts == root.ts
    assert "Our VPN keeps dropping" in desk.read(question)
    assert "I will ask" in desk.read(desk.slack.ephemerals(cast.AGENT)[-1])

    public = await desk.taps(desk.guest, question, "rate:5")
    assert desk.read(public) == "G. Peters answered. Thank you."
    (answer,) = await desk.answers()
    assert (answer.score, answer.trigger, answer.agent) == (5, "hand", "a.devries@example.com")

    await desk.admin.reacts(root, EMOJI)
    await desk.bot.settle()
    await desk.bot.work()
    assert len(desk.slack.messages(cast.SHARED)) == 3
