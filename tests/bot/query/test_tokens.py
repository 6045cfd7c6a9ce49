from hypothesis import given

from bot.query.tokens import begun, folded, tokens
from tests.drawn import texts
from tests.each import each


@each(
    ("text", "found"),
    [
        ("csat  week", [("csat", None), ("week", None)]),
        ("CSAT, Wéék!", [("csat", None), ("week", None)]),
        ("team:Network", [("team", "Network")]),
        ('Team : "x"', [("team", None), ("x", None)]),
        ('team: "First line" week', [("team", "First line"), ("week", None)]),
        ("team:“First line”", [("team", "First line")]),
        ('team:"open end', [("team", "open end")]),
        ("team:", [("team", "")]),
        ('team:""', [("team", "")]),
        ("agent:<@U123|anna>", [("agent", "U123")]),
        ("agent:<@U123>", [("agent", "U123")]),
        ("agent:@anna", [("agent", "anna")]),
        ("agent:<mailto:a@b.example|a@b.example>", [("agent", "a@b.example")]),
        ("account:<http://acme.example|acme.example>", [("account", "acme.example")]),
        ("account:R&amp;D", [("account", "R&D")]),
        ("2026-10-01..2026-10-15.", [("2026-10-01..2026-10-15", None)]),
        ("?", [("?", None)]),
        ("... , !", [("-", None)]),
        ("2026-10-01.. \u2013", [("2026-10-01..", None), ("-", None)]),
        ("nov '26, csat..", [("nov", None), ("'26", None), ("csat", None)]),
        (", !", []),
        ("https://example.com", [("https://example.com", None)]),
    ],
)
def test_text_is_cut(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(token.word, token.value) for token in tokens(text)] == found


def test_the_first_words_come_off_and_the_rest_stays_as_it_was_typed() -> None:
    words, rest = begun(' , save  “My  week”  csat  team:"First  line" ', 2)
    assert [token.shown for token in words] == ["save", "My week"]
    assert rest == 'csat  team:"First  line"'
    assert begun("save", 2) == begun("save ", 1)
    assert begun("", 1) == ([], "")


@given(texts())
def test_no_word_is_empty(text: str) -> None:
    assert all(token.word or token.value is not None for token in tokens(text))


def test_capitals_and_accents_do_not_matter() -> None:
    assert folded("Wéék") == folded("WEEK")
