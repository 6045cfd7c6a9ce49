"""A word to somebody about a customer who still waits: what was answered, and what can be done."""

from dataclasses import dataclass

from bot.blocks import alert, kit
from bot.blocks.alert import Moment
from bot.blocks.message import Message
from bot.wording import Voice
from kpi.store.case_facts import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who is told."""

    user_id: str
    given_by: str = ""
    """Who gave it to them, where that is why they are told."""


def message(say: Voice, told: Told, at: Moment, reader: Reader) -> Message:
    """Tell somebody of a case: that it is theirs now, that they are waited for, that nobody is."""
    text = _why(say, told, reader)
    drawn = alert.whole(say, told, at)
    return Message(f"{text}\n{drawn.line}", [kit.section(text), *drawn.blocks])


def _why(say: Voice, told: Told, reader: Reader) -> str:
    owner = told.case.owner_id
    if reader.given_by:
        return say("{person} gave you this to follow up.", person=f"<@{reader.given_by}>")
    if told.case.contacted_at is not None:
        return say("This has rested until now. Is it done?")
    if not owner:
        return say("Nobody has claimed this yet.")
    if owner == reader.user_id:
        return say("You claimed this, and the customer has not heard from you yet.")
    return say(
        "{person} claimed this, and the customer has heard from nobody yet.", person=f"<@{owner}>"
    )
