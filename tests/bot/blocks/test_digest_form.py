import pytest

from bot import query as grammar
from bot.blocks import digest_form
from tests.bot.blocks.reading import checked_form


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_form_asks_for_everything_a_digest_needs(language: str) -> None:
    form = checked_form(digest_form.form(language=language, channel_id="C1"))
    elements = {block["element"]["action_id"]: block["element"] for block in form["blocks"]}
    assert list(elements) == ["channel", "metrics", "filter", "weekday", "time", "language"]
    assert elements["channel"]["initial_conversation"] == "C1"
    assert elements["language"]["initial_option"]["value"] == language
    assert [option["value"] for option in elements["weekday"]["options"]] == list("0123456")
    assert len(elements["metrics"]["initial_options"]) == 3


def test_a_direct_message_is_not_suggested() -> None:
    form = checked_form(digest_form.form(language="en", channel_id="D1"))
    assert "initial_conversation" not in form["blocks"][0]["element"]


def test_the_example_of_a_filter_is_one() -> None:
    form = digest_form.form(language="en")
    example = form["blocks"][2]["element"]["placeholder"]["text"]
    assert grammar.filters(example) == {"team": "Network", "account": "Big Company"}
