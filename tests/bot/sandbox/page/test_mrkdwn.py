import re
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import cast
from bot.sandbox.page.mrkdwn import draw
from tests.bot.sandbox.page.reading import Html, inline
from tests.drawn import texts
from tests.each import each

ALLOWED = {"b", "i", "s", "code", "pre", "blockquote", "br", "a", "span", "time"}
ATTRIBUTES = {"class", "href", "target", "rel", "role", "aria-label", "title"}
INLINE = inline()

PIECES = [
    *"*_~`<>&|:;!@#^\"'= \n",
    "```",
    "&lt;",
    "&gt;",
    "&amp;",
    "<script>",
    "</b>",
    '<img src=x onerror="alert(1)">',
    "javascript:alert(1)",
    "<https://a.example|",
    "<@U0LEAD0001>",
    "<!date^1^{date}|",
    ":wave:",
    "https://a.example",
    "word",
    "é漢",
]
hostile = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join), texts(max_size=200)
)


def drawn(text: str) -> str:
    return str(draw(text, INLINE))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(hostile)
def test_no_tag_or_attribute_of_the_text_appears(text: str) -> None:
    read = Html(drawn(text))

    assert read.names <= ALLOWED
    assert {name for tag in read.tags for name in tag.attributes} <= ATTRIBUTES
    for link in read.all("a"):
        assert re.match(r"(https?://|mailto:|tel:)", link["href"] or "", re.IGNORECASE)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")))
def test_every_letter_of_escaped_text_survives(text: str) -> None:
    letters = [one for one in text if one.isalpha()]

    assert [one for one in Html(drawn(escaped(text))).words if one.isalpha()] == letters


@given(st.text(alphabet="ab &<>\"'.,\n"))
def test_text_without_marks_reads_as_it_was_written(text: str) -> None:
    lines = [f"a{line}" for line in text.split("\n")]

    assert Html(drawn(escaped("\n".join(lines)))).words == "\n".join(lines)


@each(
    ("text", "html"),
    [
        ("*84 %* satisfied", "<b>84 %</b> satisfied"),
        ("_a_ ~b~ `c`", "<i>a</i> <s>b</s> <code>c</code>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("2*3*4 snake_case_name a~b~c", "2*3*4 snake_case_name a~b~c"),
        ("* a * and _ b _", "* a * and _ b _"),
        ("*one\ntwo*", "*one<br>two*"),
        ("`*a*`", "<code>*a*</code>"),
        ("a &amp;lt; b &lt;i&gt;", "a &amp;lt; b &lt;i&gt;"),
        ("(*a*), *b*.", "(<b>a</b>), <b>b</b>."),
        ("10:30:15", "10:30:15"),
        (":nobody:", ":nobody:"),
        ("<javascript:alert(1)|x>", "&lt;javascript:alert(1)|x&gt;"),
        ("<>", "&lt;&gt;"),
        ("<|x>", "&lt;|x&gt;"),
    ],
)
def test_marks_are_read_as_slack_reads_them(text: str, html: str) -> None:
    assert drawn(text) == html


@each(
    ("text", "html"),
    [
        ("> a\n> b\nc", "<blockquote>a<br>b</blockquote>c"),
        ("&gt; a", "<blockquote>a</blockquote>"),
        ("a\n>>> b\nc", "a<blockquote>b<br>c</blockquote>"),
        ("a > b", "a &gt; b"),
        ("a\n```\nb\n*c*\n```\nd", "a<pre>b\n*c*</pre>d"),
        ("```a", "```a"),
    ],
)
def test_lines_become_quotes_and_code(text: str, html: str) -> None:
    assert drawn(text) == html


@each(
    ("text", "words"),
    [
        ("<@U0LEAD0001|somebody>", "@L. Bakker"),
        ("<@U9|bob>", "@bob"),
        ("<@U9>", "@U9"),
        ("<#C0SUPPORT1>", "#support"),
        ("<#C9|gone>", "#gone"),
        ("<!subteam^S0LEADS001|@x>", "@support-leads"),
        ("<!here>", "@here"),
        ("<!date^1795000000^{date_num}|then>", "2026-11-18"),
        ("<!date^1795000000^{date_nonsense}|then>", "then"),
        ("<!date^soon^{date}|then>", "then"),
        ("<!strange|label>", "label"),
        ("<https://a.example/x_y_z|a_b_c>", "a_b_c"),
        ("<mailto:a@b.example>", "a@b.example"),
    ],
)
def test_what_stands_in_angle_brackets_is_shown(text: str, words: str) -> None:
    assert Html(drawn(text)).words == words


def test_a_mention_of_the_reader_is_marked() -> None:
    own, other = Html(drawn(f"<@{cast.LEAD}> <@{cast.AGENT}>")).all("span")
    assert "kit-mention-own" in str(own["class"])
    assert "kit-mention-own" not in str(other["class"])


def test_links_open_beside_the_page() -> None:
    link = Html(drawn("*<https://a.example/?a=1&amp;b=2|*>*")).one("a")
    assert (link["href"], link["target"]) == ("https://a.example/?a=1&b=2", "_blank")
    assert "noopener" in str(link["rel"])


def test_addresses_become_links_unless_verbatim() -> None:
    assert Html(drawn("see https://a.example/x.")).one("a")["href"] == "https://a.example/x"
    assert "a" not in Html(str(draw("https://a.example", INLINE, verbatim=True))).names


def test_known_emoji_are_pictures_with_a_name() -> None:
    wave = Html(drawn(":wave:")).one("span", role="img")
    assert (wave.words, wave["aria-label"]) == ("👋", "wave")


@each("mark", ["*a", "_*~", "<", "`*", "*<", "```", "<@", "*_~`"])
def test_hostile_nesting_costs_little(mark: str) -> None:
    text = mark * (20_000 // len(mark))

    began = time.process_time()
    drawn(text)

    assert time.process_time() - began < 5
