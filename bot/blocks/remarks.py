"""What customers said, in their own words, in which Slack reads nothing as markup."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import inert, kit, naming, scale
from bot.blocks.message import Block, Message
from bot.wording import Voice, voice
from kpi import reason_list
from kpi.periods import local_day
from kpi.query import Query, View
from kpi.reason_list import Reason
from kpi.store.comments import Said

MOST = 10
LONGEST = 700
"""Characters of a comment that are shown; ten of them fit in one message."""
_IN_TEXT = 200
_SUBJECT = 100
_REASONS = 20
"""As many as two lists have: more only stand in a long period of many changes."""
_DOT = " · "


def comments(
    said: Sequence[Said],
    query: Query,
    *,
    language: str,
    ticked: Sequence[tuple[Reason, int]] = (),
) -> Message:
    """Show the newest comments of a period, at most ten, below how often reasons were ticked."""
    say = voice(language)
    title, back = _title(say, query), _back(say, query)
    if not said:
        text = f"{title}\n{say('Nobody left a comment.')}"
        return Message(text.replace("*", ""), [kit.section(text), *back])
    shown = said[:MOST]
    counts = [*_counts(say, ticked)]
    above = [kit.section(title), *(kit.section(text) for text in counts)]
    lines = (line(say, one, query.period.zone) for one in shown)
    texts = [title.replace("*", ""), *counts, *lines]
    return Message("\n".join(texts), [*above, *quotes(say, shown, query.period.zone), *back])


def quotes(say: Voice, said: Sequence[Said], zone: str) -> list[Block]:
    """Give a block for each comment: score, origin and local day in a zone, then the words."""
    return [kit.rich_text(*_quote(say, one, zone)) for one in said]


def line(say: Voice, said: Said, zone: str) -> str:
    """Give a comment as a line of a message's text, escaped."""
    origin = "".join(part.get("text", "") for part in _origin(say, said, zone))
    words = f" {inert.escaped(said.comment, _IN_TEXT)}" if said.comment else ""
    ticked = f" {inert.escaped(ticks, kit.VALUE)}" if (ticks := reasons(say, said.reasons)) else ""
    return f"{inert.escaped(origin, kit.VALUE)}:{ticked}{words}"


def reasons(say: Voice, ticked: Sequence[Reason]) -> str:
    """Give what somebody ticked as a line, not escaped; empty for nothing."""
    texts = [inert.line(reason_list.words(one, say.language), naming.LONGEST) for one in ticked]
    return say("Reasons: {reasons}", reasons=_DOT.join(texts)) if texts else ""


def _back(say: Voice, query: Query) -> list[Block]:
    """Lead to the numbers, where the comments may stand in their place and the question fits."""
    numbers = replace(query, view=View.SUMMARY).text
    fits = len(numbers) <= kit.VALUE
    return kit.actions([kit.button(say("Numbers"), "kpi:numbers", numbers)] if fits else [])


def _quote(say: Voice, said: Said, zone: str) -> Iterator[Block]:
    yield kit.rich_line([*_origin(say, said, zone)])
    if ticked := reasons(say, said.reasons):
        yield kit.rich_line([kit.words(ticked)])
    if said.comment:
        yield kit.rich_quote(inert.verbatim(said.comment, LONGEST) or inert.ELLIPSIS)


def _counts(say: Voice, ticked: Sequence[tuple[Reason, int]]) -> Iterator[str]:
    counted = reason_list.counted(ticked, say.language)
    texts = [f"{inert.line(text, naming.LONGEST)} {say.number(times)}" for text, times in counted]
    if texts:
        told = say("Reasons: {reasons}", reasons=_DOT.join(texts[:_REASONS]))
        yield inert.escaped(told, kit.SECTION)


def _title(say: Voice, query: Query) -> str:
    metrics = ", ".join(naming.subject(one, query) for one in query.metrics)
    subject = say("Comments on {metrics}", metrics=metrics)
    period = say.period(query.period)
    return f"*{subject} · {period}*  ({naming.dated(say, query.period, query.filters)})"


def _origin(say: Voice, said: Said, zone: str) -> Iterator[Block]:
    yield kit.words(scale.told(say, said.definition, said.score), bold=True)
    day = say.day(local_day(said.at, zone))
    parts = (naming.metric(said.definition.metric), said.name or "", said.team, day)
    for part in parts:
        if shown := inert.line(part, naming.LONGEST):
            yield kit.words(f"{_DOT}{shown}")
    if subject := inert.line(said.subject, _SUBJECT):
        yield kit.words(_DOT)
        yield kit.link(subject, said.url)
    if said.may_contact:
        yield kit.words(_DOT + say("may be contacted"))
