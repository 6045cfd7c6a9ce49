"""Summaries split by team or another segment: a table to look at, and the same as lines."""

from collections.abc import Iterator, Sequence

from bot.blocks import headline, inert, kit, naming
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.changes import Verdict
from kpi.scores import Score
from kpi.summary import Summary

MOST = 30
"""Parts that are shown; the first of them, in the order given."""
_NOTHING = "\N{EN DASH}"
_MOVED = 4
"""The column that says in words what moved."""


def table(say: Voice, summaries: Sequence[Summary], by: str) -> list[Block]:
    """Give one table of the parts of these summaries; none when there are no parts."""
    names = _names(summaries)
    if not names:
        return []
    title = naming.begun(naming.segment(say, by))
    if len(summaries) == 1:
        drawn = kit.table(_single(say, summaries[0], title)[: MOST + 1], words=(0, _MOVED))
    else:
        drawn = kit.table(_several(say, summaries, by)[: MOST + 1])
    return [drawn, *_left_out(say, len(names))]


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Give one line a part, escaped, for a message's text."""
    for part in summary.segments[:MOST]:
        name = _named(say, part.segment or "", part.name or "")
        yield f"{inert.escaped(name, naming.LONGEST)}: {_brief(say, part)}"


def _names(summaries: Sequence[Summary]) -> list[str]:
    """Name every part of any of the summaries, in their order."""
    return list(dict.fromkeys(part.name or "" for one in summaries for part in one.segments))


def _single(say: Voice, summary: Summary, title: str) -> list[list[str]]:
    head = [title, naming.metric(summary.metric), say("Likely"), say("Answers"), say("Moved")]
    return [head, *(_row(say, part) for part in summary.segments)]


def _row(say: Voice, part: Summary) -> list[str]:
    name, score = _shown_name(say, part.segment or "", part.name or ""), part.score
    if score is None:
        return [name, _NOTHING, _NOTHING, "0", _NOTHING]
    if part.hidden:
        n = say.number(score.n) if part.withheld else say("under 5")
        return [name, say("hidden"), _NOTHING, n, _NOTHING]
    likely = _NOTHING if score.too_few else _range(say, score)
    return [name, _value(say, score), likely, say.number(score.n), _moved(say, part) or _NOTHING]


def _several(say: Voice, summaries: Sequence[Summary], by: str) -> list[list[str]]:
    head = [
        naming.begun(naming.segment(say, by)),
        *(naming.metric(one.metric) for one in summaries),
    ]
    found = [{part.name or "": part for part in one.segments} for one in summaries]
    rows = [
        [_shown_name(say, by, name), *(_cell(say, parts.get(name)) for parts in found)]
        for name in _names(summaries)
    ]
    return [head, *rows]


def _cell(say: Voice, part: Summary | None) -> str:
    if part is None or part.score is None:
        return _NOTHING
    if part.hidden:
        return say("hidden")
    if part.score.too_few:
        return _value(say, part.score)
    return f"{_value(say, part.score)} ({say.number(part.score.n)})"


def _brief(say: Voice, part: Summary) -> str:
    if part.withheld:
        return say("Hidden, so that a smaller group cannot be worked out.")
    if part.score is None or part.hidden or part.too_few:
        return headline.now(say, part)
    told = f"{headline.brief(say, part.score)}, {headline.likely(say, part.score)}"
    return f"{told}; {moved}" if (moved := _moved(say, part)) else told


def _moved(say: Voice, part: Summary) -> str:
    """Say by how many points it moved since the period before, where that is not chance."""
    if part.score is None or part.previous is None:
        return ""
    if part.change.verdict in {Verdict.UP, Verdict.DOWN}:
        moved = say.points(part.score.exact - part.previous.exact)
        return f"{moved}, {say('more than chance')}"
    if part.change.verdict is Verdict.COULD_BE_CHANCE:
        return say("could be chance")
    return say("too few")


def _value(say: Voice, score: Score) -> str:
    """Give the number, or how many of how many where it is too small for one."""
    if not score.too_few:
        return headline.value(say, score)
    if score.definition.formula == "net":
        return say("too few")
    return say("{few} of {n}", few=score.favourable, n=score.n)


def _range(say: Voice, score: Score) -> str:
    shown = say.points if score.definition.unit == "points" else say.whole
    ends = say("{low} to {high}", low=shown(score.interval.low), high=shown(score.interval.high))
    return ends if score.definition.unit == "points" else f"{ends} %"


def _shown_name(say: Voice, by: str, name: str) -> str:
    return inert.line(_named(say, by, name), naming.LONGEST)


def _named(say: Voice, by: str, name: str) -> str:
    """Name a part; the ways of asking stand in words, like the title above them."""
    found = naming.value(say, by, name)
    return (naming.begun(found) if by == "way" else found) or say("not known")


def _left_out(say: Voice, parts: int) -> list[Block]:
    if parts <= MOST:
        return []
    text = say.plural("{n} more is not shown.", "{n} more are not shown.", parts - MOST)
    return [kit.context(text)]
