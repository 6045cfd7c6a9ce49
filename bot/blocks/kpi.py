"""Answers to `/kpi`: summaries, split or not, with the buttons that lead on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bot.blocks import (
    caveats,
    desk,
    goals,
    headline,
    kit,
    naming,
    overview,
    room,
    sharing,
    split,
    splitting,
)
from bot.blocks.explanations import help_page, refusal
from bot.blocks.message import Block, Message
from bot.blocks.remarks import comments
from bot.wording import Voice, voice
from kpi.metrics import ASKED, Metric
from kpi.query import Query, View
from kpi.summary import Summary

_FOR_BUTTONS = 5_000
"""Characters, of which a long question stands in every button."""
_FOR_TABLE = Fraction(3, 4)
"""Of the room for the parts: in a table each takes some three times what it takes as a line."""

__all__ = ["comments", "help_page", "refusal", "shared", "summaries"]


def summaries(
    found: Sequence[Summary], query: Query, *, language: str, leads: bool, agents: bool = False
) -> Message:
    """Show privately what was asked.

    Args:
        found: one summary a metric.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        leads: whether the reader may see comments.
        agents: whether numbers by agent are on.
    """
    say = voice(language)
    below = buttons(say, query, leads=leads, agents=agents)
    shown = _answer(say, found, query, room.MOST - room.taken(below), leads=leads)
    return Message(shown.text, [*shown.blocks, *below])


def shared(found: Sequence[Summary], query: Query, *, language: str) -> Message:
    """Show the same without buttons, for a channel."""
    return _answer(voice(language), found, query, room.MOST)


def buttons(say: Voice, query: Query, *, leads: bool, agents: bool = False) -> list[Block]:
    """Give what leads on from an answer, in a row; nothing where the question is too long."""
    # A question too long for a button keeps its answer and loses its buttons.
    if len(replace(query, by="priority", view=View.DEFINITION).text) > kit.VALUE:
        return []
    split_by = splitting.offered(say, query, leads=leads, agents=agents)
    row = kit.actions([*split_by, *_buttons(say, query, leads=leads)])
    return row if room.taken(row) <= _FOR_BUTTONS else []


def title(say: Voice, query: Query, subject: str) -> str:
    """Give the first line of an answer: what it is about, when, and of whom.

    The days stand there unless the subject has a name of the period that gives them.
    """
    dated = naming.dated(say, query.period, query.filters)
    if say.period(query.period) not in subject:
        dated = f"{say.days(query.period)}, {naming.scope(say, query.filters)}"
    return f"*{naming.begun(subject)}*  ({dated})"


def _answer(
    say: Voice, found: Sequence[Summary], query: Query, letters: int, *, leads: bool = False
) -> Message:
    """Answer in so many characters; of many parts only the first are shown."""
    told, remark = desk.told(say, found)
    blocks, texts = [*_blocks(say, told, query)], [*_texts(say, told, query)]
    remark = [*remark, *caveats.lines(say, told, query, leads=leads)]
    remarks = [kit.context(one) for one in remark]
    left = letters - room.taken([*blocks, *remarks], "\n".join([*texts, *remark]))
    drawn = split.table(say, told, query.by, letters=int(left * _FOR_TABLE)) if query.by else []
    spelt = _spelt(say, told, left - room.taken(drawn)) if query.by else []
    text = "\n".join([*texts, *spelt, *remark]).replace("*", "")
    return Message(text, [*blocks, *drawn, *remarks])


def _blocks(say: Voice, found: Sequence[Summary], query: Query) -> Iterator[Block]:
    if len(found) == 1:
        yield kit.section("\n".join(_one(say, found[0], query)))
    else:
        yield kit.section(title(say, query, say.period(query.period)))
        yield from map(kit.section, _paragraphs(say, found))
    if len(found) >= overview.FROM:
        yield from map(kit.context, overview.notes(say, found))


def _texts(say: Voice, found: Sequence[Summary], query: Query) -> Iterator[str]:
    """Give every line of the message's text but those of the parts."""
    if len(found) == 1:
        yield from _one(say, found[0], query)
        return
    yield title(say, query, say.period(query.period))
    yield from _paragraphs(say, found)
    yield from overview.notes(say, found) if len(found) >= overview.FROM else ()


def _spelt(say: Voice, found: Sequence[Summary], letters: int) -> Iterator[str]:
    """Spell the parts out, each metric in its share of the room."""
    for summary in found:
        parts = [*split.lines(say, summary, letters=letters // len(found))]
        if parts and len(found) > 1:
            yield naming.metric(summary.metric)
        yield from parts


def _paragraphs(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    if len(found) >= overview.FROM:
        return overview.paragraphs(say, found)
    return ("\n".join(_of_several(say, summary)) for summary in found)


def _one(say: Voice, summary: Summary, query: Query) -> Iterator[str]:
    metric = naming.subject(summary.metric, query)
    yield title(say, query, f"{metric} · {say.period(query.period)}")
    yield from headline.lines(say, summary)


def _of_several(say: Voice, summary: Summary) -> Iterator[str]:
    """Keep a metric among others to its number and whether that moved."""
    yield f"*{naming.metric(summary.metric)}*  {headline.now(say, summary)}"
    if summary.score is not None and not summary.hidden:
        yield from desk.spread(say, summary)
        yield from headline.comparison(say, summary)
        yield from goals.lines(say, summary)
        yield from headline.changed(say, summary)
        yield from headline.funnel(say, summary)
    yield from desk.lines(say, summary)


def _buttons(say: Voice, query: Query, *, leads: bool) -> Iterator[Block]:
    asked = tuple(metric for metric in query.metrics if metric in ASKED)
    if leads and asked:
        said = replace(query, metrics=asked, by=None, view=View.COMMENTS)
        yield kit.button(say("Comments"), "kpi:comments", said.text)
    yield from _views(say, query, asked, leads=leads)
    if leads:
        rows = replace(query, by=None, view=View.EXPORT)
        yield kit.button(say("Export"), "kpi:export", rows.text)
    if "agent" not in {query.by, *query.filters} and query.view is not View.SILENCE:
        yield kit.button(say("Share in channel"), sharing.ACTION, query.text)


def _views(say: Voice, query: Query, asked: tuple[Metric, ...], *, leads: bool) -> Iterator[Block]:
    """Give the buttons to other ways of looking at the same; behind why are those that go on."""
    if query.view is not View.SUMMARY:
        yield kit.button(say("Numbers"), "kpi:numbers", replace(query, view=View.SUMMARY).text)
    if query.view is not View.TREND:
        trend = replace(query, by=None, view=View.TREND)
        yield kit.button(say("Trend"), "kpi:trend", trend.text)
    if query.view is not View.WHY:
        yield kit.button(say("Why"), "kpi:why", replace(query, view=View.WHY).text)
    elif asked:
        further = replace(query, metrics=asked, by=None)
        clock = replace(further, view=View.CLOCK)
        yield kit.button(say("Fast and slow"), "kpi:clock", clock.text)
        if leads:
            silence = replace(further, view=View.SILENCE)
            yield kit.button(say("Not heard"), "kpi:silence", silence.text)
