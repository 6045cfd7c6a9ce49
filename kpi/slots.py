"""The moments of a digest: one slot a local week or month, whatever the clocks of a zone do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kpi import periods
from kpi.errors import WrongSetting
from kpi.periods import Period, Unit, local_day, month_of, week_of

LATEST = timedelta(hours=24)
"""How late the slot of a week may still be kept; one found later is skipped."""
LATEST_OF_A_MONTH = timedelta(days=7)
"""The same for a month, whose numbers are news for longer."""

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Once a week or once a month at a wall-clock time."""

    weekday: int = 0
    """0 is Monday, as in `date.weekday`."""
    month_day: int | None = None
    """1 to 28 for once a month; None for once a week."""
    at: time
    """Naive: what the clocks on the wall show."""
    zone: str
    """An IANA name, such as Europe/Amsterdam."""

    @property
    def unit(self) -> Unit:
        return Unit.WEEK if self.month_day is None else Unit.MONTH

    @property
    def latest(self) -> timedelta:
        """How late a slot may still be kept."""
        return LATEST if self.month_day is None else LATEST_OF_A_MONTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The turn of one week or month."""

    label: str
    """The local one it belongs to, 2026-W43 or 2026-10: an hour that comes twice is one slot."""
    at: datetime
    """When it is due, in UTC."""


def slot_in(rhythm: Rhythm, day: date) -> Slot:
    """Give the slot of the ISO week or month that holds a local day.

    A time that the clocks skip moves to the next minute that exists; of one that comes twice the
    first counts. Raises WrongSetting for a name that is no time zone.
    """
    unit = _holding(rhythm, day)
    into = rhythm.weekday if rhythm.month_day is None else rhythm.month_day - 1
    local = datetime.combine(unit.first + into * _DAY, rhythm.at)
    return Slot(label=unit.label, at=_first_valid(local, ZoneInfo(rhythm.zone)))


def passed(rhythm: Rhythm, *, after: datetime, until: datetime) -> list[Slot]:
    """Give the slots later than `after` and not later than `until` (aware), oldest first."""
    slots = []
    # A skipped day may push a slot past the week it belongs to, so one week more is looked at.
    day = _holding(rhythm, local_day(after, rhythm.zone)).first - _DAY
    last = _holding(rhythm, local_day(until, rhythm.zone)).until
    while day <= last:
        slots.append(slot_in(rhythm, day))
        day = _holding(rhythm, day).until
    return [slot for slot in slots if after < slot.at <= until]


def following(rhythm: Rhythm, after: datetime) -> Slot:
    """Give the first slot later than an aware moment."""
    # Months, and weeks too, come again within 31 days and a skipped one.
    return passed(rhythm, after=after, until=after + timedelta(days=33))[0]


def caught_up(
    slots: Sequence[Slot], now: datetime, latest: timedelta = LATEST
) -> tuple[Slot | None, list[Slot]]:
    """Split the passed slots, oldest first, into the one to keep now and those to skip.

    Only the last is kept, and only when it is no later than `latest`.
    """
    if not slots:
        return None, []
    *older, last = slots
    if now - last.at > latest:
        return None, [*older, last]
    return last, older


def reported(label: str, zone: str) -> Period:
    """Give what a slot reports: the whole week or month before its own, 2026-W42 or 2026-09."""
    if "-W" in label:
        year, number = label.split("-W")
        return week_of(date.fromisocalendar(int(year), int(number), 1) - _DAY, zone)
    return month_of(date.fromisoformat(f"{label}-01") - _DAY, zone)


def running(rhythm: Rhythm, now: datetime) -> str:
    """Name the week or month that it is now, as its slot is named."""
    return _holding(rhythm, periods.today(now, rhythm.zone)).label


def parse_time(text: str) -> time:
    """Read a wall-clock time such as 09:00. Raises WrongSetting for anything else."""
    try:
        return datetime.strptime(text, "%H:%M").replace(tzinfo=UTC).time()
    except ValueError:
        raise WrongSetting("{time} is not a time of day. Try 09:00.", time=text) from None


def _holding(rhythm: Rhythm, day: date) -> Period:
    return (week_of if rhythm.month_day is None else month_of)(day, rhythm.zone)


def _first_valid(local: datetime, zone: ZoneInfo) -> datetime:
    while not _exists(local, zone):
        local += _MINUTE
    return local.replace(tzinfo=zone).astimezone(UTC)


def _exists(local: datetime, zone: ZoneInfo) -> bool:
    there = local.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
