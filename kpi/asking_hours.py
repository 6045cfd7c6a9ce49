"""When somebody may be asked by their own clock: their hours, their days, never in quiet hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EVERY_DAY = frozenset(range(7))

_DAY, _WEEK, _MINUTE = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1)
_DAYS_AHEAD = 15
"""How far to look: the one day of a week may be the one on which clocks skip the hours."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of every day to the minute, half-open; it may run past midnight."""

    opens: time
    closes: time

    def hold(self, at: time) -> bool:
        """Whether a time on the clock lies between."""
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingHours:
    """When somebody may be asked; all of it on their own clock."""

    hours: Hours | None = None
    """None for the whole day."""
    days: frozenset[int] = EVERY_DAY
    """Monday is 0."""
    quiet: Hours | None = None
    """In which nobody is asked, whatever the hours; None for no such time."""

    def allow(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether an aware moment is one at which somebody in this zone may be asked."""
        local = moment.astimezone(zone)
        at = local.time()
        if self.quiet is not None and self.quiet.hold(at):
            return False
        return local.weekday() in self.days and (self.hours is None or self.hours.hold(at))

    def next(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Give the first moment from `moment` on at which somebody may be asked, in UTC.

        Where no moment of the week is allowed, give the same one a week later: nobody is asked.
        """
        moment = moment.astimezone(UTC)
        if self.allow(moment, zone):
            return moment
        beginnings = (one for one in self._beginnings(moment, zone) if one > moment)
        found = next((one for one in beginnings if self.allow(one, zone)), None)
        return moment + _WEEK if found is None else self._earlier(found, moment, zone)

    def never(self) -> bool:
        """Whether there is no minute of the week at which anybody may be asked."""
        anywhere = ZoneInfo("UTC")
        monday = datetime(2024, 1, 1, tzinfo=UTC)
        return not self.allow(self.next(monday, anywhere), anywhere)

    def _beginnings(self, moment: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Give the moments at which it can begin to be allowed, in their order."""
        today = moment.astimezone(zone).date()
        opens = {time(), *(one for one in (self._opens(), self._loud()) if one is not None)}
        for day in (today + _DAY * number for number in range(_DAYS_AHEAD)):
            yield from sorted({one for at in opens for one in _moments(day, at, zone)})

    def _opens(self) -> time | None:
        return None if self.hours is None else self.hours.opens

    def _loud(self) -> time | None:
        return None if self.quiet is None else self.quiet.closes

    def _earlier(self, found: datetime, moment: datetime, zone: ZoneInfo) -> datetime:
        """Go back to where clocks jumped over the beginning, if they did."""
        while found - _MINUTE > moment and self.allow(found - _MINUTE, zone):
            found -= _MINUTE
        return found


def known_zone(*names: str) -> str:
    """Give the first of these names that is a time zone; UTC where none is."""
    return next((name for name in names if name and _is_zone(name)), "UTC")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _moments(day: date, at: time, zone: ZoneInfo) -> set[datetime]:
    """Give when a clock shows this: twice where it is set back, about then where it is skipped."""
    local = datetime.combine(day, at, tzinfo=zone)
    return {local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
