from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import inert
from tests.drawn import texts


@given(texts())
def test_escaped_text_holds_no_markup(text: str) -> None:
    shown = inert.escaped(text, 200)
    assert not set("<>*`\n") & set(shown)
    assert shown.count("&") == sum(shown.count(one) for one in ("&amp;", "&lt;", "&gt;"))


@given(texts(), st.integers(1, 50))
def test_nothing_is_longer_than_asked(text: str, most: int) -> None:
    assert len(inert.cut(text, most)) <= most
    assert len(inert.verbatim(text, most)) <= most
    assert len(inert.line(text, most)) <= most


def test_directions_and_controls_are_taken_out() -> None:
    assert inert.clean("a\u202eb\u2066c\x00d\u200be\nf") == "abcde\nf"


def test_letters_and_emoji_stay() -> None:
    for text in ("Zoë", "北京", "👩‍💻", "R&D <b>"):
        assert inert.verbatim(text, 50) == text


def test_a_line_is_one_line() -> None:
    assert inert.line(" a\n\nb\tc ", 50) == "a b c"


def test_names_with_underscores_stay_readable() -> None:
    assert inert.escaped("a_b@example.com", 50) == "a_b@example.com"
