"""What customers said, in their own words, in which Slack reads nothing as markup."""

from collections.abc import Iterator, Sequence

from bot.blocks import inert, kit, naming
from bot.blocks.message import Block, Message
from bot.wording import Voice, voice
from kpi.metrics import standard
from kpi.periods import local_day
from kpi.query import Query
from kpi.store.comments import Said

MOST = 10
LONGEST = 700
"""Characters of a comment that are shown; ten of them fit in one message."""
_IN_TEXT = 200
_SUBJECT = 100
_DOT = " · "


def comments(said: Sequence[Said], query: Query, *, language: str) -> Message:
    """Show the newest comments of a period, at most ten."""
    say = voice(language)
    title = _title(say, query)
    if not said:
        text = f"{title}\n{say('Nobody left a comment.')}"
        return Message(text.replace("*", ""), [kit.section(text)])
    shown = said[:MOST]
    texts = [title.replace("*", ""), *(line(say, one, query.period.zone) for one in shown)]
    return Message("\n".join(texts), [kit.section(title), *quotes(say, shown, query.period.zone)])


def quotes(say: Voice, said: Sequence[Said], zone: str) -> list[Block]:
    """Give a block for each comment: score, origin and local day in a zone, then the words."""
    return [
        kit.rich_text(
            kit.rich_line([*_origin(say, one, zone)]),
            kit.rich_quote(inert.verbatim(one.comment, LONGEST) or inert.ELLIPSIS),
        )
        for one in said
    ]


def line(say: Voice, said: Said, zone: str) -> str:
    """Give a comment as a line of a message's text, escaped."""
    origin = "".join(part.get("text", "") for part in _origin(say, said, zone))
    return f"{inert.escaped(origin, kit.VALUE)}: {inert.escaped(said.comment, _IN_TEXT)}"


def _title(say: Voice, query: Query) -> str:
    metrics = ", ".join(naming.metric(one) for one in query.metrics)
    subject = say("Comments on {metrics}", metrics=metrics)
    period = say.period(query.period)
    return f"*{subject} · {period}*  ({naming.dated(say, query.period, query.filters)})"


def _origin(say: Voice, said: Said, zone: str) -> Iterator[Block]:
    high = standard(said.metric).high
    yield kit.words(say("{score} of {high}", score=said.score, high=high), bold=True)
    day = say.day(local_day(said.at, zone))
    parts = (naming.metric(said.metric), said.name or "", said.team, day)
    for part in parts:
        if shown := inert.line(part, naming.LONGEST):
            yield kit.words(f"{_DOT}{shown}")
    if subject := inert.line(said.subject, _SUBJECT):
        yield kit.words(_DOT)
        yield kit.link(subject, said.url)
    if said.may_contact:
        yield kit.words(_DOT + say("may be contacted"))
