"""What people write can do nothing anywhere: in no message, form, letter, file or note.

Each place that takes a remark stands in a table here, and each is given all that could do harm.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from email.message import EmailMessage
from functools import cache
from html.parser import HTMLParser
from io import StringIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from typing_extensions import override

from bot.blocks import (
    alert,
    case_list,
    case_reminder,
    digest,
    joy,
    low_answers,
    open_cases,
    own_answers,
    remarks,
    thanks,
    theme_trial,
    why,
)
from bot.blocks.alert import Moment
from bot.blocks.case_list import Counted
from bot.blocks.case_reminder import Reader
from bot.blocks.message import Block, Message
from bot.blocks.open_cases import OpenCases
from bot.blocks.theme_trial import Tried
from bot.cli import comments_text, output
from bot.exporting.lines import Format, Style
from bot.mail import digest as digest_letter
from bot.ticket_apis import markup
from bot.ticket_apis.talk import Note
from bot.wording import voice
from kpi import masking
from kpi.cases import State
from kpi.exported import Exported, Kind
from kpi.keywords import Keyword
from kpi.metrics import Metric, standard
from kpi.spoken import Quote, Spoken, Word, spoken
from kpi.store import comments, theme_trials
from kpi.store.answer_rows import Said
from kpi.store.case_facts import Told
from kpi.store.joys import Joy
from kpi.store.own_answers import Own
from kpi.store.tables import Action, Case
from kpi.store.thanks import Told as Thanked
from kpi.theme_trials import Remark
from tests.bot.blocks.questions import question
from tests.bot.blocks.reading import checked, pieces
from tests.bot.blocks.summaries import query, said, summary
from tests.bot.mail.test_digest import ENVELOPE
from tests.kpi.splits import split
from tests.kpi.spoken import heard
from tests.moments import NOW

REMARKS: Mapping[str, str] = {
    "mentions": "<!channel> <!here> <@U0ADMIN001> <#C0WEEKLY01> <!subteam^S1> @here @channel",
    "links": "<https://evil.example|click> [x](https://evil.example) <mailto:a@b.example|mail>",
    "markup": "*bold* _it_ ~gone~ `code` ```\nblock\n``` \n> quote\n&lt;!here&gt; &amp;",
    "directions": "\u202eevil\u202c \u2066evil\u2069 \u200f\u061c done",
    "controls": "\x1b[31mred\x1b[0m \x07\x08\x9b31m \r\nBcc: all@evil.example\r\n.\r\n",
    "html": '<script>alert(1)</script><img src="x" onerror="alert(1)">{{ 7 * 7 }}{noformat}',
    "long": "<!channel> \u202e*=1+1* " * 900,
    "one word": "x" * 20_000,
    "emoji": "\N{THUMBS UP SIGN}\U0001f3fd\N{PILE OF POO}",
    "nothing seen": "\u200b\u2060\u202e",
    "formula": "=cmd|'/c calc'!A1",
    "formulas": "+1+1\n-1\n@SUM(A1)\n\t=1",
    "late formula": "\t=1+1",
    "wide formula": "\N{FULLWIDTH EQUALS SIGN}1+1",
}
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x00-\x09\x0b-\x1f\x7f-\x9f]")
OURS = re.compile(r"<@U0(?:JAN|OURS)>")
"""Whom we mention ourselves."""
SOME = 300
"""Characters of what is not a remark, which comes from other systems."""
ID = UUID(int=1)
OUR_PAGES = ("https://kompas.example/", "https://desk.example/", "cid:", "mailto:lead@acme.example")
AT = Moment(now=NOW, zone="UTC")
FELL = {"Network": ({5: 20, 1: 80}, {5: 80, 1: 20})}


def beside(text: str, most: int = SOME) -> str:
    """What stands beside a remark, such as its account: not quoted, so Slack may see a web page."""
    return text[:most].replace("evil.", "other.")


def remark(text: str) -> Said:
    """A remark in which everything that people write is this."""
    both = {"en": beside(text, 70), "nl": beside(text, 70)}
    some = beside(text)
    return said(text, reasons=(both,), team=some, subject=some, name=some)


def case(text: str, **values: Any) -> Told:
    row = Case(
        workspace_id="T", id=ID, response_id=ID, rule_id=ID, opened_at=NOW, note=beside(text)
    )
    told: dict[str, Any] = {
        "case": row,
        "definition": standard(Metric.CSAT),
        "score": 2,
        "comment": text,
        "reasons": ({"en": beside(text, 70)},),
        "at": NOW,
        **dict.fromkeys(("team", "agent", "account", "subject", "name"), beside(text)),
        "url": "https://desk.example/1",
        "user_id": "",
        "may_contact": True,
        "themes": (),
        "ticket": beside(text),
        "changed_at": NOW,
        "earlier": {5: 3, 1: 3},
    }
    return Told(**told | values)


def own(text: str) -> Own:
    return Own(
        invitation_id=ID,
        definition=standard(Metric.CSAT),
        wording={},
        score=2,
        comment=text,
        reasons=({"en": beside(text, 70)},),
        subject=beside(text),
        at=NOW,
        changes_until=NOW,
    )


def heard_of(text: str) -> Spoken:
    quotes = (Quote(1, masking.masked(text)), Quote(5, text))
    word = Keyword(beside(text, 70), low=9, high=1, weight=3.0, quoted=())
    themes = dict.fromkeys(("speed", "agent"), quotes)
    return replace(_heard(), quotes=themes, words=(Word(word, quotes),))


@cache
def _heard() -> Spoken:
    return spoken(heard())


def thanked(text: str, channel_id: str) -> Thanked:
    row = Action(
        workspace_id="T", id=ID, title=text, metric="csat", owner_id="U0OURS", created_at=NOW
    )
    row.thanks = {"en": f"{text} Thank you."}
    return Thanked(question=question(score=2, channel_id=channel_id), action=row)


def sample(text: str) -> Said:
    return theme_trials.Sample(Remark(text, "en", "en"), remark(text)).quoted


def tried(text: str) -> Tried:
    some = [sample(text)] * 5
    return Tried(of=9, is_capped=False, caught=9, gained=9, lost=9, gains=some, losses=some)


def joyful(text: str) -> Joy:
    return Joy(
        definition=standard(Metric.CSAT),
        score=5,
        comment=text,
        agent="a@example.com",
        account=beside(text),
        subject=beside(text),
        url="https://desk.example/1",
    )


def cases(text: str) -> OpenCases:
    by_state = {State.OPEN: 3}
    return OpenCases(by_state=by_state, done=0, since=NOW.date(), oldest=[case(text)] * 3, at=AT)


def wanting(text: str) -> Any:
    return SimpleNamespace(
        **dict.fromkeys(("name", "account", "subject"), beside(text)),
        comment=text,
        url="https://desk.example/1",
        user_id="",
        definition=standard(Metric.CSAT).key,
        score=2,
        answered_at=NOW,
    )


def counted() -> Counted:
    return Counted(by_state={State.OPEN: 30, State.DONE: 30}, waits=())


def only(blocks: Sequence[Block]) -> Message:
    return Message("Words of ours", list(blocks))


def digested(text: str, language: str) -> Message:
    numbers, some = [summary(period="last week")], [remark(text)] * 5
    return digest.main(
        numbers, some, filters={}, language=language, title=beside(text, 60), heard=[heard_of(text)]
    )


MESSAGES: Mapping[str, Callable[[str, str], Message]] = {
    "comments": lambda text, one: remarks.comments(
        comments.Page([remark(text)] * 10, 30),
        replace(query("week"), theme="speed"),
        language=one,
        names={"speed": beside(text, 60)},
        ticked=[({"en": beside(text, 70)}, 3)],
    ),
    "low answers": lambda text, one: only(
        low_answers.blocks(voice(one), [remark(text)] * 3, "UTC")
    ),
    "own answers": lambda text, one: own_answers.message([own(text)] * 3, language=one, zone="UTC"),
    "why": lambda text, one: why.private(
        [split(FELL)], query("week", by="team"), language=one, leads=True, heard=[heard_of(text)]
    ),
    "digest": digested,
    "theme trial": lambda text, one: only(theme_trial.told(voice(one), tried(text), "UTC")),
    "theme trial refused": lambda text, _: only(theme_trial.refused(f"{text}: no word.")),
    "alert": lambda text, one: alert.message(voice(one), [case(text)], AT),
    "alerts": lambda text, one: alert.message(voice(one), [case(text)] * 12, AT),
    "reminder": lambda text, one: case_reminder.message(
        voice(one), case(text), AT, Reader(user_id="U0OURS")
    ),
    "cases": lambda text, one: case_list.listing(voice(one), [case(text)] * 3, counted(), AT),
    "done cases": lambda text, one: case_list.finished(voice(one), [case(text)] * 3, counted(), AT),
    "interviews": lambda text, one: case_list.interviews(voice(one), [wanting(text)] * 9, "UTC"),
    "home": lambda text, one: only(open_cases.blocks(voice(one), cases(text))),
    "joy": lambda text, one: joy.message(voice(one), joyful(text)),
    "thanks": lambda text, _: thanks.message(thanked(text, "D1")),
    "thanks in a thread": lambda text, _: thanks.message(thanked(text, "C1")),
}


def test_nothing_that_people_write_does_anything_in_slack() -> None:
    wrong = [
        f"{place}, {kind}: {harm}"
        for place, drawn in MESSAGES.items()
        for number, (kind, text) in enumerate(REMARKS.items())
        for harm in harms(drawn(text, ("en", "nl")[number % 2]))
    ]
    assert wrong == []


def harms(message: Message) -> Iterator[str]:
    """Say what a message could do that we did not mean."""
    found = pieces(checked(message).blocks)
    marked = [one["text"] for one in found if one.get("type") == "mrkdwn"]
    shown = [message.text, *(one["text"] for one in found if isinstance(one.get("text"), str))]
    yield from (f"markup in {text[:300]!r}" for text in [message.text, *marked] if is_marked(text))
    yield from (f"a link in {text[:300]!r}" for text in marked if "evil.example" in text)
    yield from (f"controls in {text[:300]!r}" for text in shown if TURNS.search(text))
    urls = (one["url"] for one in found if one.get("type") == "link")
    yield from (f"a link to {url}" for url in urls if not url.startswith(OUR_PAGES))


def is_marked(text: str) -> bool:
    return not {"<", ">"}.isdisjoint(OURS.sub("", text))


class Page(HTMLParser):
    """Reads what a page could do beside being read."""

    def __init__(self) -> None:
        super().__init__()
        self.deeds: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            leads = name in {"href", "src"} and not str(value).startswith(OUR_PAGES)
            if name.startswith("on") or leads:
                self.deeds.append(f"{name}={value}")
        if tag in {"script", "iframe", "form", "object", "embed", "base"}:
            self.deeds.append(tag)


def letters(text: str) -> Iterator[EmailMessage]:
    """Write all letters in which somebody's words may stand."""
    yield digest_letter.letter(ENVELOPE, [digested(text, "nl")], [], language="nl", now=NOW)


def test_nothing_that_people_write_does_anything_in_a_letter() -> None:
    for kind, text in REMARKS.items():
        for mail in letters(text):
            page, html = Page(), mail.get_body(("html",))
            assert html is not None
            page.feed(html.get_content())
            assert page.deeds == [], kind
            assert mail["To"] == ENVELOPE.recipient, kind
            assert mail["Bcc"] is None, kind


def test_nothing_that_people_write_is_a_formula_or_breaks_a_line() -> None:
    for kind, text in REMARKS.items():
        row = Exported(kind=Kind.INTERACTION, comment=text, team=text, account=text)
        line = Style(zone="UTC").line(row)
        (cells,) = csv.reader(StringIO(line, newline=""))
        begun = {cell[0] for cell in cells if cell}
        assert begun.isdisjoint("=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}"), kind
        written = Style(zone="UTC", format=Format.JSONL).line(row)
        assert written.count("\n") == 1, kind
        assert json.loads(written)["comment"] == text, kind


def test_nothing_that_people_write_does_anything_in_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for kind, text in REMARKS.items():
        page = comments.Page([remark(text)], 1)
        comments_text.show(page, query("week"))
        assert not TURNS.search(capsys.readouterr().out.replace("\n", "")), kind
        output.as_json(comments_text.as_json(page, query("week")))
        told = json.loads(capsys.readouterr().out)
        assert told["comments"][0]["comment"] == text, kind


def test_nothing_that_people_write_does_anything_on_a_ticket() -> None:
    for kind, text in REMARKS.items():
        note = Note(external_id="1", extra={}, lines=("2 of 5",), comment=text, at=NOW)
        for html in (markup.html(note), markup.lines(note)):
            assert "<" not in re.sub("</?(?:p|br|blockquote)>", "", html), kind
        fence = re.search("(`{3,})text\n", markup.fenced(note))
        assert fence, kind
        assert fence[1] not in text, kind
        assert markup.unformatted(note).count("{noformat}") == 2, kind
