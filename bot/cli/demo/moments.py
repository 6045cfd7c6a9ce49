"""The demo's calendar: where it begins, and the stops on the way to a later moment."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
QUARTER, DAY, MONDAY = "quarter", "day", "monday"
MOVES = (QUARTER, DAY, MONDAY)

A_QUARTER = timedelta(minutes=15)
A_DAY = timedelta(days=1)
_LENGTHS = {QUARTER: A_QUARTER, DAY: A_DAY}
_WEDNESDAY = 2
_DAYS_OF_A_WEEK = 7


def wednesday_at_ten(now: datetime) -> datetime:
    """Give ten in the morning, on Wednesday of the week it is, in UTC."""
    here = now.astimezone(ZONE)
    day = here - timedelta(days=here.weekday() - _WEDNESDAY)
    return day.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


def monday_at_nine(now: datetime) -> datetime:
    """Give the next nine o'clock on a Monday, in UTC."""
    here = now.astimezone(ZONE)
    day = here - timedelta(days=here.weekday())
    nine = day.replace(hour=9, minute=0, second=0, microsecond=0)
    if nine <= here:
        nine += timedelta(days=_DAYS_OF_A_WEEK)
    return nine.astimezone(UTC)


def stops(move: str, now: datetime) -> Iterator[datetime]:
    """Give the moments at which to work on the way of a move, one of MOVES, the last its end.

    Questions are due a quarter of an hour or a day after a ticket, and should not come later.
    """
    end = monday_at_nine(now) if move == MONDAY else now + _LENGTHS[move]
    stop = now + A_QUARTER
    while stop < end:
        yield stop
        stop += A_DAY
    yield end


def spoken(moment: datetime) -> str:
    """Say a moment as the panel's clock does: Wednesday 18 November, 10:00."""
    here = moment.astimezone(ZONE)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]}, {here:%H:%M}"


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
