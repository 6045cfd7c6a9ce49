"""Message timestamps as times and days in a person's time zone, as Slack writes them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_TEENS = frozenset({11, 12, 13})
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def at(ts: str, zone: ZoneInfo) -> datetime:
    """Give the moment of a message's `ts`."""
    return datetime.fromtimestamp(float(ts), UTC).astimezone(zone)


def clock(moment: datetime) -> str:
    """Give hours and minutes, as 09:05."""
    return f"{moment:%H:%M}"


def day(then: date, today: date) -> str:
    """Give Today, Yesterday, or Wednesday, November 18th; the year when it is another one."""
    ago = (today - then).days
    if ago in {0, 1}:
        return ("Today", "Yesterday")[ago]
    named = f"{then:%A, %B} {then.day}{_ending(then.day)}"
    return named if then.year == today.year else f"{named}, {then.year}"


def full(moment: datetime) -> str:
    """Give day and second, for those who want to know exactly."""
    return f"{moment:%A}, {moment.day} {moment:%B %Y} at {moment:%H:%M:%S}"


def _ending(number: int) -> str:
    return "th" if number in _TEENS else _ENDINGS.get(number % 10, "th")
