"""Summaries split in several ways at once: one table, since Slack takes one in a message."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import kit, room, split
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.summary import Summary

_NOTHING = "\N{EN DASH}"


def table(
    say: Voice, found: Sequence[Summary], by: Sequence[str], *, letters: int = room.MOST
) -> list[Block]:
    """Give the parts of these summaries, one kind below the other; none when there are none.

    Args:
        say: the reader's voice.
        found: the summaries, with parts of every kind.
        by: the kinds, each of which gets its share of the room.
        letters: how many characters there is room for.
    """
    most, share = split.MOST // len(by), letters // len(by)
    drawn = [split.table(say, of(found, one), one, most=most, letters=share) for one in by]
    tables = [blocks for blocks in drawn if blocks]
    if len(tables) < 2:  # noqa: PLR2004 - one table stays as it is
        return [block for blocks in tables for block in blocks]
    rows = [row for blocks in tables for row in blocks[0]["rows"]]
    below = [block for blocks in tables for block in blocks[1:]]
    legend = split.legend(say)
    once = [legend] if legend in below else []
    left_out = [block for block in below if block != legend]
    return [{**tables[0][0], "rows": [*_of_one_width(rows)]}, *left_out, *once]


def lines(say: Voice, summary: Summary, by: Sequence[str], letters: int) -> Iterator[str]:
    """Give one line a part, escaped, as many as the table has and as there is room for.

    Args:
        say: the reader's voice.
        summary: with parts of every kind.
        by: the kinds, each of which gets its share of the room.
        letters: how many characters there is room for.
    """
    for one in by:
        (parts,) = of([summary], one)
        most, share = split.MOST // len(by), letters // len(by)
        yield from split.lines(say, parts, most=most, letters=share)


def of(found: Sequence[Summary], by: str) -> tuple[Summary, ...]:
    """Give the summaries with their parts of one kind."""
    return tuple(
        replace(one, segments=tuple(part for part in one.segments if part.segment == by))
        for one in found
    )


def _of_one_width(rows: Sequence[Sequence[Block]]) -> Iterator[list[Block]]:
    """Fill rows up: one kind of part may have targets, and a column of them, others not."""
    width = max(map(len, rows))
    nothing = kit.table([[_NOTHING]])["rows"][0]
    return ([*row, *nothing * (width - len(row))] for row in rows)
