"""Until when something rests, as people choose it: in two hours, tomorrow morning, next week."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kpi.errors import WrongSetting
from kpi.periods import local_day

MORNING = time(9)
_WEEK = 7


class Snooze(StrEnum):
    """How long something rests."""

    HOURS = "hours"
    TOMORROW = "tomorrow"
    NEXT_WEEK = "next_week"
    OWN = "own"


def until(how_long: Snooze, now: datetime, zone: str) -> datetime:
    """Give the moment for all but one of one's own: mornings are at nine, weeks begin on Monday."""
    if how_long is Snooze.HOURS:
        return now + timedelta(hours=2)
    today = local_day(now, zone)
    days = _WEEK - today.weekday() if how_long is Snooze.NEXT_WEEK else 1
    return at(today + timedelta(days=days), MORNING, zone)


def at(day: date, when: time, zone: str) -> datetime:
    """Give the moment at which clocks in a zone show a day and a time."""
    return datetime.combine(day, when, ZoneInfo(zone))


def read(day: str, when: str, zone: str) -> datetime:
    """Read a day such as 2026-11-24 and a time such as 09:00. Raises WrongSetting."""
    try:
        return at(date.fromisoformat(day), time.fromisoformat(when or "09:00"), zone)
    except ValueError:
        raise WrongSetting("Choose a day.") from None
