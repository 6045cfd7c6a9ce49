from bot.blocks import Message, low_answers
from bot.wording import voice
from kpi.store.comments import Said
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, pieces, read
from tests.bot.blocks.summaries import ZONE, said


def drawn(*low: Said, language: str = "en") -> Message:
    return Message("x", low_answers.blocks(voice(language), low, ZONE))


def test_each_with_its_ticket_and_a_quote_only_where_something_was_said() -> None:
    message = drawn(said(), said("", score=1, may_contact=False))
    assert read(message).splitlines() == [
        "*Latest low answers*",
        "2 of 5 · J. Jansen · Network · 18 November · VPN keeps dropping · may be contacted",
        "> Third time this month.",
        "1 of 5 · J. Jansen · Network · 18 November · VPN keeps dropping",
    ]
    assert sum(one.get("type") == "link" for one in pieces(message.blocks)) == 2


def test_none_is_a_line() -> None:
    assert read(drawn(language="nl")).splitlines()[1] == "Geen in deze dagen."


def test_at_most_five_and_all_inert() -> None:
    for text in (HOSTILE, LONG):
        message = drawn(*[said(text, name=text, team=text, subject=text)] * 9)
        assert len(message.blocks) == 6
        assert_inert(message)
