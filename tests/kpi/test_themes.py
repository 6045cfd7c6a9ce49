from hypothesis import given
from hypothesis import strategies as st

from kpi import theme_lists
from kpi.themes import OTHER, Dictionary, Tagging, Theme
from tests.drawn import texts

SMALL = Dictionary(
    (
        Theme(
            "speed",
            {"en": "Speed", "nl": "Snelheid"},
            {"en": ("slow*", "wait*", "-waiter*"), "nl": ("traag", "wacht*")},
        ),
        Theme("price", {"en": "Price"}, {"en": ("price*", "-price is no issue")}),
    )
)


def themes(text: str, language: str = "en") -> tuple[str, ...]:
    return SMALL.tagged(text, language).themes


def test_a_remark_speaks_of_several_themes_of_one_or_of_none() -> None:
    assert themes("Prices are fine, but so SLOW") == ("speed", "price")
    assert themes("Wat traag", "nl") == ("speed",)
    assert themes("Great") == (OTHER,)
    assert themes("Sehr langsam", "de") == (OTHER,)
    assert SMALL.tagged("10/10", "en") == Tagging((OTHER,), "en")


def test_a_remark_that_says_nothing_has_no_theme() -> None:
    assert [themes(text) for text in ("", "  \n", "👍👍🏽", "???", "…")] == [()] * 5


def test_what_is_denied_is_still_meant_and_exceptions_are_not() -> None:
    assert themes("It was not slow") == ("speed",)
    assert themes("The price is no issue for me") == (OTHER,)
    assert themes("A price rise? The price is no issue") == ("price",)
    assert themes("The waiter was kind") == (OTHER,)


def test_it_tells_by_which_words() -> None:
    caught = SMALL.caught("Slow! Waiting and waiting, such prices", "en")
    assert caught == {"speed": ("slow", "waiting"), "price": ("prices",)}


def test_what_may_be_of_several_languages_is_read_in_the_one_in_which_it_says_something() -> None:
    kept = theme_lists.packaged()
    cases = {
        ("Slow", "nl-NL"): Tagging(("speed",), "en"),
        ("Slow", "en-GB"): Tagging(("speed",), "en"),
        ("Traag", "en-GB"): Tagging(("speed",), "nl"),
        ("Top", "nl-NL"): Tagging((OTHER,), "nl"),
        ("Der Service ist sehr direct und nicht slow", "nl-NL"): Tagging((OTHER,), "de"),
        ("Le product est trop lent", "en-GB"): Tagging((OTHER,), "fr"),
        ("👍", "nl-NL"): Tagging((), "nl"),
    }
    for (text, locale), expected in cases.items():
        assert kept.read(text, locale) == expected, text


def test_the_fingerprint_follows_the_words_and_nothing_else() -> None:
    speed, price = SMALL.themes
    renamed = Theme(
        speed.key, {"en": "Pace"}, {"nl": speed.words["nl"], "en": speed.words["en"][::-1]}
    )
    assert Dictionary((price, renamed)).fingerprint == SMALL.fingerprint
    assert Dictionary((speed,)).fingerprint != SMALL.fingerprint
    more = Theme(price.key, price.names, {"en": (*price.words["en"], "cost")})
    assert Dictionary((speed, more)).fingerprint != SMALL.fingerprint


def test_a_theme_is_called_as_the_reader_calls_it() -> None:
    assert [SMALL.themes[1].name(language) for language in ("en", "nl")] == ["Price", "Price"]
    assert SMALL.themes[0].name("nl") == "Snelheid"


@given(texts(max_size=200), st.sampled_from(["en", "nl", "de"]))
def test_any_text_is_tagged_with_known_themes_in_order(text: str, language: str) -> None:
    found = theme_lists.packaged().tagged(text, language).themes
    order = [*(one.key for one in theme_lists.packaged().themes), OTHER]
    assert list(found) == sorted(set(found), key=order.index)
