from bot.sandbox import cast
from bot.wording import voice
from tests.bot.listeners.conftest import Desk, has_scale, speaks


async def test_the_answer_is_shown_in_the_persons_language(desk: Desk) -> None:
    speaks(desk.sandbox, cast.CUSTOMER, "nl-NL")
    question = await desk.asked()
    await desk.customer.tap(question, "rate:4")
    words = voice("nl")("You chose {score} of {high}.", score=4, high=5)
    assert "U" in words
    await desk.dm(words)


async def test_when_nothing_could_be_stored_nobody_is_thanked(desk: Desk) -> None:
    question = await desk.asked()
    await desk.database.writer.close()
    await desk.customer.tap(question, "rate:4")
    await desk.whisper("try again")
    (shown,) = desk.sandbox.messages(cast.CUSTOMER)
    assert has_scale(shown)
    assert await desk.answers() == []


async def test_a_forwarded_button_of_another_workspace_finds_nothing(desk: Desk) -> None:
    question = await desk.asked()
    blocks = str(question.blocks)
    assert desk.home not in blocks
    assert cast.CUSTOMER not in blocks
