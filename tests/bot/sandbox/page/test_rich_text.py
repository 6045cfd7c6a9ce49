from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.block_kit.rich_text import RICH_TEXT
from bot.sandbox.page.rich_text import draw
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD
from tests.bot.sandbox.page.reading import Html, inline
from tests.drawn import texts
from tests.each import each

INLINE = inline()


def drawn(*parts: Json) -> Html:
    return Html(str(draw({"type": "rich_text", "elements": list(parts)}, INLINE)))


def section(*pieces: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(pieces)}


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, "style": style}


@given(texts(), st.dictionaries(st.sampled_from(["bold", "italic", "strike", "code"]), st.just(1)))
def test_words_are_never_markup(words: str, style: dict[str, bool]) -> None:
    read = drawn(section(text(words, **style)))

    assert read.names <= {"div", "b", "i", "s", "code", "br"}
    assert read.words == words


@each("kind", [kind for kind in RICH_TEXT if kind.startswith("piece:")])
def test_every_piece_can_be_drawn(kind: str) -> None:
    assert drawn(section(GOOD[kind])).words


@each("kind", [kind for kind in RICH_TEXT if kind.startswith("rich:")])
def test_every_part_can_be_drawn(kind: str) -> None:
    assert drawn({**GOOD[kind], "elements": []}).tags


def test_styles_lie_inside_each_other() -> None:
    assert drawn(section(text("x", bold=True, italic=True))).one("i").inside == ["div", "b"]


def test_pieces_are_shown_by_name() -> None:
    pieces: list[Json] = [
        {"type": "user", "user_id": "U0JANSEN01"},
        {"type": "channel", "channel_id": "C0SUPPORT1"},
        {"type": "usergroup", "usergroup_id": "S0LEADS001"},
        {"type": "broadcast", "range": "channel"},
        {"type": "emoji", "name": "strange", "unicode": "1f44b"},
        {"type": "emoji", "name": "stranger"},
        {"type": "emoji", "name": "strangest", "unicode": "zz"},
        {"type": "date", "timestamp": 1795000000, "format": "{date_num}"},
        {"type": "date", "timestamp": 1e12, "format": "{date_num}", "fallback": "never"},
    ]

    shown = "|".join(drawn(section(piece)).words for piece in pieces)

    assert shown == (
        "@J. Jansen|#support|@support-leads|@channel|👋|:stranger:|:strangest:|2026-11-18|never"
    )


def test_links_lead_nowhere_but_to_pages() -> None:
    good = drawn(section({"type": "link", "url": "https://a.example", "text": "a\nb"}))
    bad = drawn(section({"type": "link", "url": "javascript:alert(1)", "text": "a"}))

    assert (good.one("a")["href"], good.words) == ("https://a.example", "a\nb")
    assert (bad.names, bad.words) == ({"div"}, "a")


def test_lists_count_on_and_stand_in() -> None:
    parts: Json = {"type": "rich_text_list", "elements": [section(text("a")), section(text("b"))]}
    bullets = drawn({**parts, "style": "bullet", "indent": 2}).one("ul")
    numbers = drawn({**parts, "style": "ordered", "offset": 4}).one("ol")

    assert "kit-indent-2" in str(bullets["class"])
    assert (numbers["start"], numbers.words) == ("5", "ab")


def test_quotes_and_code_keep_their_lines() -> None:
    quote = drawn({"type": "rich_text_quote", "elements": [text("a\nb")]})
    code = drawn({"type": "rich_text_preformatted", "elements": [text("a\n  b")]})

    assert (quote.names, quote.words) == ({"blockquote", "br"}, "a\nb")
    assert (code.names, code.words) == ({"pre", "br"}, "a\n  b")
