"""One tap more below an answer: was it solved the first time?"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.blocks import asking, kit
from bot.blocks.message import Block
from bot.wording import Voice, sentence
from kpi.reckoning import SYSTEM
from kpi.store.invitations import Question

ACTION = "solved"
"""Before the choice, in the action id of a button."""
CHOICES: Mapping[bool, str] = {True: "yes", False: "no"}

_CHOSEN = "✓"
_WORDS: Mapping[bool, str] = {True: sentence("Yes"), False: sentence("No")}
_ASKED = sentence("Was it solved the first time?")
_SAID: Mapping[bool, str] = {
    True: sentence("Solved the first time: yes."),
    False: sentence("Solved the first time: no."),
}


def is_asked(question: Question, now: datetime) -> bool:
    """Whether it may be said now: of what a ticket system told of, while the answer may change."""
    response = question.response
    if response is None or response.score is None or not asking.may_change(question, now):
        return False
    is_service = question.interaction.trigger == SYSTEM
    return response.solved_at_once is not None or (is_service and question.policy.confirm_fcr)


def text(question: Question, say: Voice, now: datetime) -> str:
    """Give the question, or what was said to it; empty where there is neither."""
    told = said(say, question.response.solved_at_once) if question.response else ""
    return told or (say(_ASKED) if is_asked(question, now) else "")


def said(say: Voice, solved: bool | None) -> str:  # noqa: FBT001 - a value, no switch
    """Give what was said; empty where nothing was."""
    return "" if solved is None else say(_SAID[solved])


def blocks(question: Question, say: Voice, now: datetime) -> Iterator[Block]:
    """Ask with two buttons; what was said keeps them as long as it may change."""
    if not (told := text(question, say, now)):
        return
    yield kit.section(told)
    if is_asked(question, now):
        value = asking.invitation_id(question)
        yield from kit.actions(
            kit.button(label, f"{ACTION}:{CHOICES[solved]}", value, about=say(_ASKED))
            for solved, label in labels(question, say)
        )


def labels(question: Question, say: Voice) -> Iterator[tuple[bool, str]]:
    """Give what stands on each button, what was chosen marked."""
    chosen = question.response.solved_at_once if question.response else None
    for solved, words in _WORDS.items():
        yield solved, f"{_CHOSEN} {say(words)}" if chosen is solved else say(words)


def legend(say: Voice) -> str:
    """Give the question itself."""
    return say(_ASKED)
