"""A word to somebody about a customer who waits, or said more: what was answered, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.blocks import alert, kit, scale
from bot.blocks.alert import Moment
from bot.blocks.message import Message
from bot.wording import Voice, sentence
from kpi.store.case_facts import Told
from kpi.store.case_reminders import News

_NEWS: Mapping[News, str] = {
    News.TAKEN_BACK: sentence(
        "The customer took the answer back, so this needs nobody any more and you are not reminded"
        " again. Say with *Done* what came of it."
    ),
    News.CHANGED: sentence(
        "The customer changed the answer to {score}, so this needs nobody any more and you are not"
        " reminded again. Say with *Done* what came of it."
    ),
    News.SILENCED: sentence(
        "The survey is anonymous by now, so nobody is helped by name and you are not reminded"
        " again. Say with *Done* what came of it."
    ),
    News.SPOKE_AGAIN: sentence(
        "This was done, and the customer has said more since. Tap *Open again* if somebody should"
        " look at it."
    ),
    News.LOW_AGAIN: sentence(
        "The customer changed the answer to {score}, so this needs somebody again. It is still"
        " yours."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who is told, and why."""

    user_id: str
    given_by: str = ""
    """Who gave it to them, where that is why they are told."""
    news: News | None = None
    """What became of the answer, where that is why."""
    owner_left: bool = False
    """Whether it is because its owner is no colleague any more."""


def message(say: Voice, told: Told, at: Moment, reader: Reader) -> Message:
    """Tell somebody of a case: that it is theirs now, that they are waited for, that nobody is."""
    text = _why(say, told, reader)
    drawn = alert.whole(say, told, at)
    return Message(f"{text}\n{drawn.line}", [kit.section(text), *drawn.blocks])


def passed_on(say: Voice, owner_id: str) -> Message:
    """Stand where a case stood that its reader has no longer."""
    text = (
        say("{person} follows this up now.", person=f"<@{owner_id}>")
        if owner_id
        else say("You do not follow this up any more.")
    )
    return Message(text, [kit.section(text)])


def _why(say: Voice, told: Told, reader: Reader) -> str:
    if reader.news is not None:
        return _became(say, told, reader.news)
    if reader.given_by:
        return say("{person} gave you this to follow up.", person=f"<@{reader.given_by}>")
    return _waits(say, told, reader)


def _became(say: Voice, told: Told, news: News) -> str:
    if told.score is None:
        return say(_NEWS[News.TAKEN_BACK])
    by_now = News.CHANGED if news is News.TAKEN_BACK else news
    return say(_NEWS[by_now], score=scale.told(say, told.definition, told.score))


def _waits(say: Voice, told: Told, reader: Reader) -> str:
    owner = told.case.owner_id
    if owner and reader.owner_left:
        return say(
            "{person} claimed this and is no colleague any more. Claim it, or give it to somebody.",
            person=f"<@{owner}>",
        )
    if told.case.contacted_at is not None:
        return say("This has rested until now. Is it done?")
    if not owner:
        return say("Nobody has claimed this yet.")
    if owner == reader.user_id:
        return say("You claimed this, and the customer has not heard from you yet.")
    return say(
        "{person} claimed this, and the customer has heard from nobody yet.", person=f"<@{owner}>"
    )
