"""The weekly moments of a digest: one slot a local week, whatever the clocks of a zone do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kpi.errors import WrongSetting
from kpi.periods import Period, local_day, week_of

LATEST = timedelta(hours=24)
"""How late a slot may still be kept; one found later is skipped."""

_MINUTE = timedelta(minutes=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Once a week at a wall-clock time."""

    weekday: int
    """0 is Monday, as in `date.weekday`."""
    at: time
    """Naive: what the clocks on the wall show."""
    zone: str
    """An IANA name, such as Europe/Amsterdam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One week's turn."""

    week: str
    """The local ISO week it belongs to, such as 2026-W43: an hour that comes twice is one slot."""
    at: datetime
    """When it is due, in UTC."""


def slot_in(rhythm: Rhythm, day: date) -> Slot:
    """Give the slot of the ISO week that holds a local day.

    A time that the clocks skip moves to the next minute that exists; of one that comes twice the
    first counts. Raises WrongSetting for a name that is no time zone.
    """
    week = week_of(day, rhythm.zone)
    local = datetime.combine(week.first + timedelta(days=rhythm.weekday), rhythm.at)
    return Slot(week=week.label, at=_first_valid(local, ZoneInfo(rhythm.zone)))


def passed(rhythm: Rhythm, *, after: datetime, until: datetime) -> list[Slot]:
    """Give the slots later than `after` and not later than `until` (aware), oldest first."""
    slots = []
    # A skipped day may push a slot past the week it belongs to, so one week more is looked at.
    day = local_day(after, rhythm.zone) - _WEEK
    last = local_day(until, rhythm.zone)
    while day <= last + _WEEK:
        slots.append(slot_in(rhythm, day))
        day += _WEEK
    return [slot for slot in slots if after < slot.at <= until]


def caught_up(slots: Sequence[Slot], now: datetime) -> tuple[Slot | None, list[Slot]]:
    """Split the passed slots, oldest first, into the one to keep now and those to skip.

    Only the latest is kept, and only within LATEST of its time.
    """
    if not slots:
        return None, []
    *older, latest = slots
    if now - latest.at > LATEST:
        return None, [*older, latest]
    return latest, older


def week_reported(week: str, zone: str) -> Period:
    """Give the whole week that a slot reports: the one before the slot's own, such as 2026-W42."""
    return week_of(_monday(week) - _WEEK, zone)


def parse_time(text: str) -> time:
    """Read a wall-clock time such as 09:00. Raises WrongSetting for anything else."""
    try:
        return datetime.strptime(text, "%H:%M").replace(tzinfo=UTC).time()
    except ValueError:
        raise WrongSetting("{time} is not a time of day. Try 09:00.", time=text) from None


def _monday(week: str) -> date:
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def _first_valid(local: datetime, zone: ZoneInfo) -> datetime:
    while not _exists(local, zone):
        local += _MINUTE
    return local.replace(tzinfo=zone).astimezone(UTC)


def _exists(local: datetime, zone: ZoneInfo) -> bool:
    there = local.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
