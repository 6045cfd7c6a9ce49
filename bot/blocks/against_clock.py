"""Verdict against clock in an answer to `/kpi`: fast but unhappy, slow but happy."""

from collections.abc import Iterator, Sequence

from bot.blocks import disagreeing, figures, headline, kit, kpi, naming, room, splitting
from bot.blocks.message import Block, Message
from bot.wording import Voice, sentence, voice
from kpi.against_clock import AgainstClock, Stretch
from kpi.changes import Verdict
from kpi.look_back import WEEKS
from kpi.metrics import ASKED, Metric
from kpi.query import CLOCKS, Query

_NOTHING = "\N{EN DASH}"
_CLOCKS = {Metric.FRT: sentence("First reply"), Metric.ART: sentence("Time to the solution")}
_VERDICTS = {
    Verdict.UP: sentence("Fast ones score higher than slow ones: more than chance."),
    Verdict.DOWN: sentence("Fast ones score lower than slow ones: more than chance."),
    Verdict.COULD_BE_CHANCE: sentence("The difference between fast and slow ones could be chance."),
    Verdict.TOO_FEW: sentence("Too few to compare fast with slow."),
    Verdict.NO_DATA: sentence("Too few to compare fast with slow."),
}


def private(
    found: Sequence[AgainstClock],
    query: Query,
    *,
    language: str,
    leads: bool,
    agents: bool = False,
) -> Message:
    """Show it to one person, with the tickets that disagree and the buttons that lead on.

    Args:
        found: one a metric; without tickets for who may not see them.
        query: what was asked; goes into the buttons.
        language: the reader's locale.
        leads: whether the reader may see comments.
        agents: whether numbers by agent are on.
    """
    say = voice(language)
    shown = shared(found, query, language=language)
    buttons = kpi.buttons(say, query, leads=leads, agents=agents)
    left = room.MOST - room.taken([*shown.blocks, *buttons], shown.text)
    share = left // max(1, len(found))
    cases = [one for against in found for one in disagreeing.parts(say, against, share)]
    drawn = [block for one in cases for block in one.blocks]
    text = "\n".join([shown.text, *(one.line for one in cases)])
    return Message(text, [*shown.blocks, *drawn, *buttons])


def shared(found: Sequence[AgainstClock], query: Query, *, language: str) -> Message:
    """Show the same without tickets and buttons, for a channel."""
    say = voice(language)
    title = kpi.title(say, query, _subject(say, query))
    if not found:
        text = "\n".join([title, lacking(say, query)])
        return Message(text.replace("*", ""), [kit.section(text)])
    texts = ["\n".join(words(say, one, named=len(found) > 1)) for one in found]
    spelt = [
        line for one, text in zip(found, texts, strict=True) for line in (text, *lines(say, one))
    ]
    footers = [*splitting.not_done(say, query)]
    blocks = [kit.section(text) for text in (title, *texts)]
    blocks += [*_table(say, found[0])] if len(found) == 1 else []
    blocks += map(kit.context, footers)
    return Message("\n".join([title, *spelt, *footers]).replace("*", ""), blocks)


def words(say: Voice, against: AgainstClock, *, named: bool = False) -> Iterator[str]:
    """Say what fast and slow ones scored, and how many disagree with the clock."""
    if named:
        yield f"*{naming.metric(against.metric)}*"
    if not against.n:
        yield say("No answers about tickets whose length is known.")
        return
    if against.hidden:
        yield say("The groups are so small that they stay hidden, so that nobody is recognised.")
        return
    yield _divide(say, against)
    yield say("Fast: {answers}", answers=_answers(say, against.fast))
    yield say("Slow: {answers}", answers=_answers(say, against.slow))
    yield say(_VERDICTS[against.change.verdict])
    yield say(
        "Fast but unhappy: {unhappy} · slow but happy: {happy}",
        unhappy=say.number(against.unhappy),
        happy=say.number(against.happy),
    )


def rows(say: Voice, against: AgainstClock) -> list[list[str]]:
    """Give the table: a heading, and a row for each band; none where they are hidden."""
    if not against.bands or not against.n or against.hidden:
        return []
    head = [say(_CLOCKS[against.clock]), naming.metric(against.metric), say("Likely")]
    return [[*head, say("Answers")], *(_row(say, band) for band in against.bands)]


def lines(say: Voice, against: AgainstClock) -> Iterator[str]:
    """Give the table as lines for a message's text."""
    for name, value, likely, n in rows(say, against)[1:]:
        yield f"{name}: {value} ({n}; {likely})"


def lacking(say: Voice, query: Query) -> str:
    """Say why nothing can be held against a clock."""
    clock = next((one for one in query.metrics if one in CLOCKS), Metric.FRT)
    return say(
        "There is no target for {metric}, and too little is known of what is usual. "
        "Set one: `/kpi {example}`",
        metric=naming.metric(clock),
        example=f"target {clock} 1h",
    )


def _table(say: Voice, against: AgainstClock) -> Iterator[Block]:
    if found := rows(say, against):
        yield kit.table(found)


def _subject(say: Voice, query: Query) -> str:
    subject = say("fast and slow · {period}", period=say.period(query.period))
    asked = [metric for metric in query.metrics if metric in ASKED]
    return subject if len(asked) > 1 else f"{naming.subject(asked[0], query)} · {subject}"


def _divide(say: Voice, against: AgainstClock) -> str:
    told = {"clock": say(_CLOCKS[against.clock]), "length": say.length(against.dial.divide)}
    if against.dial.is_target:
        return say("{clock}: fast is within the target of {length}.", **told)
    return say(
        "{clock}: fast is within the usual {length}, the median of the last {count} weeks.",
        count=WEEKS,
        **told,
    )


def _answers(say: Voice, stretch: Stretch) -> str:
    return headline.now(say, stretch.answers)


def _row(say: Voice, band: Stretch) -> list[str]:
    score = band.answers.score
    if score is None:
        return [_span(say, band), _NOTHING, _NOTHING, "0"]
    value = figures.few(say, score) if score.too_few else figures.value(say, score)
    likely = "" if score.too_few else figures.reach(say, score)
    return [_span(say, band), value, likely or _NOTHING, say.number(score.n)]


def _span(say: Voice, band: Stretch) -> str:
    if band.upto is None:
        return say("over {length}", length=say.length(band.over or 0))
    if band.over is None:
        return say("up to {length}", length=say.length(band.upto))
    return say("{low} to {high}", low=say.length(band.over), high=say.length(band.upto))
