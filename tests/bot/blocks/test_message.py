from bot.blocks import Message


def test_a_message_may_be_words_alone() -> None:
    assert Message("Done.").blocks == []
