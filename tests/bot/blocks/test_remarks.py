import pytest

from bot.blocks import remarks
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, pieces, read
from tests.bot.blocks.summaries import query, said

SHOWN = """\
*Comments on CSAT · this week so far*  (Mon 16 – Wed 18 November, all teams)
2 of 5 · CSAT · J. Jansen · Network · 18 November · VPN keeps dropping · may be contacted
> Third time this month.
[ Numbers ]"""


def test_comments_are_quoted_with_their_origin() -> None:
    message = remarks.comments([said()], query("week"), language="en")
    assert read(message) == SHOWN
    assert message.text.splitlines()[1].endswith("may be contacted: Third time this month.")


def test_the_ticket_is_a_link_only_to_the_web() -> None:
    for url, links in (("https://desk.example/1", 1), ("javascript:alert(1)", 0), ("", 0)):
        message = remarks.comments([said(url=url)], query("week"), language="en")
        assert sum(one.get("type") == "link" for one in pieces(message.blocks)) == links


def test_what_is_not_known_is_left_out() -> None:
    bare = said(name=None, team="", subject="", url="", may_contact=False)
    message = remarks.comments([bare], query("week"), language="nl")
    assert read(message).splitlines()[1] == "2 van 5 · CSAT · 18 november"


def test_nobody_said_anything() -> None:
    message = remarks.comments([], query("week"), language="nl")
    assert read(message).splitlines()[1] == "Niemand liet een opmerking achter."


def test_ten_are_shown() -> None:
    message = remarks.comments([said()] * 30, query("week"), language="en")
    assert sum(block["type"] == "rich_text" for block in message.blocks) == 10


@pytest.mark.parametrize("text", [HOSTILE, LONG, "\u202e", "\n\n"])
def test_hostile_words_stay_inert(text: str) -> None:
    bad = said(text, name=text, team=text, subject=text)
    assert_inert(remarks.comments([bad] * 10, query("week"), language="en"))


def test_a_long_comment_is_shortened() -> None:
    message = remarks.comments([said(LONG)], query("week"), language="en")
    quote = message.blocks[1]["elements"][1]["elements"][0]["text"]
    assert len(quote) == remarks.LONGEST
    assert quote.endswith("…")


def test_reasons_stand_beside_the_comment_and_as_counts() -> None:
    slow, unsolved = {"en": "Too <slow>", "nl": "Te traag"}, {"en": "Not solved", "nl": "Open"}
    ticked = [(slow, 4), (unsolved, 2)]
    given = [said(reasons=(slow, unsolved)), said("", reasons=(slow,))]
    message = remarks.comments(given, query("week"), language="en", ticked=ticked)
    _, counts, _, reasons, quote, _, only, _ = read(message).splitlines()
    assert counts == "Reasons: Too <slow> 4 · Not solved 2"
    assert_inert(message)
    assert (reasons, quote) == ("Reasons: Too <slow> · Not solved", "> Third time this month.")
    assert only == "Reasons: Too <slow>"
    dutch = remarks.comments(given, query("week"), language="nl", ticked=ticked)
    assert "Redenen: Te traag 4 · Open 2" in dutch.text


def test_a_question_too_long_for_a_button_keeps_its_comments() -> None:
    asked = query("week", filters={"team": LONG})
    assert "[ Numbers ]" not in read(remarks.comments([said()], asked, language="en"))
