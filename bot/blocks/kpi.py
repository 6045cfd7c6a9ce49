"""Answers to `/kpi`: summaries, split or not, with the buttons that lead on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import headline, kit, naming, split
from bot.blocks.explanations import definition, help_page, refusal
from bot.blocks.message import Block, Message
from bot.blocks.remarks import comments
from bot.wording import Voice, voice
from kpi.query import Query, View
from kpi.summary import Summary

__all__ = ["comments", "definition", "help_page", "refusal", "shared", "summaries"]


def summaries(found: Sequence[Summary], query: Query, *, language: str, leads: bool) -> Message:
    """Show privately what was asked.

    Args:
        found: one summary a metric.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        leads: whether the reader may see comments.
    """
    say = voice(language)
    shown = shared(found, query, language=language)
    return Message(shown.text, [*shown.blocks, *buttons(say, query, leads=leads)])


def shared(found: Sequence[Summary], query: Query, *, language: str) -> Message:
    """Show the same without buttons, for a channel."""
    say = voice(language)
    text = "\n".join(_texts(say, found, query)).replace("*", "")
    return Message(text, [*_blocks(say, found, query)])


def buttons(say: Voice, query: Query, *, leads: bool) -> list[Block]:
    """Give the row of buttons that lead on from an answer; none where the question is too long."""
    return kit.actions(_buttons(say, query, leads=leads))


def title(say: Voice, query: Query, subject: str) -> str:
    """Give the first line of an answer: what it is about, when, and of whom."""
    return f"*{naming.begun(subject)}*  ({naming.dated(say, query.period, query.filters)})"


def _blocks(say: Voice, found: Sequence[Summary], query: Query) -> Iterator[Block]:
    if len(found) == 1:
        yield kit.section("\n".join(_one(say, found[0], query)))
    else:
        yield kit.section(title(say, query, say.period(query.period)))
        for summary in found:
            yield kit.section("\n".join(_of_several(say, summary)))
    if query.by:
        yield from split.table(say, found, query.by)


def _texts(say: Voice, found: Sequence[Summary], query: Query) -> Iterator[str]:
    """Give every line of the message's text; split answers are spelt out."""
    several = len(found) > 1
    if several:
        yield title(say, query, say.period(query.period))
    for summary in found:
        yield from _of_several(say, summary) if several else _one(say, summary, query)
        if query.by:
            yield from split.lines(say, summary)


def _one(say: Voice, summary: Summary, query: Query) -> Iterator[str]:
    metric = naming.subject(summary.metric, query)
    yield title(say, query, f"{metric} · {say.period(query.period)}")
    yield from headline.lines(say, summary)


def _of_several(say: Voice, summary: Summary) -> Iterator[str]:
    """Keep a metric among others to its number and whether that moved."""
    yield f"*{naming.metric(summary.metric)}*  {headline.now(say, summary)}"
    if summary.score is not None and not summary.hidden:
        yield from headline.comparison(say, summary)
        yield from headline.changed(say, summary)
        yield from headline.funnel(say, summary)


def _buttons(say: Voice, query: Query, *, leads: bool) -> Iterator[Block]:
    # A question too long for a button keeps its answer and loses its buttons.
    if len(replace(query, by="priority", view=View.DEFINITION).text) > kit.VALUE:
        return
    if query.by != "team":
        teams = replace(query, by="team", view=View.SUMMARY)
        yield kit.button(say("Teams"), "kpi:teams", teams.text)
    if leads:
        said = replace(query, by=None, view=View.COMMENTS)
        yield kit.button(say("Comments"), "kpi:comments", said.text)
    if query.view is View.TREND:
        yield kit.button(say("Numbers"), "kpi:numbers", replace(query, view=View.SUMMARY).text)
    else:
        trend = replace(query, by=None, view=View.TREND)
        yield kit.button(say("Trend"), "kpi:trend", trend.text)
    if "agent" not in {query.by, *query.filters}:
        yield kit.button(say("Share in channel"), "share", query.text)
