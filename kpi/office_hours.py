"""Opening hours, and how much of them lies between two moments: seconds that really passed.

Whole weeks are reckoned at once, so years cost no more than days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from kpi.asking_hours import EVERY_DAY, Hours
from kpi.turned_clocks import DAY, SECOND, WEEK, midnight_of, moment_of, steady, ticks

Span = tuple[int, int]
"""Ticks from one moment up to another."""

_LONGEST = 104 * WEEK

_FARTHEST = 2 * DAY
"""More than any clock of the world is away from another."""


@dataclass(frozen=True)
class OfficeHours:
    """When somebody is there: hours a weekday, and days on which nobody is."""

    week: Mapping[int, tuple[Hours, ...]]
    """Weekday (0 is Monday) to its hours. Those that close at 00:00 end with the day; those that
    close before they open run into the next."""
    closed: frozenset[date]
    """Local days without hours, whatever their weekday."""
    zone: str
    """IANA name of the time zone in which all of it is told."""

    def seconds(self, start: datetime, end: datetime) -> int:
        """Give how many seconds of these hours passed between two aware moments; 0 if none did.

        Seconds really passed: on the day that clocks go forward an open day has 23 hours.
        """
        return self._elapsed(ticks(start), ticks(end)) // SECOND

    def before(self, moment: datetime, seconds: int) -> datetime:
        """Give the latest start from which that many seconds of these hours lie before a moment.

        In UTC. Where they never do, because nobody is ever there, the first days of 1970.
        """
        end, wanted = ticks(moment), seconds * SECOND
        reach = WEEK
        while reach < end and self._elapsed(end - reach, end) < wanted:
            reach *= 2
        starts = range(max(0, end - reach), end + 1)
        found = bisect_right(starts, -wanted, key=lambda start: -self._elapsed(start, end))
        return moment_of(starts[max(0, found - 1)])

    def after(self, moment: datetime, seconds: int) -> datetime | None:
        """Give the earliest end up to which that many seconds of these hours lie after a moment.

        In UTC. None where that takes longer than two years, or nobody is ever there.
        """
        start, wanted = ticks(moment), seconds * SECOND
        reach = WEEK
        while reach <= _LONGEST and self._elapsed(start, start + reach) < wanted:
            reach *= 2
        if reach > _LONGEST:
            return None
        ends = range(start, start + reach + 1)
        return moment_of(ends[bisect_left(ends, wanted, key=lambda end: self._elapsed(start, end))])

    def is_working_day(self, day: date) -> bool:
        """Whether anybody is there on a local day."""
        return bool(self._spans(day))

    def stretches(self, day: date) -> list[tuple[datetime, datetime]]:
        """Give when somebody is there on a local day, in order, in UTC; empty for a day off."""
        return [(moment_of(opens), moment_of(closes)) for opens, closes in self._spans(day)]

    def part_of(self, day: date, part: float) -> datetime:
        """Give the moment in UTC at which this part, 0 up to 1, of the hours of a day has passed.

        The day must be a working day.
        """
        spans = self._spans(day)
        left = int(sum(closes - opens for opens, closes in spans) * part)
        for opens, closes in spans:
            if left < closes - opens:
                return moment_of(opens + left)
            left -= closes - opens
        return moment_of(spans[-1][1])

    def _elapsed(self, start: int, end: int) -> int:
        pieces = steady(self.zone, start, end)
        return sum(self._open(first + ahead, last + ahead) for first, last, ahead in pieces)

    def _open(self, start: int, end: int) -> int:
        """Give the open time between two moments of a clock that nobody turns."""
        low, high = bisect_right(self._off, start - DAY), bisect_left(self._off, end)
        closed = sum(
            self._usual(min(end, day + DAY)) - self._usual(max(start, day))
            for day in self._off[low:high]
        )
        return self._usual(end) - self._usual(start) - closed

    def _usual(self, at: int) -> int:
        """Give the open time of all weeks up to a moment on the clock, days off not looked at."""
        weeks, rest = divmod(at, WEEK)
        return weeks * self._whole + sum(
            min(rest, closes) - opens for opens, closes in self._usually if opens < rest
        )

    def _spans(self, day: date) -> tuple[Span, ...]:
        """Give the open stretches of a local day as moments, also where clocks are turned."""
        if day not in self._days:
            self._days[day] = () if day in self.closed else tuple(self._reckoned(day))
        return self._days[day]

    def _reckoned(self, day: date) -> Iterator[Span]:
        begins = midnight_of(day)
        monday = begins - begins % WEEK
        for first, last, ahead in steady(self.zone, begins - _FARTHEST, begins + DAY + _FARTHEST):
            low, high = max(first + ahead, begins), min(last + ahead, begins + DAY)
            for opens, closes in self._usually:
                span = max(low, monday + opens) - ahead, min(high, monday + closes) - ahead
                if span[0] < span[1]:
                    yield span

    @cached_property
    def _usually(self) -> tuple[Span, ...]:
        """The open stretches of a week from Monday 00:00, apart and in order."""
        found: list[Span] = []
        for opens, closes in sorted(_of_week(self.week)):
            if found and opens <= found[-1][1]:
                opens, closes = found[-1][0], max(closes, found.pop()[1])  # noqa: PLW2901 - joined
            found.append((opens, closes))
        return tuple(found)

    @cached_property
    def _days(self) -> dict[date, tuple[Span, ...]]:
        """Days that were asked for: thousands may have their turn on one."""
        return {}

    @cached_property
    def _whole(self) -> int:
        return sum(closes - opens for opens, closes in self._usually)

    @cached_property
    def _off(self) -> list[int]:
        return sorted(midnight_of(day) for day in self.closed)


ALWAYS = OfficeHours(dict.fromkeys(EVERY_DAY, (Hours(time(), time()),)), frozenset(), "UTC")
"""Every second counts: the clock of the calendar."""


def _of_week(week: Mapping[int, tuple[Hours, ...]]) -> Iterator[Span]:
    """Give the stretches of a week; what runs past Sunday goes on on Monday."""
    for weekday, hours in week.items():
        for each in hours:
            opens, closes = (
                weekday * DAY + _since(each.opens),
                weekday * DAY + _since(each.closes),
            )
            if closes <= opens:
                closes += DAY
            yield opens, min(closes, WEEK)
            if closes > WEEK:
                yield 0, closes - WEEK


def _since(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * SECOND
