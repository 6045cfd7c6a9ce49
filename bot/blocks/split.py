"""Summaries split by team or another segment: a table to look at, and the same as lines."""

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import desk, figures, goals, headline, inert, kit, naming, room
from bot.blocks.message import Block
from bot.blocks.room import Part
from bot.wording import Voice, sentence
from kpi.changes import Verdict
from kpi.metrics import SERVICE
from kpi.summary import Figure, Summary

MOST = 30
"""Parts that are shown; the first of them, in the order given."""
_NOTHING = "\N{EN DASH}"
_TICKETS: Mapping[str, str] = {
    "open": sentence("Open now"),
    "reopened": sentence("Reopened"),
    "waiting": sentence("Waiting"),
}
"""What goes on at a desk: columns of their own, where parts are told of it."""
_ARROWS: Mapping[Verdict, str] = {Verdict.UP: "▲", Verdict.DOWN: "▼"}


def table(
    say: Voice,
    summaries: Sequence[Summary],
    by: str,
    *,
    most: int = MOST,
    letters: int = room.MOST,
) -> list[Block]:
    """Give one table of the parts of these summaries; none when there are no parts.

    Args:
        say: the reader's voice.
        summaries: with their parts.
        by: what the parts are split by.
        most: how many parts may be shown.
        letters: how many characters there is room for; one part is shown in any case.
    """
    rows, words = _drawn(say, summaries, by)
    if len(rows) == 1:
        return []
    kept = rows[: max(2, _fitting(rows[: most + 1], letters))]
    arrows = [legend(say)] if _has_arrows(kept) else []
    below = [*room.left_out(say, len(rows) - len(kept)), *arrows]
    return [kit.table(kept, words=words), *below]


def lines(say: Voice, summary: Summary, *, most: int = MOST, letters: int = room.MOST) -> list[str]:
    """Give one line a part, escaped, for a message's text; as many as fit."""
    told = (
        f"{inert.escaped(_named(say, part.segment or '', part.name or ''), naming.LONGEST)}: "
        f"{_brief(say, part)}"
        for part in _told(summary)[:most]
    )
    return room.fitting_lines(told, letters)


def names(summaries: Sequence[Summary]) -> list[str]:
    """Name every part of any of the summaries, in their order, but those with open tickets only."""
    told = (part for one in summaries for part in _told(one) if not _has_only_tickets(part))
    return list(dict.fromkeys(part.name or "" for part in told))


def _told(summary: Summary) -> list[Summary]:
    """Give the parts to tell of; of what has no name only where there is something to tell."""
    return [
        one
        for one in summary.segments
        if one.name or one.score or one.previous or _counts_open(one) or _waits(one)
    ]


def _has_only_tickets(part: Summary) -> bool:
    """Whether nothing was solved, now or before: there is no number beside its open tickets."""
    return part.score is None and part.previous is None and _counts_open(part)


def _counts_open(part: Summary) -> bool:
    return part.desk is not None and part.desk.open is not None


def _waits(part: Summary) -> bool:
    """Whether something waits for a reply; of agents nothing is told of what goes on."""
    return bool(part.desk and part.desk.waiting and part.segment != "agent")


def _drawn(
    say: Voice, summaries: Sequence[Summary], by: str
) -> tuple[list[list[str]], Sequence[int]]:
    """Give the rows, the headings first, and which of their columns are words."""
    if len(summaries) != 1:
        return _several(say, summaries, by), [0]
    rows = _single(say, summaries[0], naming.begun(naming.segment(say, by)))
    moved = len(rows[0]) - 1
    return _aimed(say, summaries[0], rows), [0, moved, moved + 1]


def _single(say: Voice, summary: Summary, title: str) -> list[list[str]]:
    n, told = say("Tickets") if summary.metric in SERVICE else say("Answers"), _told(summary)
    head = [title, naming.metric(summary.metric), say("Likely"), n, say("Moved")]
    rows = [head, *(_row(say, part) for part in told)]
    tickets = _tickets(say, told)
    return [[*row[:-1], *more, row[-1]] for row, more in zip(rows, tickets, strict=True)]


def _tickets(say: Voice, told: Sequence[Summary]) -> list[list[str]]:
    """Give what goes on in each part, the headings first; all empty where nothing is told of it."""
    if any(map(_counts_open, told)):
        names = ["open", "reopened"]
    else:
        names = ["waiting"] if any(map(_waits, told)) else []
    cells = ([_goes_on(say, part, name) for name in names] for part in told)
    return [[say(_TICKETS[name]) for name in names], *cells]


def _goes_on(say: Voice, part: Summary, name: str) -> str:
    found = None if part.hidden else getattr(part.desk, name, None)
    return _NOTHING if found is None else say.number(found)


def _aimed(say: Voice, summary: Summary, rows: Sequence[list[str]]) -> list[list[str]]:
    """Add a column of targets where there are any."""
    aims = [goals.cell(say, part) for part in _told(summary)]
    if not any(aims):
        return [*rows]
    cells = [say("Target"), *(aim or _NOTHING for aim in aims)]
    return [[*row, aim] for row, aim in zip(rows, cells, strict=True)]


def _row(say: Voice, part: Summary) -> list[str]:
    name, score = _shown_name(say, part.segment or "", part.name or ""), part.score
    if score is None:
        return [name, _NOTHING, _NOTHING, "0", _NOTHING]
    if part.hidden:
        n = say.number(score.n) if part.withheld else say("under 5")
        return [name, say("hidden"), _NOTHING, n, _NOTHING]
    likely = "" if score.too_few else figures.reach(say, score)
    cells = [_value(say, score), likely, say.number(score.n), _moved(say, part)]
    return [name, *(cell or _NOTHING for cell in cells)]


def _several(say: Voice, summaries: Sequence[Summary], by: str) -> list[list[str]]:
    head = [
        naming.begun(naming.segment(say, by)),
        *(naming.metric(one.metric) for one in summaries),
    ]
    found = [{part.name or "": part for part in one.segments} for one in summaries]
    rows = [
        [_shown_name(say, by, name), *(_marked(say, parts.get(name)) for parts in found)]
        for name in names(summaries)
    ]
    return [head, *rows]


def _marked(say: Voice, part: Summary | None) -> str:
    """Give the cell, with an arrow where there is no room to say that it moved: never by chance."""
    told = cell(say, part)
    if part is None or part.hidden or part.too_few:
        return told
    return " ".join(filter(None, [told, _ARROWS.get(part.change.verdict, "")]))


def legend(say: Voice) -> Block:
    """Say what the arrows of a table mean."""
    return kit.context(f"{''.join(_ARROWS.values())} {say('more than chance')}")


def _has_arrows(rows: Sequence[Sequence[str]]) -> bool:
    return any(one.endswith(tuple(_ARROWS.values())) for row in rows for one in row[1:])


def cell(say: Voice, part: Summary | None) -> str:
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
        return " ".join([headline.now(say, part), *_around(say, part)])
    told = [figures.brief(say, part.score), figures.likely(say, part.score)]
    aim = goals.cell(say, part)
    told = [
        ", ".join(filter(None, told)),
        _moved(say, part),
        aim and say("target {told}", told=aim),
        *_around(say, part),
    ]
    return "; ".join(filter(None, told))


def _around(say: Voice, part: Summary) -> Iterator[str]:
    """Say what the table has columns for."""
    return desk.going_on(say, part) if _counts_open(part) or _waits(part) else iter(())


def _moved(say: Voice, part: Summary) -> str:
    """Say by how much it moved since the period before, where that is not chance."""
    if part.score is None or part.previous is None:
        return ""
    return figures.moved(say, part.score, part.previous, part.change.verdict)


def _value(say: Voice, figure: Figure) -> str:
    """Give the number, or how many of how many where it is too small for one."""
    return figures.few(say, figure) if figure.too_few else figures.value(say, figure)


def _shown_name(say: Voice, by: str, name: str) -> str:
    return inert.line(_named(say, by, name), naming.LONGEST)


def _named(say: Voice, by: str, name: str) -> str:
    """Name a part; the ways of asking stand in words, like the title above them."""
    found = naming.value(say, by, name)
    return (naming.begun(found) if by == "way" else found) or say("not known")


def _fitting(rows: Sequence[Sequence[str]], letters: int) -> int:
    """Count the first rows that fit."""
    return len(room.fitting((Part(kit.table([row])["rows"]) for row in rows), letters))
