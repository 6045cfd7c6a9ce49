"""The surveys of a workspace: what each asks, whether it is on, how the week goes, what to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import inert, kit, naming, theme_list
from bot.blocks.message import Block, View
from bot.wording import Voice, sentence
from kpi.store.tables import Survey

_ON, _OFF = "\N{LARGE GREEN CIRCLE}", "\N{MEDIUM WHITE CIRCLE}"
_QUESTION = 300
DOOR = "survey:door:"
"""Before the name of another page, in the action id of the button that leads there."""
DOORS: Mapping[str, str] = {
    "campaigns": sentence("Campaigns"),
    "people": sentence("People"),
    "hours": sentence("Opening hours"),
    "ledger": sentence("Ledger"),
}
"""The titles of those pages, by the verb of `/survey` that shows each."""
IN_HOME = 8
"""Surveys that are drawn in the Home tab, which has more to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A survey as it stands today."""

    survey: Survey
    is_on: bool
    question: str
    """In the reader's language, with the name of who asks."""
    asked: int
    """Questions that went out this week."""
    answered: int
    """Those of them that are answered by now."""


def view(say: Voice, cards: Sequence[Card], *, changes: bool, notice: str = "") -> View:
    """Draw the list as a form.

    Args:
        say: the reader's voice.
        cards: the surveys, in the order in which they may ask.
        changes: whether the reader may change them.
        notice: what became of the last change, escaped.
    """
    parts = [kit.section(notice)] if notice else []
    for card in cards:
        parts += [*blocks(say, card, changes=changes), {"type": "divider"}]
    return {
        "type": "modal",
        "callback_id": "surveys",
        "title": kit.plain(say("Surveys"), kit.TITLE),
        "close": kit.plain(say("Close"), kit.TITLE),
        "blocks": [*parts, *(doors(say) if changes else [_reading(say)])],
    }


def section(say: Voice, cards: Sequence[Card]) -> Iterator[Block]:
    """Draw the list as a part of an admin's Home tab."""
    yield kit.section(f"*{say('Surveys')}*")
    for card in cards[:IN_HOME]:
        yield from blocks(say, card, changes=True)
    if len(cards) > IN_HOME:
        yield kit.context(say("All of them:  `/survey`"))
    yield {"type": "divider"}
    yield from doors(say)


def blocks(say: Voice, card: Card, *, changes: bool) -> Iterator[Block]:
    """Draw one survey, with its buttons for who may change it."""
    yield kit.section(f"{_headline(say, card)}\n{inert.escaped(card.question, _QUESTION)}")
    yield kit.context(_today(say, card))
    if changes:
        yield from kit.actions(_buttons(say, card))


def doors(say: Voice) -> Iterator[Block]:
    """Draw the ways on: a new survey, and the other pages of an admin."""
    yield from kit.actions(
        [
            kit.button(say("New survey"), "survey:new", primary=True),
            *(kit.button(say(title), f"{DOOR}{name}") for name, title in DOORS.items()),
            kit.button(say("Themes"), theme_list.LIST),
            kit.button(say("Ticket systems"), "connections"),
        ]
    )


def _headline(say: Voice, card: Card) -> str:
    name, metric = naming.survey(card.survey), naming.metric_of(card.survey)
    kind = "" if name == metric else f" · {metric}"
    state = say("on") if card.is_on else say("off")
    return f"{_ON if card.is_on else _OFF}  *{inert.escaped(name, naming.LONGEST)}*{kind} · {state}"


def _today(say: Voice, card: Card) -> str:
    languages = ", ".join(naming.LANGUAGES[one] for one in card.survey.languages)
    if not card.asked:
        week = say("Nobody asked this week")
    else:
        asked = say.plural("{n} asked this week", "{n} asked this week", card.asked)
        week = f"{asked}, {say.plural('{n} answered', '{n} answered', card.answered)}"
    version = say("version {number}", number=card.survey.version)
    return f"{week} · {languages} · {version}"


def _buttons(say: Voice, card: Card) -> Iterator[Block]:
    name, about = card.survey.name, naming.survey(card.survey)
    yield kit.button(say("Words"), "survey:edit", name, about=about)
    yield kit.button(say("When and whom"), "survey:policy", name, about=about)
    yield kit.button(say("Send it to me"), "survey:send", name, about=about)
    if card.is_on:
        yield kit.button(say("Pause"), "survey:pause", name, about=about)
    else:
        yield kit.button(say("Turn on"), "survey:resume", name, about=about)


def _reading(say: Voice) -> Block:
    return kit.context(say("Admins can change this. The numbers:  `/kpi`"))
