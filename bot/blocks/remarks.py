"""What customers said, in their own words, in which Slack reads nothing as markup."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.blocks import inert, kit, naming, room, scale
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice, voice
from kpi import reason_list
from kpi.periods import local_day
from kpi.query import Query, View
from kpi.reason_list import Reason
from kpi.store.comments import Page, Said

MOST = 10
LONGEST = 700
"""Characters of a comment that are shown."""
_IN_TEXT = 200
_SUBJECT = 100
_REASONS = 20
"""As many as two lists have: more only stand in a long period of many changes."""
_DOT = " · "


def comments(
    page: Page,
    query: Query,
    *,
    language: str,
    ticked: Sequence[tuple[Reason, int]] = (),
    names: Mapping[str, str],
) -> Message:
    """Show some comments of a period below how often reasons were ticked.

    At most ten, and no more than one message holds; buttons lead to those before and after them.

    Args:
        page: the comments, the newest first.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        ticked: how often each reason was ticked.
        names: what themes are called, by key.
    """
    say = voice(language)
    title = _title(say, query, names)
    if not page.said:
        nothing = say("There are no more.") if page.all else say("Nobody left a comment.")
        text = f"{title}\n{nothing}"
        return Message(text.replace("*", ""), [kit.section(text), *_buttons(say, query, page, 0)])
    counts = [*_counts(say, ticked)]
    above = [kit.section(title), *(kit.section(text) for text in counts)]
    texts = [title.replace("*", ""), *counts]
    below = [kit.context(_place(say, query, page, MOST)), *_buttons(say, query, page, MOST)]
    left = room.MOST - room.taken([*above, *below], "\n".join(texts))
    told = parts(say, page.said[:MOST], query.period.zone, named=len(query.metrics) > 1)
    shown = room.fitting(told, left)
    quoted = [block for one in shown for block in one.blocks]
    place = _place(say, query, page, len(shown))
    return Message(
        "\n".join([*texts, *(one.line for one in shown), place]),
        [*above, *quoted, kit.context(place), *_buttons(say, query, page, len(shown))],
    )


def quotes(say: Voice, said: Sequence[Said], zone: str) -> list[Block]:
    """Give a block for each comment: score, origin and local day in a zone, then the words."""
    return [block for part in parts(say, said, zone) for block in part.blocks]


def parts(say: Voice, said: Sequence[Said], zone: str, *, named: bool = False) -> list[Part]:
    """Give each comment as a block and as the same in a line.

    What was asked stands in each where that differs, or where `named` says so.
    """
    named = named or len({one.definition.metric for one in said}) > 1
    origins = [[*_origin(say, one, zone, named=named)] for one in said]
    return [
        Part([kit.rich_text(*_quote(say, one, origin))], _line(say, one, origin))
        for one, origin in zip(said, origins, strict=True)
    ]


def _line(say: Voice, said: Said, told: Sequence[Block]) -> str:
    """Give a comment as a line of a message's text, escaped."""
    origin = "".join(part.get("text", "") for part in told)
    words = f" {inert.escaped(said.comment, _IN_TEXT)}" if said.comment else ""
    ticked = f" {inert.escaped(ticks, kit.VALUE)}" if (ticks := reasons(say, said.reasons)) else ""
    return f"{inert.escaped(origin, kit.VALUE)}:{ticked}{words}"


def reasons(say: Voice, ticked: Sequence[Reason]) -> str:
    """Give what somebody ticked as a line, not escaped; empty for nothing."""
    texts = [inert.line(reason_list.words(one, say.language), naming.LONGEST) for one in ticked]
    return say("Reasons: {reasons}", reasons=_DOT.join(texts)) if texts else ""


def _place(say: Voice, query: Query, page: Page, shown: int) -> str:
    """Say which of all comments these are."""
    first = query.skipped + 1
    return say(
        "{first} to {last} of {all}",
        first=say.number(first),
        last=say.number(min(page.all, query.skipped + shown)),
        all=say.number(page.all),
    )


def _buttons(say: Voice, query: Query, page: Page, shown: int) -> list[Block]:
    """Lead to other comments and to the numbers, where the question fits."""
    row = [
        kit.button(label, f"kpi:{name}", asked.text)
        for label, name, asked in _ways(say, query, page, query.skipped + shown)
        if len(asked.text) <= kit.VALUE
    ]
    return kit.actions(row)


def _ways(say: Voice, query: Query, page: Page, seen: int) -> Iterator[tuple[str, str, Query]]:
    if query.skipped:
        yield say("Newer"), "newer", replace(query, skipped=max(0, query.skipped - MOST))
    if query.skipped < seen < page.all:
        yield say("Older"), "older", replace(query, skipped=seen)
    yield say("Numbers"), "numbers", replace(query.of_all, view=View.SUMMARY)
    if page.all:
        yield say("Export"), "export", replace(query, view=View.EXPORT, skipped=0)


def _quote(say: Voice, said: Said, origin: Sequence[Block]) -> Iterator[Block]:
    yield kit.rich_line(origin)
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


def _title(say: Voice, query: Query, names: Mapping[str, str]) -> str:
    metrics = ", ".join(naming.subject(one, query) for one in query.metrics)
    subject = say("Comments on {metrics}", metrics=metrics)
    dated = naming.dated(say, query.period, query.filters)
    narrowed = ", ".join([dated, *_narrowed(say, query, names)])
    return f"*{subject} · {say.period(query.period)}*  ({narrowed})"


def _narrowed(say: Voice, query: Query, names: Mapping[str, str]) -> Iterator[str]:
    if query.theme:
        name = inert.escaped(names.get(query.theme, query.theme), naming.LONGEST)
        yield say("about {theme}", theme=name)
    if query.scores:
        low, high = query.scores
        ends = str(low) if low == high else f"{low}\N{EN DASH}{high}"
        yield say("score {score}", score=ends)


def _origin(say: Voice, said: Said, zone: str, *, named: bool) -> Iterator[Block]:
    yield kit.words(scale.told(say, said.definition, said.score), bold=True)
    day = say.day(local_day(said.at, zone))
    metric = naming.metric(said.definition.metric) if named else ""
    parts = (metric, said.name or "", said.team, day)
    for part in parts:
        if shown := inert.line(part, naming.LONGEST):
            yield kit.words(f"{_DOT}{shown}")
    if subject := inert.line(said.subject, _SUBJECT):
        yield kit.words(_DOT)
        yield kit.link(subject, said.url)
    if said.may_contact:
        yield kit.words(_DOT + say("may be contacted"))
