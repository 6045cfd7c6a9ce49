"""Clocks of a zone as stretches in which nobody turns them, so that the rest is plain sums.

Moments are ticks here: microseconds since Monday 5 January 1970 in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SECOND = 10**6
DAY = 24 * 60 * 60 * SECOND
WEEK = 7 * DAY

_BEGIN = datetime(1970, 1, 5, tzinfo=UTC)
_TICK = timedelta(microseconds=1)


def ticks(moment: datetime) -> int:
    """Give an aware moment as ticks."""
    return (moment - _BEGIN) // _TICK


def moment_of(at: int) -> datetime:
    """Give the moment of ticks, in UTC."""
    return _BEGIN + at * _TICK


def midnight_of(day: date) -> int:
    """Give the ticks at which a day begins on its own clock, as if that were UTC's."""
    return (day - _BEGIN.date()) // _TICK


def steady(zone: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Cut a stretch where clocks are turned; with each piece how far they are ahead of UTC."""
    if start >= end:
        return
    moments, aheads = _clock(zone, moment_of(start).year, moment_of(end).year)
    place = bisect_right(moments, start)
    while place < len(moments) and moments[place] < end:
        yield start, moments[place], aheads[place - 1]
        start = moments[place]
        place += 1
    yield start, end, aheads[place - 1]


@lru_cache(maxsize=1024)
def _clock(zone: str, first: int, last: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give from which moments on clocks are how far ahead, from a first to a last year."""
    turns = [turn for year in range(first, last + 1) for turn in _turns(zone, year)]
    news = [
        turn
        for turn, was in zip(turns, [None, *turns], strict=False)
        if not was or turn[1] != was[1]
    ]
    return tuple(at for at, _ in news), tuple(ahead for _, ahead in news)


@lru_cache(maxsize=1024)
def _turns(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """Give from which moments in a year clocks are how far ahead: its first moment, each turn."""
    there = ZoneInfo(zone)
    begins, ends = (ticks(datetime(one, 1, 1, tzinfo=UTC)) for one in (year, year + 1))
    found = [(begins, _ahead(there, begins))]
    for day in range(begins, ends, DAY):
        was = found[-1][1]
        if _ahead(there, day + DAY) != was:
            at = _turn(there, day, was)
            found.append((at, _ahead(there, at)))
    return tuple(found)


def _turn(there: ZoneInfo, day: int, was: int) -> int:
    """Give from when on, in the 24 hours after `day`, clocks are no longer this far ahead."""
    moments = range(day, day + DAY + 1, SECOND)
    return moments[bisect_left(moments, 1, key=lambda at: int(_ahead(there, at) != was))]


def _ahead(there: ZoneInfo, at: int) -> int:
    offset = moment_of(at).astimezone(there).utcoffset()
    assert offset is not None  # noqa: S101 - a ZoneInfo always tells
    return offset // _TICK
