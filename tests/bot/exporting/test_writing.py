"""Rows are written as they come, up to a length."""

from collections.abc import AsyncIterator

import pytest

from bot.exporting import writing
from bot.exporting.lines import Format, Style
from bot.exporting.writing import TooLarge
from kpi.exported import Exported, Kind

STYLE = Style(zone="UTC")


async def three() -> AsyncIterator[Exported]:
    for number in range(3):
        yield Exported(kind=Kind.IMPORTED, score=number)


async def test_every_row_is_written_and_told() -> None:
    pieces: list[str] = []
    told: list[int] = []
    assert await writing.write(three(), STYLE, pieces.append, told=told.append) == 3
    assert pieces[0] == STYLE.head
    assert len(pieces) == 4
    assert told == [1, 2, 3]


async def test_it_stops_before_it_is_too_large() -> None:
    pieces: list[str] = []
    await writing.write(three(), STYLE, pieces.append)
    length = len("".join(pieces).encode())
    assert await writing.write(three(), STYLE, pieces.append, most=length) == 3
    with pytest.raises(TooLarge):
        await writing.write(three(), STYLE, pieces.append, most=length - 1)


def test_a_file_is_named_after_its_question() -> None:
    jsonl = Style(format=Format.JSONL, zone="UTC")
    assert (
        writing.name('csat 2026-W47 team:"A/B é"', jsonl) == "kompas-csat-2026-W47-team-A-B.jsonl"
    )
    assert len(writing.name("team " * 99, STYLE)) <= 90
