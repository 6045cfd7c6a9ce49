"""The form for how first response, resolution and first contact are counted."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.blocks import kit, modal
from bot.blocks.message import Block, View
from bot.wording import Voice, sentence
from kpi import service_choices
from kpi.service_choices import CHOICES, DAYS
from kpi.service_definitions import SECOND_LINE, InForce

FORM = "service_form"
_TAGS, _DIGITS = 300, 2

_LABELS: Mapping[str, str] = {
    "frt_clock": sentence("First response: which time counts"),
    "frt_headline": sentence("First response: what leads"),
    "art_clock": sentence("Resolution: which time counts"),
    "art_end": sentence("Resolution: until when"),
    "art_waiting": sentence("Resolution: waiting for the customer"),
    "fcr_by": sentence("First contact: who says so"),
    DAYS: sentence("First contact: days in which a customer may come back"),
    "fcr_of": sentence("First contact: a share of what"),
    "fcr_left_out": sentence("First contact: what is left out"),
    SECOND_LINE: sentence("Tags of what the first line cannot solve"),
}
_OPTIONS: Mapping[str, str] = {
    "office": sentence("office hours"),
    "calendar": sentence("calendar time"),
    "median": sentence("the median"),
    "mean": sentence("the average"),
    "full": sentence("the last resolution"),
    "first": sentence("the first resolution"),
    "with": sentence("counts"),
    "without": sentence("is taken off, where the source tells"),
    "system": sentence("the system, from messages and reopenings"),
    "customers": sentence("customers, asked after the rating"),
    "resolved": sentence("of what was resolved"),
    "received": sentence("of what came in"),
    "nothing": sentence("nothing"),
    "second_line": sentence("what the first line cannot solve"),
}
_HINTS: Mapping[str, str] = {
    "fcr_by": sentence(
        "Customers are asked where a survey has that question on. What the system counts stays "
        "beside it, by the choices below."
    ),
    DAYS: sentence("From 1 to 30. So many last days are provisional."),
    SECOND_LINE: sentence(
        "With commas between them. Tickets with one of these are left out of first contact where "
        "that is chosen above, from now on."
    ),
}


def form(say: Voice, chosen: InForce) -> View:
    """Ask how to count from now on; every field begins with what holds."""
    texts = service_choices.of(chosen)
    return modal.form(
        say,
        FORM,
        [kit.context(_beforehand(say)), *_fields(say, texts)],
        title=say("How to count"),
        submit=say("Save"),
        ids={},
    )


def _beforehand(say: Voice) -> str:
    return say(
        "Another way to count begins a series of its own: what was counted before keeps its way, "
        "and no trend runs across the change. The first of each list is the standard."
    )


def _fields(say: Voice, texts: Mapping[str, str]) -> Iterator[Block]:
    for name, label in _LABELS.items():
        hint = say(_HINTS[name]) if name in _HINTS else ""
        element = _select(say, name, texts) if name in CHOICES else _text(name, texts[name])
        yield kit.field(say(label), element, optional=name == SECOND_LINE, hint=hint)


def _select(say: Voice, name: str, texts: Mapping[str, str]) -> Block:
    options = {one: kit.option(say(_OPTIONS[one]), one) for one in CHOICES[name]}
    return {
        "type": "static_select",
        "action_id": name,
        "options": [*options.values()],
        "initial_option": options[texts[name]],
    }


def _text(name: str, value: str) -> Block:
    most = _DIGITS if name == DAYS else _TAGS
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": name,
        "max_length": most,
    }
    return element | ({"initial_value": value} if value else {})
