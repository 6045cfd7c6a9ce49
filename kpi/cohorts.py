"""Cohorts: the people of a campaign dealt over working days at random, the same way every time.

Which days those are, and between which moments somebody's turn comes, the opening hours say.

A keyed hash gives everybody a lot; sorted by it, people are dealt out evenly. The lot does not
change from round to round, so nobody is asked at the end of one and the beginning of the next.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from kpi.office_hours import OfficeHours
from kpi.periods import local_day

CATCH_UP = 5
"""Working days at the end of a round that are nobody's own.

They are for those who could not be asked on their day, because they were asked something else
just before it, or because a quarter is shorter than the time between two questions.
"""
MONTHS = 3
_DAY = timedelta(days=1)
_LOTS = 2**63


class Rhythm(StrEnum):
    """How often a campaign asks."""

    ONCE = "once"
    QUARTERLY = "quarterly"
    DATES = "dates"
    """Everybody on the day that the audience names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """When a campaign asks."""

    rhythm: Rhythm
    starts_on: date
    days: int = 1
    """Working days of a single round, 1 or more; other rhythms do not look at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time around the audience."""

    name: str
    days: tuple[date, ...]
    """The working days over which people are dealt, in order; at least one."""
    spare: tuple[date, ...]
    """The working days after them, for those who had to wait."""

    def ahead(self, today: date, *, spare: bool = False) -> list[date]:
        """Give the days that are still to come, today not among them."""
        all_days = self.days + self.spare if spare else self.days
        return [day for day in all_days if day > today]


def working_day_from(day: date, hours: OfficeHours) -> date:
    """Give the day itself, or the first working day after it."""
    while not hours.is_working_day(day):
        day += _DAY
    return day


def with_days_off_before(day: date, hours: OfficeHours) -> date:
    """Give the first of the days off right before a day, or the day itself."""
    while not hours.is_working_day(day - _DAY):
        day -= _DAY
    return day


def left_out(first: date, last: date, hours: OfficeHours) -> list[date]:
    """Give the days between two, both included, that would be working days but are closed."""
    always = replace(hours, closed=frozenset())
    return [
        day for day in sorted(hours.closed) if first <= day <= last and always.is_working_day(day)
    ]


def first_day(starts_on: date, now: datetime, hours: OfficeHours) -> date:
    """Give the first working day on which a campaign begun now may ask, not before `starts_on`.

    A day that has begun is not used any more: its hours would come all at once.
    """
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    begins = next((opens for opens, _ in hours.stretches(today)), now)
    return working_day_from(max(starts_on, today if now < begins else today + _DAY), hours)


def round_name(plan: Plan, day: date) -> str:
    """Name the round that holds a local day; nothing before the first, and where dates rule."""
    if plan.rhythm is Rhythm.DATES or day < plan.starts_on:
        return ""
    if plan.rhythm is Rhythm.ONCE:
        return Rhythm.ONCE.value
    return _quarter(plan, _number(plan, day)).isoformat()


def round_at(plan: Plan, day: date, hours: OfficeHours) -> Round | None:
    """Give the round that holds a local day; None before the first, and where dates rule."""
    name = round_name(plan, day)
    if not name:
        return None
    if plan.rhythm is Rhythm.ONCE:
        return _once(plan, hours)
    number = _number(plan, day)
    first, until = _quarter(plan, number), _quarter(plan, number + 1)
    days = [one for one in _days(first, until) if hours.is_working_day(one)]
    # Where hardly any day is open nothing is kept back, and it may run into the next round.
    own = days[:-CATCH_UP] or days or [working_day_from(first, hours)]
    return Round(name=name, days=tuple(own), spare=tuple(days[len(own) :]))


def round_named(plan: Plan, name: str, hours: OfficeHours) -> Round:
    """Give the round that somebody's turn belongs to; with dates each day is a round of its own."""
    if plan.rhythm is Rhythm.DATES:
        day = date.fromisoformat(name)
        return _once(Plan(rhythm=Rhythm.ONCE, starts_on=day, days=1), hours)
    begins = plan.starts_on if plan.rhythm is Rhythm.ONCE else date.fromisoformat(name)
    found = round_at(plan, begins, hours)
    assert found is not None  # noqa: S101 - rounds are named after days on which they were held
    return found


def lot(campaign_id: UUID, person: str, *, round_name: str = "") -> int:
    """Draw somebody's lot, from 0 up to, not including, 2**63; nobody can choose theirs."""
    drawn = blake2b(f"{round_name}\n{person}".encode(), key=campaign_id.bytes, digest_size=8)
    return int.from_bytes(drawn.digest(), "big") >> 1


def dealt(rank: int, size: int, days: Sequence[date], hours: OfficeHours) -> datetime:
    """Give the turn of the member who comes at `rank` among `size`, sorted by lot.

    No two days differ by more than one member, nor do the hours of a day. Members beyond the
    size, who joined while it was counted, come last.
    """
    day, part = divmod(min(rank, size - 1) * len(days), size)
    return hours.part_of(days[day], part / size)


def drawn(number: int, days: Sequence[date], hours: OfficeHours) -> datetime:
    """Give the turn of somebody by themselves: any hour of any of the days is as likely."""
    day, part = divmod(number * len(days), _LOTS)
    return hours.part_of(days[day], part / _LOTS)


def due(now: datetime, moment: datetime, hours: OfficeHours) -> bool:
    """Tell whether a turn that has come is still to be taken: on its day, or within a day of it.

    Late is only in the hours of a working day; what is later yet would come in a burst. A turn that
    was planned before the hours changed keeps its day, unless that is closed now.
    """
    if moment > now or now - moment >= _DAY:
        return False
    today = local_day(now, hours.zone)
    is_open = any(opens <= now < closes for opens, closes in hours.stretches(today))
    return is_open or (local_day(moment, hours.zone) == today and hours.is_working_day(today))


def _once(plan: Plan, hours: OfficeHours) -> Round:
    days: list[date] = []
    day = plan.starts_on
    while len(days) < plan.days + CATCH_UP:
        day = working_day_from(day, hours)
        days.append(day)
        day += _DAY
    return Round(
        name=Rhythm.ONCE.value, days=tuple(days[: plan.days]), spare=tuple(days[plan.days :])
    )


def _number(plan: Plan, day: date) -> int:
    return next(n for n in count() if _quarter(plan, n + 1) > day)


def _quarter(plan: Plan, number: int) -> date:
    """Give the first day of a round, always counted from the start: February is short."""
    months = plan.starts_on.month - 1 + MONTHS * number
    year, month = plan.starts_on.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(plan.starts_on.day, last))


def _days(first: date, until: date) -> list[date]:
    return [first + _DAY * number for number in range((until - first).days)]
