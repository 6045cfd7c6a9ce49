from bot.blocks.reminder import reminder
from tests.bot.blocks.questions import question
from tests.bot.blocks.reading import read


def test_a_reminder_repeats_the_question_and_has_no_scale_of_its_own() -> None:
    message = reminder(question())
    assert read(message).startswith("A short reminder, the only one: How satisfied are you")
    assert [block["type"] for block in message.blocks] == ["section"]


def test_a_reminder_that_others_can_read_names_whom_it_is_for() -> None:
    asked = question(channel_id="C0SHARED")
    assert reminder(asked).text.startswith(f"<@{asked.contact.user_id}> ")
