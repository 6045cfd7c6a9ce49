"""A period of whole local days, the one to compare it with, and the weeks that lead up to it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from typing_extensions import override

from kpi.errors import PeriodOutOfRange, WrongSetting
from kpi.periods.units import Unit, label_of, start_of, start_of_next

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Local days from `first` up to, not including, `until`."""

    first: date
    until: date
    zone: str
    """An IANA name, such as Europe/Amsterdam."""
    unit: Unit
    label: str
    """The name that reads back as this period: 2026-W47, 2026-11, 30d."""
    full_until: date
    """Where the whole unit ends; later than `until` while it is still running."""

    @override
    def __str__(self) -> str:
        return self.label

    @property
    def to_date(self) -> bool:
        """Whether the unit is still running, so that only its days so far are meant."""
        return self.until < self.full_until

    @property
    def days(self) -> int:
        return (self.until - self.first).days

    @property
    def start(self) -> datetime:
        """The first moment, in UTC."""
        return midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it, in UTC."""
        return midnight(self.until, self.zone)

    def previous(self) -> "Period":
        """Give the period to compare with.

        For a whole calendar unit the unit before it; for one still running as many days from
        the start of the unit before it, never past that unit's end; otherwise as many days
        just before it.
        """
        if self.unit in {Unit.DAYS, Unit.RANGE}:
            return between(self.first - timedelta(days=self.days), self.first - _DAY, self.zone)
        whole = whole_unit(self.unit, self.first - _DAY, self.zone)
        return whole.through(whole.first + timedelta(days=self.days - 1)) if self.to_date else whole

    def through(self, last: date) -> "Period":
        """Give the part up to and including a day, or the whole of it where it ends before."""
        return Period(
            first=self.first,
            until=min(self.until, last + _DAY),
            zone=self.zone,
            unit=self.unit,
            label=self.label,
            full_until=self.full_until,
        )


@lru_cache(maxsize=1_000)  # every number looks back at some sixty weeks
def whole_unit(unit: Unit, day: date, zone: str) -> Period:
    """Give the whole calendar unit that holds this day."""
    until = start_of_next(unit, day)
    return Period(
        first=start_of(unit, day),
        until=until,
        zone=zone,
        unit=unit,
        label=label_of(unit, day),
        full_until=until,
    )


def unit_so_far(unit: Unit, day: date, *, today: date, zone: str) -> Period:
    """Give the calendar unit that holds this day, up to and including today.

    Raises:
        PeriodOutOfRange: when it begins after today.
    """
    return _begun(whole_unit(unit, day, zone), today)


def between(first: date, last: date, zone: str) -> Period:
    """Give the days from first up to and including last; a single day is a calendar day."""
    if first == last:
        return whole_unit(Unit.DAY, first, zone)
    until = last + _DAY
    return Period(
        first=first,
        until=until,
        zone=zone,
        unit=Unit.RANGE,
        label=f"{first.isoformat()}..{last.isoformat()}",
        full_until=until,
    )


def between_so_far(first: date, last: date, *, today: date, zone: str) -> Period:
    """Give the days from first to last, up to and including today.

    Raises:
        PeriodOutOfRange: when last comes before first, or first after today.
    """
    if last < first:
        raise PeriodOutOfRange(
            "That range ends on {last}, before it begins on {first}.", first=first, last=last
        )
    return _begun(between(first, last, zone), today)


def days_until(today: date, count: int, zone: str) -> Period:
    """Give this many days, the last of them today; a single one is a calendar day."""
    if count == 1:
        return whole_unit(Unit.DAY, today, zone)
    until = today + _DAY
    return Period(
        first=until - timedelta(days=count),
        until=until,
        zone=zone,
        unit=Unit.DAYS,
        label=f"{count}d",
        full_until=until,
    )


def day_of(day: date, zone: str) -> Period:
    """Give one local day."""
    return whole_unit(Unit.DAY, day, zone)


def week_of(day: date, zone: str) -> Period:
    """Give the whole ISO week that holds this day."""
    return whole_unit(Unit.WEEK, day, zone)


def month_of(day: date, zone: str) -> Period:
    """Give the whole calendar month that holds this day."""
    return whole_unit(Unit.MONTH, day, zone)


def last_week(today: date, zone: str) -> Period:
    """Give the whole ISO week that ended before the one that holds today."""
    return week_of(today - timedelta(days=7), zone)


def weeks_before(period: Period, count: int = 13) -> tuple[Period, ...]:
    """Give this many ISO weeks, oldest first, the last of them holding the period's last day.

    The last week stops where the period stops; the others are whole.
    """
    last = period.until - _DAY
    weeks = [
        week_of(last - timedelta(days=7 * back), period.zone) for back in reversed(range(count))
    ]
    return (*weeks[:-1], weeks[-1].through(last))


def months_before(period: Period, count: int) -> tuple[Period, ...]:
    """Give this many months, oldest first, the last of them a period that is one itself."""
    found: list[Period] = []
    for _ in range(count):
        found.insert(0, month_of(found[0].first - _DAY, period.zone) if found else period)
    return tuple(found)


def local_day(moment: datetime, zone: str) -> date:
    """Give the day on a zone's calendar at an aware moment. Raises WrongSetting for no zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without its zone has no day")
    return moment.astimezone(_zone(zone)).date()


def today(now: datetime, zone: str) -> date:
    """Give the local day that it is now."""
    return local_day(now, zone)


def midnight(day: date, zone: str) -> datetime:
    """Give the first moment of a local day, in UTC.

    Where clocks skip midnight this is the moment of the skip; where midnight comes twice, the
    first. Raises WrongSetting for a name that is no time zone.
    """
    return datetime.combine(day, time(), tzinfo=_zone(zone)).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise WrongSetting("{zone} is not a time zone. Try Europe/Amsterdam.", zone=name) from None


def _begun(period: Period, today: date) -> Period:
    if period.first > today:
        if period.unit is Unit.WEEK:  # The name of a week does not say its year.
            raise PeriodOutOfRange(
                "{label} has not begun yet: it begins on {day}.", label=period, day=period.first
            )
        raise PeriodOutOfRange("{label} has not begun yet.", label=period)
    return period.through(today)
