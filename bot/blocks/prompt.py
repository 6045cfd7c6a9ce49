"""The question and all it can turn into: answered, being changed, undone, closed, not wanted.

A message that others can read never shows a score.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.blocks import asking, confirming, inert, kit, scale
from bot.blocks.message import Block, Message
from bot.wording import Voice, sentence, voice
from kpi.metrics import Band
from kpi.store.invitations import Question

STOPPED = sentence("You will get no more questions from us. What you answered before is kept.")


def question(question: Question, *, now: datetime) -> Message:
    """Ask: what it was about, the question, the scale, who sees the answer, how to stop."""
    say = asking.voice_of(question)
    blocks = [
        *_opening(question, say, now),
        kit.plain_section(asking.asked(question, say)),
        *kit.actions(_scale(question, say)),
        *_small_print(question, say),
    ]
    return Message(_question_text(question, say, now), blocks)


def answered(question: Question, now: datetime) -> Message:
    """Thank the person who answered, and offer what still can be done. Only for their eyes."""
    say = asking.voice_of(question)
    text = " ".join(_thanks(question, say))
    own = kit.button(say("My answers"), "my_answers", asking.invitation_id(question))
    blocks = [
        kit.section(text),
        *kit.actions(_next_steps(question, say, now)),
        *confirming.blocks(question, say, now),
        *kit.actions([own, _wish(question, say)]),
    ]
    return Message(f"{text} {confirming.text(question, say, now)}".rstrip(), blocks)


def answered_publicly(question: Question) -> Message:
    """Say in a thread that the question is answered, and nothing of what was chosen."""
    say = asking.voice_of(question)
    name = inert.escaped(question.contact.name, asking.NAME)
    thanks = say("{name} answered. Thank you.", name=name) if name else say("Answered. Thank you.")
    return Message(thanks, [kit.section(thanks)])


def changing(question: Question) -> Message:
    """Show the scale again to somebody who wants to choose anew. Only for their eyes."""
    say = asking.voice_of(question)
    text = f"{_choice(question, say)} {say('Choose again; only the new answer counts.')}"
    buttons = _scale(question, say)
    asked = kit.plain_section(asking.asked(question, say))
    return Message(text, [kit.section(text), asked, *kit.actions(buttons)])


def undone(question: Question, now: datetime) -> Message:
    """Say that the answer is gone, and leave the scale to who wants it. Only for their eyes."""
    say = asking.voice_of(question)
    text = say("Your answer is taken back and does not count.")
    wish = kit.actions([_wish(question, say)])
    if question.contact.opted_out_at is not None or not asking.may_change(question, now):
        return Message(text, [kit.section(text), *wish])
    text = f"{text} {say('You may still choose another.')}"
    buttons = _scale(question, say)
    asked = kit.plain_section(asking.asked(question, say))
    return Message(text, [kit.section(text), asked, *kit.actions(buttons), *wish])


def closed(question: Question) -> Message:
    """Say that the question takes no answer: nobody gave one in time, or they want no questions."""
    say = asking.voice_of(question)
    text = say("This question is closed. Thank you for your time.")
    return Message(text, [kit.section(text)])


def opted_out(language: str, invitation_id: str = "") -> Message:
    """Confirm that no more questions will come, and show the way back."""
    say = voice(language)
    text = say(STOPPED)
    return Message(text, [kit.section(text), *kit.actions([start(say, invitation_id)])])


def opted_in(language: str) -> Message:
    """Confirm that questions may come again."""
    say = voice(language)
    text = say("Thank you. From now on you may get a short question again after we helped you.")
    return Message(text, [kit.section(text)])


def _opening(question: Question, say: Voice, now: datetime) -> Iterator[Block]:
    """Address the person where others read along, and say which help is meant."""
    line = asking.about(question, say, now)
    mention: list[Block] = []
    if asking.is_public(question):
        mention = [{"type": "user", "user_id": question.contact.user_id}, kit.words(" ")]
    if line or mention:
        yield kit.rich_text(kit.rich_line([*mention, *(line["elements"] if line else [])]))


def _scale(question: Question, say: Voice) -> Iterator[Block]:
    words = asking.words(question, say)
    return scale.buttons(question.definition, words, asking.invitation_id(question))


def _small_print(question: Question, say: Voice) -> Iterator[Block]:
    if question.contact.introduced_at is None:
        yield kit.plain_context(asking.introduction(question, say))
    yield kit.plain_context(asking.privacy(question, say))
    yield from kit.actions([_wish(question, say)])


def _question_text(question: Question, say: Voice, now: datetime) -> str:
    ends = f"({scale.span(question.definition, asking.words(question, say))})"
    asked, privacy = asking.asked(question, say), asking.privacy(question, say)
    mention = f"<@{question.contact.user_id}>" if asking.is_public(question) else ""
    shown = (
        mention,
        asking.about_text(question, say, now),
        *(inert.escaped(text, kit.SECTION) for text in (asked, ends, privacy)),
    )
    return " ".join(part for part in shown if part)


def _thanks(question: Question, say: Voice) -> Iterator[str]:
    yield _choice(question, say)
    yield say("Sorry about that.") if asking.band(question) is Band.LOW else say("Thank you.")
    if asking.is_explained(question):
        yield say("Your comment is saved.")
    if question.contact.opted_out_at is not None:
        yield say(STOPPED)


def _choice(question: Question, say: Voice) -> str:
    score = question.response.score if question.response else None
    if score is None:
        return ""
    words = asking.words(question, say)
    return inert.escaped(scale.chosen(say, question.definition, words, score), kit.SECTION)


def _next_steps(question: Question, say: Voice, now: datetime) -> Iterator[Block]:
    """Offer the comment, the change and the undoing, as long as the answer may be edited."""
    response = question.response
    if response is None or not asking.may_change(question, now):
        return
    value = asking.invitation_id(question)
    follow_up = asking.follow_up(question, say)
    if asking.is_explained(question):
        follow_up = say("Edit comment")
    elif asking.band(question) is Band.LOW and not asking.has_own_follow_up(question, say):
        follow_up = say("Tell us what went wrong")
    yield kit.button(follow_up, "comment", value, primary=asking.band(question) is Band.LOW)
    yield kit.button(say("Change"), "change", value)
    yield kit.button(say("Undo"), "undo", value)


def _wish(question: Question, say: Voice) -> Block:
    """Offer to stop the asking or, to somebody who did, to start it again."""
    invitation_id = asking.invitation_id(question)
    if question.contact.opted_out_at is not None:
        return start(say, invitation_id)
    return kit.button(say("Don't ask me again"), "opt_out", invitation_id)


def start(say: Voice, invitation_id: str = "") -> Block:
    """Offer to be asked again; the id is of the question that this stands under, if any."""
    return kit.button(say("Ask me again after all"), "opt_in", invitation_id)
