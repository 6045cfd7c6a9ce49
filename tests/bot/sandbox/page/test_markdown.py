from hypothesis import given

from bot.sandbox.page.markdown import draw
from tests.bot.sandbox.page.reading import Html, inline
from tests.bot.sandbox.page.test_mrkdwn import hostile
from tests.drawn import texts
from tests.each import each

ALLOWED = {"p", "b", "i", "s", "code", "pre", "blockquote", "br", "a", "span", "ul", "ol", "li"}
INLINE = inline()


def drawn(text: str) -> str:
    return str(draw(text, INLINE))


@given(hostile)
def test_no_tag_of_the_text_appears(text: str) -> None:
    read = Html(drawn(text))

    assert read.names <= {*ALLOWED, "hr"}
    assert not any(name.startswith("on") for tag in read.tags for name in tag.attributes)


@given(texts(max_size=200))
def test_every_letter_survives(text: str) -> None:
    letters = [one for one in text if one.isalpha()]
    assert [one for one in Html(drawn(text)).words if one.isalpha()] == letters


@each(
    ("text", "html"),
    [
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("## a", '<p class="kit-heading kit-heading-2">a</p>'),
        ("**a** _b_ *c* ~~d~~ `e`", "<p><b>a</b> <i>b</i> <i>c</i> <s>d</s> <code>e</code></p>"),
        ("- a\n* b", '<ul class="kit-list"><li>a</li><li>b</li></ul>'),
        ("1. a\n2. b", '<ol class="kit-list"><li>a</li><li>b</li></ol>'),
        ("> a", "<blockquote>a</blockquote>"),
        ("---", '<hr class="kit-divider">'),
        ("```py\n*a*\n```", "<pre>*a*\n</pre>"),
        ("a_b_c 2*3*4", "<p>a_b_c 2*3*4</p>"),
        ("[x](javascript:alert)", "<p>x</p>"),
        ("<b>", "<p>&lt;b&gt;</p>"),
    ],
)
def test_the_usual_marks_are_read(text: str, html: str) -> None:
    assert drawn(text) == html


def test_links_lead_where_they_say() -> None:
    link = Html(drawn("[the **ticket**](https://a.example)")).one("a")
    assert link["href"] == "https://a.example"
