"""A form of a theme against what others did to the theme meanwhile."""

from typing import Any

import pytest

from bot import wording
from bot.blocks import theme_form
from bot.listeners import theme_fields
from bot.listeners.fields import Wrong
from kpi import theme_lists
from kpi.errors import NotFound
from kpi.themes import Dictionary, Theme

SAY = wording.voice("en")
SPEED = Theme(
    "speed", {"en": "Speed", "nl": "Snelheid"}, {"en": ("slow", "late"), "nl": ("traag",)}
)
PRICE = Theme("price", {"en": "Price", "de": "Preis"}, {"en": ("dear",), "de": ("teuer",)})
BOTH = Dictionary((SPEED, PRICE))


def sent(theme: Theme | None, **typed: str) -> dict[str, Any]:
    """Give a form as it was sent, opened on a theme as it was."""
    view = theme_form.form(SAY, theme)
    elements = [block["element"] for block in view["blocks"] if "element" in block]
    texts = {one["action_id"]: one.get("initial_value", "") for one in elements} | typed
    return view | {"state": {"values": {name: {name: {"value": texts[name]}} for name in texts}}}


def wish(view: dict[str, Any], now: Dictionary = BOTH) -> Theme:
    return theme_fields.wish(SAY, view, now)


def wrong(view: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Wrong) as caught:
        wish(view)
    return {name: SAY.explain(error) for name, error in caught.value.fields.items()}


def test_a_new_theme_gets_a_key_from_its_name() -> None:
    made = wish(sent(None, name_nl="Élan & stijl", words_nl_0="elan,\nstijl*, elan"))
    assert made == Theme("elan-stijl", {"nl": "Élan & stijl"}, {"nl": ("elan", "stijl*")})
    assert wish(sent(None, name_en="停车", words_en_0="停车*")).key == "theme"
    assert wish(sent(None, name_en="Other", words_en_0="x")).key == "other-2"


def test_nothing_typed_changes_nothing() -> None:
    for theme in (*BOTH.themes, *theme_lists.packaged().themes):
        known = Dictionary((theme,))
        assert wish(sent(theme), known) == theme


def test_lines_of_two_people_come_together() -> None:
    form = sent(SPEED, words_en_0="slow\nwait*", name_en="Pace")
    others = Theme("speed", {"en": "Speed", "nl": "Tempo"}, {"en": ("slow", "late", "hours")})
    assert wish(form, Dictionary((others,))) == Theme(
        "speed", {"en": "Pace", "nl": "Tempo"}, {"en": ("slow", "hours", "wait*")}
    )
    with pytest.raises(NotFound, match="removed"):
        wish(form, Dictionary((PRICE,)))


def test_what_is_wrong_stands_at_its_field() -> None:
    assert wrong(sent(None, words_en_0="x")) == {"name_en": "A theme needs a name."}
    assert wrong(sent(None, name_en=" PREIS ", words_en_0="x")) == {
        "name_en": "There is a theme called PREIS already."
    }
    assert wrong(sent(None, name_en="A")) == {
        "words_en_0": "Write at least one word by which it is known."
    }
    bad = wrong(sent(SPEED, words_en_0="slow, a*", words_nl_0="traag, !!"))
    assert bad == {
        "words_en_0": "a* is too short for its asterisk, in the line: a*.",
        "words_nl_0": "There is no word in !!.",
    }
