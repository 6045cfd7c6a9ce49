from dataclasses import replace
from typing import Any

from bot import wording
from bot.blocks import theme_list
from bot.blocks.theme_list import Page
from kpi import theme_lists
from kpi.store import dictionaries
from kpi.store.readings import Progress
from kpi.store.tables import ThemeWords
from kpi.themes import Dictionary, Theme
from tests.bot.blocks.reading import HOSTILE, checked_form, pieces
from tests.moments import NOW


def changed(key: str, **values: Any) -> ThemeWords:
    words: dict[str, Any] = {
        "names": {"en": key.title()},
        "words": {"en": ["one", "two"]},
        **values,
    }
    who: dict[str, Any] = {"workspace_id": "T", "key": key, "changed_by": "U1", "changed_at": NOW}
    return ThemeWords(**who, **words)


def page(*changes: ThemeWords, **values: object) -> Page:
    found = {"dictionary": dictionaries.applied(changes), "changes": changes, **values}
    return Page(now=NOW, zone="UTC", **found)  # type: ignore[arg-type]  # a test fills it in


def shown(one: Page, language: str = "en", notice: str = "") -> str:
    view = checked_form(theme_list.view(wording.voice(language), one, notice))
    texts = (piece["text"] for piece in pieces(view["blocks"]) if "text" in piece)
    return "\n".join(text for text in texts if isinstance(text, str))


def test_each_theme_tells_how_many_comments_and_who_changed_it() -> None:
    found = page(changed("speed"), counts={"": 1234, "speed": 38, "other": 5})
    english, dutch = shown(found, notice="Saved."), shown(found, "nl")
    assert english.startswith("Saved.")
    assert "1,234 comments of the last 90\xa0days are counted here." in english
    assert "*Speed*\n38 comments · 2 words · changed by" in english
    assert "*Something else*\n5 comments" in english
    assert "38 opmerkingen · 2 woorden · vandaag gewijzigd door" in dutch
    assert "*Iets anders*\n5 opmerkingen" in dutch


def test_reading_again_is_told_until_it_is_done() -> None:
    assert "Read again with the words of now: 1,200 of 5,000." in shown(
        page(read=Progress(1200, 5000))
    )
    assert "All 5,000 comments are read with the words of now." in shown(
        page(read=Progress(5000, 5000))
    )
    assert "words of now" not in shown(page())


def test_only_what_came_with_us_can_go_back_to_that() -> None:
    found = page(changed("parking"), changed("price", is_removed=True), changed("speed"))
    buttons = [
        (one["action_id"], one.get("value"))
        for one in pieces(theme_list.view(wording.voice("en"), found)["blocks"])
        if one.get("type") == "button"
    ]
    restored = {value for action, value in buttons if action == theme_list.RESTORE}
    assert restored == {"price", "speed"}
    assert (theme_list.REMOVE, "parking") in buttons
    assert (theme_list.EDIT, "price") not in buttons
    assert "*Price* was removed." in shown(found)


def test_as_many_as_there_may_be_fit_whatever_they_are_called() -> None:
    name = HOSTILE[: theme_lists.LONGEST_NAME]
    many = [Theme(f"t{place}", {"en": name}, {"en": ("a",)}) for place in range(40)]
    gone = [changed(one.key, is_removed=True) for one in theme_lists.packaged().themes]
    full = replace(page(*gone), dictionary=Dictionary(tuple(many)), read=Progress(1, 2))
    text = shown(full, notice="Saved.")
    assert "<!channel>" not in text
    assert "Add a theme" not in text
