"""Why a number moved, in an answer to `/kpi`: in words first, then part by part in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import (
    desk,
    effects,
    examples,
    headline,
    inert,
    kit,
    kpi,
    naming,
    occasions,
    room,
    spoken,
)
from bot.blocks.message import Block, Message
from bot.blocks.room import Part
from bot.wording import Voice, voice
from kpi import causes
from kpi.causes import Causes, Lack
from kpi.query import Query, View
from kpi.spoken import Spoken
from kpi.summary import Summary
from kpi.themes import OTHER

_MOST_BEGINNINGS = 3


def private(
    found: Sequence[Summary],
    query: Query,
    *,
    language: str,
    leads: bool,
    agents: bool = False,
    heard: Sequence[Spoken] = (),
) -> Message:
    """Show to one person why numbers moved, with the buttons that lead on.

    Args:
        found: one summary a metric, with its parts.
        query: what was asked, with what it is split by; goes into the buttons.
        language: the reader's locale.
        leads: whether the reader may see comments.
        agents: whether numbers by agent are on.
        heard: what remarks speak of, of each metric that people are asked about.
    """
    say = voice(language)
    buttons = kpi.buttons(say, query, leads=leads, agents=agents)
    buttons += kit.actions(_beginnings(say, query, heard) if leads else [])
    left = room.MOST - room.taken(buttons)
    shown = _drawn(say, found, query, heard, left)
    return Message(shown.text, [*shown.blocks, *buttons])


def shared(
    found: Sequence[Summary], query: Query, *, language: str, heard: Sequence[Spoken] = ()
) -> Message:
    """Show the same without buttons, for a channel; one metric has its parts in a table."""
    return _drawn(voice(language), found, query, heard, room.MOST)


def _drawn(
    say: Voice, found: Sequence[Summary], query: Query, heard: Sequence[Spoken], letters: int
) -> Message:
    told = [one for one in found if one.score or one.previous] or found[:1]
    title, alone = kpi.title(say, query, _subject(say, told, query)), len(told) == 1
    texts = ["\n".join(words(say, one, query, named=not alone)) for one in told]
    blocks = [kit.section(text) for text in (title, *texts)]
    spelt: list[str] = []
    if alone:
        blocks += [*_table(say, told[0], query)]
        spelt += [*lines(say, told[0], query)]
    text = "\n".join([title, *texts, *spelt]).replace("*", "")
    beside = _themes(say, told, query, heard, letters - room.taken(blocks, text))
    blocks += [block for one in beside for block in one.blocks]
    return Message("\n".join([text, *(one.line.replace("*", "") for one in beside)]), blocks)


def words(say: Voice, summary: Summary, query: Query, *, named: bool = False) -> Iterator[str]:
    """Say how a number moved and what did it, escaped; in a sentence why that cannot be said."""
    name = f"*{naming.metric(summary.metric)}*  " if named else ""
    found = causes.of(summary)
    if isinstance(found, Lack):
        yield f"{name}{_lacking(say, summary, found, query)}"
        return
    yield f"{name}{effects.difference(say, found)}"
    yield effects.reasons(say, found, query.by or "")
    yield from effects.alone(say, found, query.by or "")
    yield from desk.provisional(say, summary)
    yield from headline.changed(say, summary)


def lines(say: Voice, summary: Summary, query: Query) -> Iterator[str]:
    """Give the table as lines for a message's text, escaped."""
    found = causes.of(summary)
    if isinstance(found, Causes):
        yield from (effects.line(say, found, row, query.by or "") for row in found.rows)


def rows(say: Voice, found: Causes, by: str) -> list[list[str]]:
    """Give the table: a heading, a row for each part, and their sum."""
    title = naming.begun(naming.segment(say, by))
    head = [title, say("Now"), say("Before"), say("By its number"), say("By its share")]
    return [
        [*head, say("Together")],
        *(effects.cells(say, found, row, by) for row in found.rows),
        effects.total(say, found),
    ]


def footer(say: Voice) -> str:
    """Explain the two columns of effects."""
    return say(
        "By its number: it did better or worse than before. By its share: it became more or less "
        "of the whole. Together they add up to the difference."
    )


def _table(say: Voice, summary: Summary, query: Query) -> Iterator[Block]:
    found = causes.of(summary)
    if isinstance(found, Causes):
        yield kit.table(rows(say, found, query.by or ""))
        yield kit.context(footer(say))


def _beginnings(say: Voice, query: Query, heard: Sequence[Spoken]) -> Iterator[Block]:
    """Offer to begin an action for these numbers, and for the themes that most remarks speak of."""
    yield occasions.button(say, occasions.of_query(query))
    for found in heard[:1]:
        named = sorted(found.themes, key=lambda one: -one.n)
        for one in [one for one in named if one.theme != OTHER][:_MOST_BEGINNINGS]:
            occasion = occasions.of_query(query, one.theme)
            yield occasions.button(say, occasion, theme=spoken.name(say, found, one))


def _themes(
    say: Voice, told: Sequence[Summary], query: Query, heard: Sequence[Spoken], letters: int
) -> list[Part]:
    """Stand themes beside the parts: with quotes where one metric is told, else in a line each."""
    shown = {one.metric for one in told if one.score and not one.hidden}
    known = [one for one in heard if one.metric in shown]
    if len(told) == 1:
        return [part for one in known for part in spoken.parts(say, one, query.period, letters)]
    lines = spoken.digested(say, known, query.period)
    return room.fitting((Part([kit.section(line)], line) for line in lines), letters)


def _subject(say: Voice, found: Sequence[Summary], query: Query) -> str:
    subject = say("why it moved · {period}", period=say.period(query.period))
    return subject if len(found) > 1 else f"{naming.subject(found[0].metric, query)} · {subject}"


def _lacking(say: Voice, summary: Summary, lack: Lack, query: Query) -> str:
    match lack:
        case Lack.NOTHING_NOW:
            return say("Nothing came in, so there is nothing to explain.")
        case Lack.NOTHING_BEFORE:
            period = say.period_before(summary.period)
            return say("There is nothing from {period} to compare with.", period=period)
        case Lack.HIDDEN:
            return say("The parts are so small that they stay hidden, so that nobody is judged.")
        case Lack.ONE_PART:
            by = "channel" if query.by == "team" else "team"
            other = replace(query, metrics=(summary.metric,), by=by, view=View.WHY)
            return say(
                "All of it belongs together: there is only one {segment}. Try `/kpi {example}`",
                segment=naming.segment(say, query.by or ""),
                example=examples.worded(say, inert.escaped(_typed(other), kit.SECTION)),
            )


def _typed(query: Query) -> str:
    """Give a question as people type it, with plain ampersands."""
    return query.text.replace("&amp;", "&")
