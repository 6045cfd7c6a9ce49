from dataclasses import replace

from bot import wording
from bot.blocks import theme_form
from kpi import theme_lists
from kpi.themes import Theme
from tests.bot.blocks.reading import checked_form, pieces

SAY = wording.voice("en")
SPEED = theme_lists.packaged().themes[0]


def fields(view: dict[str, object]) -> dict[str, str]:
    found = [piece for piece in pieces(view["blocks"]) if piece.get("type") == "plain_text_input"]
    return {one["action_id"]: one.get("initial_value", "") for one in found}


def test_all_words_are_there_to_be_changed_in_the_language_of_the_reader_first() -> None:
    for language, first in (("en", "name_en"), ("nl", "name_nl")):
        view = checked_form(theme_form.form(wording.voice(language), SPEED))
        found = fields(view)
        assert next(iter(found)) == first
        assert (found["name_en"], found["name_nl"]) == ("Speed", "Snelheid")
        for one in ("en", "nl"):
            texts = [text for name, text in found.items() if name.startswith(f"words_{one}")]
            assert theme_lists.lines("\n".join(texts)) == tuple(SPEED.words[one])


def test_there_is_always_room_to_write_more() -> None:
    long = replace(SPEED, words={"en": tuple(f"{'x' * 250} {place:03}" for place in range(300))})
    assert list(fields(theme_form.form(SAY, None))) == [
        *("name_en", "name_nl", "words_en_0", "words_nl_0")
    ]
    almost = Theme("a", {"en": "A"}, {"en": tuple(f"{'y' * 250} {place}" for place in range(11))})
    assert fields(theme_form.form(SAY, almost))["words_en_1"] == ""
    checked_form(theme_form.form(SAY, long))


def test_what_was_tried_stands_below_the_button_and_takes_the_place_of_before() -> None:
    view = theme_form.form(SAY, SPEED)
    one, other = ({"type": "divider"}, {"type": "section", "text": {"type": "mrkdwn", "text": "b"}})
    once = theme_form.with_trial(view, [one])
    again = checked_form(theme_form.with_trial(once | {"id": "V1", "hash": "x"}, [other]))
    assert again == view | {"blocks": [*view["blocks"], other]}


def test_the_words_explain_themselves_in_both_languages() -> None:
    for language, example in (("en", "`-slow cooker`"), ("nl", "`-direct leverbaar`")):
        view = theme_form.form(wording.voice(language), None)
        assert example in str(view["blocks"])
