"""The page as it should stand: asked, answered, being changed, taken back, closed, not wanted."""

from collections.abc import Iterator
from datetime import datetime

from bot.blocks import asking, confirming, scale, tick_list
from bot.blocks.comment_form import LONGEST
from bot.blocks.prompt import STOPPED
from bot.web.page.parts import Choices, Confirm, Remark, View
from bot.web.page.visit import Visit
from bot.wording import Voice, voice
from bot.wording.catalogs import LANGUAGES
from kpi.metrics import Band
from kpi.store.invitations import Question

NAMES = {"en": "English", "nl": "Nederlands"}


def view(question: Question, visit: Visit, now: datetime, *, alert: str = "") -> View:
    """Draw a question as it stands at this moment for the one it was sent to."""
    say = _voice(question, visit)
    choices = _choices(question, say, visit, now)
    answered = question.is_answered
    may_edit = choices is None and answered and asking.may_change(question, now)
    return View(
        language=say.language,
        title=asking.asked(question, say),
        about=asking.about_plain(question, say, now),
        alert=alert,
        told=tuple(_told(question, say, now)),
        choices=choices,
        confirm=_confirm(question, say) if _may_confirm(question, choices, now) else None,
        remark=_remark(question, say) if may_edit else None,
        change=say("Change") if may_edit else "",
        undo=say("Undo") if may_edit else "",
        wish=_wish(question, say),
        privacy=asking.privacy(question, say) if choices else "",
        switch=tuple(_switch(question, say, visit)),
    )


def stopping(question: Question, visit: Visit, now: datetime) -> View:
    """Ask whether the questions shall stop; looking at it stops nothing."""
    say = _voice(question, visit)
    if question.contact.opted_out_at is not None:
        return view(question, visit, now)
    title = say("Shall we stop asking you?")
    return View(
        language=say.language,
        title=title,
        told=(title,),
        wish=_wish(question, say),
        switch=tuple(_switch(question, say, visit)),
    )


def wrong(visit: Visit) -> View:
    """Say that there is nothing behind a link."""
    say = voice(visit.language or visit.accepted)
    title = say("This link does not work. Please use the one in the mail, as a whole.")
    return View(language=say.language, title=title, told=(title,))


def expired(visit: Visit) -> View:
    """Say that a link was good once."""
    say = voice(visit.language or visit.accepted)
    title = say("This link is too old to be used. Thank you for your time.")
    return View(language=say.language, title=title, told=(title,))


def away(visit: Visit) -> View:
    """Say that we could not look, or could not store; never a thank-you."""
    say = voice(visit.language or visit.accepted)
    title = say("We could not save or show that just now. Please try again in a minute.")
    return View(language=say.language, title=title, told=(title,))


def too_late(question: Question, visit: Visit) -> str:
    """Say that what was sent changed nothing, and why."""
    say, response = _voice(question, visit), question.response
    if response is None:
        return say("This question was closed before your answer came, so it was not counted.")
    if response.score is None:
        return say("This answer was taken back meanwhile, so your comment was not saved.")
    return say("The time to change this answer has passed; it stays as it was.")


def nothing_chosen(question: Question, visit: Visit) -> str:
    """Say that a form was sent without a choice."""
    say = _voice(question, visit)
    return say("Please choose an answer first.")


def _voice(question: Question, visit: Visit) -> Voice:
    if visit.language in question.survey.languages:
        return voice(visit.language)
    return asking.voice_of(question)


def _told(question: Question, say: Voice, now: datetime) -> Iterator[str]:
    response = question.response
    if response is not None and response.score is not None:
        words = asking.words(question, say)
        yield scale.chosen(say, question.definition, words, response.score)
        yield say("Sorry about that.") if asking.band(question) is Band.LOW else say("Thank you.")
        if asking.is_explained(question):
            yield say("Your comment is saved.")
    elif response is not None:
        yield say("Your answer is taken back and does not count.")
    elif question.contact.opted_out_at is None and not _is_open(question, now):
        yield say("This question is closed. Thank you for your time.")
    if question.contact.opted_out_at is not None:
        yield say(STOPPED)


def _choices(question: Question, say: Voice, visit: Visit, now: datetime) -> Choices | None:
    """Give the scale where a choice can be made: before the answer, after its undoing, anew."""
    current = question.response.score if question.response else None
    if not _may_choose(question, visit, now):
        return None
    definition, words = question.definition, asking.words(question, say)
    wanted = visit.score if visit.score in definition.scale else current
    return Choices(
        legend=asking.asked(question, say),
        labels=tuple(scale.marks(definition, words).items()),
        ends=scale.ends(definition, words),
        chosen=wanted,
        hint=_hint(question, say),
        send=say("Send"),
    )


def _may_choose(question: Question, visit: Visit, now: datetime) -> bool:
    response = question.response
    if response is None:
        return question.contact.opted_out_at is None and _is_open(question, now)
    if not asking.may_change(question, now):
        return False
    if response.score is None:
        return question.contact.opted_out_at is None
    is_another = visit.score in question.definition.scale and visit.score != response.score
    return visit.is_changing or is_another


def _hint(question: Question, say: Voice) -> str:
    if question.is_answered:
        return say("Choose again; only the new answer counts.")
    return say("Your choice counts once you send it.")


def _remark(question: Question, say: Voice) -> Remark:
    response, band = question.response, asking.band(question)
    asks_for_contact = band is Band.LOW and not question.is_anonymous
    return Remark(
        label=asking.words(question, say).follow_up[band],
        boxes=tuple(tick_list.boxes(question, say)),
        text_label=say("In your own words"),
        text=response.comment if response else "",
        most=LONGEST,
        send=say("Send"),
        contact=say("You may contact me about this") if asks_for_contact else "",
        may_contact=bool(response and response.may_contact),
    )


def _may_confirm(question: Question, choices: Choices | None, now: datetime) -> bool:
    return choices is None and confirming.is_asked(question, now)


def _confirm(question: Question, say: Voice) -> Confirm:
    said = question.response.solved_at_once if question.response else None
    buttons = (
        (f"{confirming.ACTION}:{confirming.CHOICES[solved]}", label, said is solved)
        for solved, label in confirming.labels(question, say)
    )
    return Confirm(legend=confirming.legend(say), buttons=tuple(buttons))


def _wish(question: Question, say: Voice) -> tuple[str, str]:
    if question.contact.opted_out_at is not None:
        return "start", say("Ask me again after all")
    return "stop", say("Don't ask me again")


def _switch(question: Question, say: Voice, visit: Visit) -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        if language != say.language and language in question.survey.languages:
            score = "" if visit.score is None else f"&score={visit.score}"
            change = "&view=change" if visit.is_changing else ""
            yield language, NAMES[language], f"?lang={language}{score}{change}"


def _is_open(question: Question, now: datetime) -> bool:
    expires_at = question.invitation.expires_at
    return expires_at is None or now < expires_at
