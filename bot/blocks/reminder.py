"""The one reminder of a question, said under it where it stands."""

from bot.blocks import asking, inert, kit
from bot.blocks.message import Message
from kpi.store.invitations import Question


def reminder(question: Question) -> Message:
    """Ask once more in words; the scale stays with the question."""
    say = asking.voice_of(question)
    asked = inert.escaped(asking.asked(question, say), kit.SECTION)
    text = say(
        "A short reminder, the only one: {question} You can answer with the buttons above.",
        question=asked,
    )
    if asking.is_public(question):
        text = f"<@{question.contact.user_id}> {text}"
    return Message(text, [kit.section(text)])
