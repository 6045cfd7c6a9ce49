"""The form for one theme: what it is called, and the words by which it is known, by language."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.blocks import kit, modal
from bot.blocks.message import Block, View
from bot.wording import Voice, sentence
from kpi import theme_lists
from kpi.theme_lists import LANGUAGES, LONGEST_NAME
from kpi.themes import Theme

FORM, TRY = "theme_form", "theme:try"
LONGEST = 3000
"""Characters that Slack takes in one field, so long lists have several."""
MOST_BOXES = 8
"""Fields of one language: beyond these none is added to write more in."""
_ALMOST_FULL = 2500

_NAMES: Mapping[str, str] = {
    "en": sentence("Name in English"),
    "nl": sentence("Name in Dutch"),
}
_WORDS: Mapping[str, str] = {
    "en": sentence("Words in English"),
    "nl": sentence("Words in Dutch"),
}
_MORE: Mapping[str, str] = {
    "en": sentence("More words in English"),
    "nl": sentence("More words in Dutch"),
}


def form(say: Voice, theme: Theme | None, notice: str = "") -> View:
    """Ask for a theme.

    Args:
        say: the reader's voice; their language comes first.
        theme: as it is now; None for a new one.
        notice: what the reader should know, escaped.
    """
    mine = sorted(LANGUAGES, key=lambda language: language != say.language)
    blocks = [
        *([kit.section(notice)] if notice else []),
        *(_name(say, theme, language) for language in mine),
        kit.context(*_grammar(say)),
        *(block for language in mine for block in _words(say, theme, language)),
        *kit.actions([kit.button(say("Try these words"), TRY)]),
    ]
    return modal.form(
        say,
        FORM,
        blocks,
        title=say("Theme"),
        submit=say("Save"),
        ids={"theme": theme.key} if theme else {},
    )


def with_trial(view: Mapping[str, Any], shown: Sequence[Block]) -> View:
    """Show what was tried below the button of a form that stands open, in place of before.

    Its fields are the same ones, so what was typed in them stays.
    """
    kept: list[Block] = []
    for block in view["blocks"]:
        kept.append(block)
        if any(one.get("action_id") == TRY for one in block.get("elements", ())):
            break
    names = ("type", "callback_id", "private_metadata", "title", "submit", "close")
    return {name: view[name] for name in names} | {"blocks": [*kept, *shown]}


def name_field(language: str) -> str:
    """Name the field for what it is called in a language."""
    return f"name_{language}"


def word_field(language: str, place: int) -> str:
    """Name one of the fields for its words in a language, counted from 0."""
    return f"words_{language}_{place}"


def _name(say: Voice, theme: Theme | None, language: str) -> Block:
    name = theme.names.get(language, "") if theme else ""
    element = _text(name_field(language), name, LONGEST_NAME)
    if language == say.language:
        return kit.field(say(_NAMES[language]), element)
    hint = say("Without one, the other name serves.")
    return kit.field(say(_NAMES[language]), element, optional=True, hint=hint)


def _words(say: Voice, theme: Theme | None, language: str) -> Iterator[Block]:
    lines = theme.words.get(language, ()) if theme else ()
    boxes = list(theme_lists.boxes(lines, LONGEST)) or [""]
    if len(boxes) < MOST_BOXES and len(boxes[-1]) > _ALMOST_FULL:
        boxes.append("")
    for place, text in enumerate(boxes):
        label = say(_MORE[language] if place else _WORDS[language])
        element = _text(word_field(language, place), text, LONGEST) | {"multiline": True}
        yield kit.field(label, element, optional=True)


def _grammar(say: Voice) -> tuple[str, str]:
    return (
        say(
            "A line each, or commas between. `slow` is that word, `slow*` all that begins so,"
            " `*price*` all that holds it; `on hold` is a phrase."
        ),
        say(
            "`took .. long` lets a few words come between, `kind|nice` is either, `# weeks` any"
            " number, `not` any denial. `-slow cooker`, with a minus, does not count."
        ),
    )


def _text(action_id: str, text: str, most: int) -> dict[str, Any]:
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": action_id,
        "max_length": most,
    }
    return element | ({"initial_value": text} if text else {})
