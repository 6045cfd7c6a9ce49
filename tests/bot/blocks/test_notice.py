import pytest

from bot.blocks import notice
from bot.wording import voice

REASONS = ["channel_shared", "is_archived", "not_in_channel", "channel_not_found", "new_word"]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("because", REASONS)
def test_the_owner_reads_which_channel_it_was_and_what_to_do(because: str, language: str) -> None:
    message = notice.digest_paused(
        voice(language), channel_id="C0WEEKLY", because=because, schedule_id="7"
    )
    assert "<#C0WEEKLY>" in message.text
    text, row = message.blocks
    assert text["text"]["text"] == message.text
    (button,) = row["elements"]
    assert (button["action_id"], button["value"]) == ("digest:edit", "7")


def test_a_returned_letter_names_address_and_reason_harmlessly() -> None:
    message = notice.letter_returned(
        voice("en"), address="<!channel>@example.com", because="address_refused", schedule_id="7"
    )
    assert "&lt;!channel&gt;@example.com (address_refused)" in message.text


def test_it_goes_on_by_mail_where_that_is_so() -> None:
    message = notice.digest_paused(
        voice("nl"), channel_id="C1", because="is_archived", schedule_id="7", mails=True
    )
    assert message.text.endswith("Per mail gaat het door.")


def test_one_that_slack_does_not_take_says_why_and_opens_its_form() -> None:
    message = notice.digest_refused(
        voice("nl"), channel_id="C0WEEKLY", because="<!channel>", schedule_id="7"
    )
    assert "<#C0WEEKLY> niet aan (&lt;!channel&gt;)" in message.text
    (button,) = message.blocks[1]["elements"]
    assert (button["action_id"], button["value"]) == ("digest:edit", "7")


def test_one_that_may_be_missing_is_sent_to_who_looked() -> None:
    posted = notice.digest_in_doubt(voice("nl"), channel_id="C0WEEKLY", schedule_id="7")
    assert "<#C0WEEKLY> staat" in posted.text
    mailed = notice.letter_in_doubt(voice("nl"), address="<a@x.example>", schedule_id="7")
    assert "voor &lt;a@x.example&gt; is" in mailed.text
    for message in (posted, mailed):
        (button,) = message.blocks[1]["elements"]
        assert (button["action_id"], button["value"]) == ("digest:preview", "7")


def test_dutch_is_dutch() -> None:
    texts = {
        language: [
            notice.digest_paused(
                voice(language), channel_id="C1", because=because, schedule_id="7"
            ).text
            for because in REASONS
        ]
        for language in ("en", "nl")
    }
    assert not set(texts["en"]) & set(texts["nl"])


def test_who_left_is_named_and_the_form_is_at_hand() -> None:
    for because, words in (("unsubscribed", "De anderen nog wel"), ("nobody_left", "staat stil")):
        message = notice.reader_left(
            voice("nl"), address="<a@x.example>", because=because, schedule_id="7"
        )
        assert words in message.text
        assert "&lt;a@x.example&gt;" in message.text
        assert message.blocks[1]["elements"][0]["value"] == "7"
