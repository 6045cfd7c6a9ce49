"""A form that only tells."""

from bot.blocks import Message, told
from bot.wording import voice

DUTCH = voice("nl")


def test_a_form_that_only_tells_has_nothing_to_send() -> None:
    view = told.form(DUTCH, "A title that is much too long for Slack", "Done.")
    assert view["type"] == "modal"
    assert "submit" not in view
    assert view["close"]["text"] == "Sluiten"
    assert len(view["title"]["text"]) <= 24
    assert view["blocks"][0]["text"]["text"] == "Done."


def test_a_message_is_shown_as_a_form_or_in_words_where_that_cannot_hold_it() -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Drawn."}}
    assert told.page(DUTCH, "People", Message("Said.", [section]))["blocks"] == [section]
    table = {"type": "table", "rows": []}
    shown = told.page(DUTCH, "Ledger", Message("Said.", [section, table]))
    assert "Said." in str(shown["blocks"])
