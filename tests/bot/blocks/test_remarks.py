from collections.abc import Sequence
from dataclasses import replace

from bot.blocks import Message, remarks
from kpi.query import Query, View
from kpi.reason_list import Reason
from kpi.store.comments import Page, Said
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, pieces, read
from tests.bot.blocks.summaries import query, said
from tests.each import each

SHOWN = """\
*Comments on CSAT · this week so far*  (Mon 16 – Wed 18 November, all teams)
2 of 5 · J. Jansen · Network · 18 November · VPN keeps dropping · may be contacted
> Third time this month.
1 to 1 of 1
[ Numbers ] [ Export ]"""


def shown(
    some: Sequence[Said],
    asked: Query,
    *,
    language: str = "en",
    ticked: Sequence[tuple[Reason, int]] = (),
    every: int = 0,
) -> Message:
    page = Page(some, every or len(some))
    names = {"speed": "Speed"}
    return remarks.comments(page, asked, language=language, ticked=ticked, names=names)


def test_comments_are_quoted_with_their_origin() -> None:
    message = shown([said()], query("week"), language="en")
    assert read(message) == SHOWN
    assert message.text.splitlines()[1].endswith("may be contacted: Third time this month.")


def test_the_ticket_is_a_link_only_to_the_web() -> None:
    for url, links in (("https://desk.example/1", 1), ("javascript:alert(1)", 0), ("", 0)):
        message = shown([said(url=url)], query("week"), language="en")
        assert sum(one.get("type") == "link" for one in pieces(message.blocks)) == links


def test_what_is_not_known_is_left_out() -> None:
    bare = said(name=None, team="", subject="", url="", may_contact=False)
    message = shown([bare], query("week"), language="nl")
    assert read(message).splitlines()[1] == "2 van 5 · 18 november"


def test_nobody_said_anything() -> None:
    message = shown([], query("week"), language="nl")
    assert read(message).splitlines()[1] == "Niemand liet een opmerking achter."


def test_ten_are_shown() -> None:
    message = shown([said()] * 30, query("week"), language="en")
    assert sum(block["type"] == "rich_text" for block in message.blocks) == 10


@each("text", [HOSTILE, LONG, "\u202e", "\n\n"])
def test_hostile_words_stay_inert(text: str) -> None:
    bad = said(text, name=text, team=text, subject=text)
    assert_inert(shown([bad] * 10, query("week"), language="en"))


def test_a_long_comment_is_shortened() -> None:
    message = shown([said(LONG)], query("week"), language="en")
    quote = message.blocks[1]["elements"][1]["elements"][0]["text"]
    assert len(quote) == remarks.LONGEST
    assert quote.endswith("…")


def test_reasons_stand_beside_the_comment_and_as_counts() -> None:
    slow, unsolved = {"en": "Too <slow>", "nl": "Te traag"}, {"en": "Not solved", "nl": "Open"}
    ticked = [(slow, 4), (unsolved, 2)]
    given = [said(reasons=(slow, unsolved)), said("", reasons=(slow,))]
    message = shown(given, query("week"), language="en", ticked=ticked)
    _, counts, _, reasons, quote, _, only, _, _ = read(message).splitlines()
    assert counts == "Reasons: Too <slow> 4 · Not solved 2"
    assert_inert(message)
    assert (reasons, quote) == ("Reasons: Too <slow> · Not solved", "> Third time this month.")
    assert only == "Reasons: Too <slow>"
    dutch = shown(given, query("week"), language="nl", ticked=ticked)
    assert "Redenen: Te traag 4 · Open 2" in dutch.text


def test_a_question_too_long_for_a_button_keeps_its_comments() -> None:
    asked = query("week", filters={"team": LONG})
    assert "[ Numbers ]" not in read(shown([said()], asked))


def test_pages_lead_on_and_back_and_the_filters_go_with_them() -> None:
    asked = replace(query("week"), theme="speed", scores=(1, 2), skipped=10, view=View.COMMENTS)
    message = shown([said()] * 10, asked, every=34)
    assert "all teams, about Speed, score 1–2)" in message.text
    assert message.text.endswith("11 to 20 of 34")
    values = {one["action_id"]: one["value"] for one in message.blocks[-1]["elements"]}
    narrowed = 'theme:"speed" score:1-2'
    assert values == {
        "kpi:newer": f"csat 2026-W47 comments {narrowed}",
        "kpi:older": f"csat 2026-W47 comments {narrowed} from:21",
        "kpi:numbers": "csat 2026-W47",
        "kpi:export": f"csat 2026-W47 export {narrowed}",
    }
    assert "kpi:newer" not in str(shown([said()], query("week"), every=34).blocks)
    beyond = shown([], replace(asked, skipped=90), every=34)
    assert "There are no more." in beyond.text


def test_long_ones_are_all_reached_by_going_on_from_what_was_shown() -> None:
    asked, long = query("week"), said(LONG, url="https://desk.example/" + "x" * 1500)
    message = shown([long] * 10, asked, every=10)
    drawn = sum(block["type"] == "rich_text" for block in message.blocks)
    assert 0 < drawn < 10
    assert f"from:{drawn + 1}" in str(message.blocks[-1])
