"""The words around a question: what it is about, what is asked, and who will see the answer."""

from datetime import datetime

from bot.blocks import inert, kit, rich
from bot.blocks.message import Block
from bot.wording import Voice, language_of, sentence, voice
from kpi import ways, wording
from kpi.metrics import Band
from kpi.store import mailing
from kpi.store.invitations import Question
from kpi.wording import Words

SUBJECT = 150
NAME = 80
BY_HAND = "hand"
UNNUMBERED = frozenset({BY_HAND, "campaign"})
"""Triggers of interactions whose number we made up ourselves."""

_SOLVED_BY = sentence("{subject} was solved {when} by {team}.")
_SOLVED = sentence("{subject} was solved {when}.")
_ABOUT = sentence("This is about {subject}.")


def voice_of(question: Question) -> Voice:
    """Give the voice for the person who is asked: their own, where the survey promises it."""
    wanted = language_of(question.contact.language or question.workspace.language)
    return voice(wording.spoken(wanted, question.survey.languages))


def words(question: Question, say: Voice) -> Words:
    """Give the survey's words as they were when this person was asked."""
    return question.words(say.language)


def invitation_id(question: Question) -> str:
    return str(question.invitation.id)


def band(question: Question) -> Band:
    """Say how the answer is meant; without one, neither way."""
    score = question.response.score if question.response else None
    return Band.MIDDLE if score is None else question.definition.band(score)


def is_public(question: Question) -> bool:
    """Whether others can read the message: anywhere but in a direct message and in a mail."""
    if mailing.is_by_mail(question.contact):
        return False
    way = ways.of_channel(question.delivery.channel_id if question.delivery else "")
    return way == ways.THREAD if way else not question.contact.is_home


def may_change(question: Question, now: datetime) -> bool:
    """Whether there is an answer that may still be changed, undone and commented."""
    response = question.response
    return response is not None and now < response.answered_at + question.policy.edit_window


def about(question: Question, say: Voice, now: datetime) -> Block | None:
    """Give the line that says which help is meant, as rich text; None when nothing is known."""
    if not (subject := _subject(question)):
        return None
    parts: dict[str, Block | str] = {**_values(question, say, now)}
    line = rich.sentence(
        say, _template(question), {**parts, "subject": kit.words(subject, bold=True)}
    )
    if number := _number(question, subject):
        place = line["elements"].index(kit.words(subject, bold=True)) + 1
        line["elements"].insert(place, kit.words(f" ({number})"))
    return line


def about_text(question: Question, say: Voice, now: datetime) -> str:
    """Give the same line for the message's text."""
    return inert.escaped(about_plain(question, say, now), kit.SECTION)


def about_plain(question: Question, say: Voice, now: datetime) -> str:
    """Give the same line, not yet escaped."""
    if not (subject := _subject(question)):
        return ""
    number = _number(question, subject)
    named = f"{subject} ({number})" if number else subject
    return say(_template(question), subject=named, **_values(question, say, now))


def asked(question: Question, say: Voice) -> str:
    """Give the question itself, not yet escaped."""
    organisation = _name(question) or say("us")
    return words(question, say).asked(organisation)


def follow_up(question: Question, say: Voice) -> str:
    """Give the open question that fits the answer."""
    return words(question, say).follow_up[band(question)]


def has_own_follow_up(question: Question, say: Voice) -> bool:
    """Whether that open question is the survey's own rather than the standard one."""
    return bool(question.survey.wording.get(f"follow_up.{band(question)}.{say.language}"))


def is_explained(question: Question) -> bool:
    """Whether words or ticked reasons came with the answer."""
    response = question.response
    return response is not None and bool(response.comment or response.reasons)


def privacy(question: Question, say: Voice) -> str:
    """Say who will see the answer, not yet escaped."""
    team = inert.line(question.invitation.team, NAME)
    if question.is_anonymous:
        seen = say("Your answer is counted without your name.")
    elif team:
        seen = say("The {team} team sees your answer with your name.", team=team)
    else:
        organisation = _name(question) or say("Our team")
        seen = say("{organisation} sees your answer with your name.", organisation=organisation)
    if not is_public(question):
        return seen
    return f"{seen} " + say("Others in this channel do not see what you choose.")


def introduction(question: Question, say: Voice) -> str:
    """Say to somebody who is asked for the first time who asks, why, how long it is kept."""
    return say(
        "This is the first question you get from {organisation} through Kompas. Your answers help "
        "to improve the help you get. They are kept without an end date. If you would rather not "
        "be asked, one tap is enough.",
        organisation=_name(question) or say("us"),
    )


def _name(question: Question) -> str:
    """Give the name of who asks; empty where the workspace has none."""
    return inert.line(question.workspace.name, NAME)


def _template(question: Question) -> str:
    interaction = question.interaction
    if interaction.trigger == BY_HAND or interaction.resolved_at is None:
        return _ABOUT
    return _SOLVED_BY if inert.line(question.invitation.team, NAME) else _SOLVED


def _values(question: Question, say: Voice, now: datetime) -> dict[str, str]:
    resolved_at = question.invitation.resolved_at
    return {
        "when": say.moment_ago(resolved_at, now, question.workspace.time_zone),
        "team": inert.line(question.invitation.team, NAME),
    }


def _subject(question: Question) -> str:
    interaction = question.interaction
    number = "" if interaction.trigger in UNNUMBERED else interaction.external_id
    return inert.line(interaction.subject or number, SUBJECT)


def _number(question: Question, subject: str) -> str:
    """Give the ticket's number, unless it is the subject already or was made up by us."""
    interaction = question.interaction
    number = inert.line(interaction.external_id, NAME)
    return "" if interaction.trigger in UNNUMBERED or number == subject else number
