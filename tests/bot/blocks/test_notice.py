import pytest

from bot.blocks import notice
from bot.wording import voice

REASONS = ["channel_shared", "is_archived", "not_in_channel", "channel_not_found", "new_word"]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("because", REASONS)
def test_the_owner_reads_which_channel_it_was_and_what_to_do(because: str, language: str) -> None:
    message = notice.digest_paused(voice(language), channel_id="C0WEEKLY", because=because)
    assert "<#C0WEEKLY>" in message.text
    assert "/survey digest" in message.text
    assert message.blocks[0]["text"]["text"] == message.text


def test_dutch_is_dutch() -> None:
    texts = {
        language: [
            notice.digest_paused(voice(language), channel_id="C1", because=because).text
            for because in REASONS
        ]
        for language in ("en", "nl")
    }
    assert not set(texts["en"]) & set(texts["nl"])
