import pytest

from bot.sandbox import cast
from bot.sandbox.page.inline import is_address
from tests.bot.sandbox.page.reading import Html, inline


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://a.example", True),
        ("HTTP://a.example", True),
        ("mailto:a@b.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        (" https://a.example", False),
        ("https://a.example/ b", False),
        ("java\nscript:alert(1)", False),
        ("//a.example", False),
        ("/file/F1", False),
        ("https://", False),
    ],
)
def test_only_pages_mail_and_telephone_are_addresses(url: str, *, good: bool) -> None:
    assert is_address(url) is good


def test_labels_and_addresses_are_escaped() -> None:
    link = Html(str(inline().link('https://a.example/"><script>', "<b>"))).one("a")
    assert (link["href"], link.words) == ('https://a.example/"><script>', "<b>")


def test_dates_tell_the_whole_moment_in_the_readers_zone() -> None:
    shown = Html(str(inline(cast.AGENT).date(1795000000, "{time}", fallback="")))
    assert shown.one("time")["title"] == "Wednesday, November 18th, 2026 12:06"
    assert shown.words == "12:06"


def test_a_date_can_be_a_link() -> None:
    shown = inline().date(0, "{date_num}", fallback="", url="https://a.example")
    assert Html(str(shown)).one("time").inside == ["a"]
