import json

from bot.blocks import kit, modal
from bot.wording import voice
from tests.bot.blocks.reading import checked_form


def test_a_form_has_a_name_two_buttons_and_its_ids() -> None:
    view = modal.form(
        voice("nl"),
        "some_form",
        [kit.section("Hello")],
        title="A title that is far too long for Slack",
        submit="Save",
        ids={"channel": "C1"},
    )
    checked_form(view)
    assert view["close"]["text"] == "Annuleren"
    assert len(view["title"]["text"]) == 24
    assert json.loads(view["private_metadata"]) == {"channel": "C1"}
