"""Cohorts: the people of a campaign dealt over working days at random, the same way every time.

A keyed hash gives everybody a lot; sorted by it, people are dealt out evenly. The lot does not
change from round to round, so nobody is asked at the end of one and the beginning of the next.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from kpi.periods import local_day

OPENS, CLOSES = time(9), time(17)
"""Between these moments of the workspace's day somebody's turn comes."""
CATCH_UP = 5
"""Working days at the end of a round that are nobody's own.

They are for those who could not be asked on their day, because they were asked something else
just before it, or because a quarter is shorter than the time between two questions.
"""
MONTHS = 3
_SATURDAY = 5
_DAY = timedelta(days=1)
_LOTS = 2**63
_HOURS = datetime.combine(date.min, CLOSES) - datetime.combine(date.min, OPENS)


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


def is_working_day(day: date) -> bool:
    """Tell whether people work: Monday to Friday; public holidays are not known here."""
    return day.weekday() < _SATURDAY


def working_day_from(day: date) -> date:
    """Give the day itself, or the first working day after it."""
    while not is_working_day(day):
        day += _DAY
    return day


def with_days_off_before(day: date) -> date:
    """Give the first of the days off right before a day, or the day itself."""
    while not is_working_day(day - _DAY):
        day -= _DAY
    return day


def first_day(starts_on: date, now: datetime, zone: str) -> date:
    """Give the first working day on which a campaign begun now may ask, not before `starts_on`.

    A day that has begun is not used any more: its hours would come all at once.
    """
    local = now.astimezone(ZoneInfo(zone))
    soonest = local.date() if local.time() < OPENS else local.date() + _DAY
    return working_day_from(max(starts_on, soonest))


def round_at(plan: Plan, day: date) -> Round | None:
    """Give the round that holds a local day; None before the first, and where dates rule."""
    if plan.rhythm is Rhythm.DATES or day < plan.starts_on:
        return None
    if plan.rhythm is Rhythm.ONCE:
        return _once(plan)
    number = next(n for n in count() if _quarter(plan, n + 1) > day)
    first, until = _quarter(plan, number), _quarter(plan, number + 1)
    days = [one for one in _days(first, until) if is_working_day(one)]
    return Round(
        name=first.isoformat(), days=tuple(days[:-CATCH_UP]), spare=tuple(days[-CATCH_UP:])
    )


def round_named(plan: Plan, name: str) -> Round:
    """Give the round that somebody's turn belongs to; with dates each day is a round of its own."""
    if plan.rhythm is Rhythm.DATES:
        day = date.fromisoformat(name)
        return _once(Plan(rhythm=Rhythm.ONCE, starts_on=day, days=1))
    begins = plan.starts_on if plan.rhythm is Rhythm.ONCE else date.fromisoformat(name)
    found = round_at(plan, begins)
    assert found is not None  # noqa: S101 - rounds are named after days on which they were held
    return found


def lot(campaign_id: UUID, person: str, *, round_name: str = "") -> int:
    """Draw somebody's lot, from 0 up to, not including, 2**63; nobody can choose theirs."""
    drawn = blake2b(f"{round_name}\n{person}".encode(), key=campaign_id.bytes, digest_size=8)
    return int.from_bytes(drawn.digest(), "big") >> 1


def dealt(rank: int, size: int, days: Sequence[date], zone: str) -> datetime:
    """Give the turn of the member who comes at `rank` among `size`, sorted by lot.

    No two days differ by more than one member, nor do the hours of a day. Members beyond the
    size, who joined while it was counted, come last.
    """
    day, part = divmod(min(rank, size - 1) * len(days), size)
    return _moment(days[day], part, size, zone)


def drawn(number: int, days: Sequence[date], zone: str) -> datetime:
    """Give the turn of somebody by themselves: any hour of any of the days is as likely."""
    day, part = divmod(number * len(days), _LOTS)
    return _moment(days[day], part, _LOTS, zone)


def due(now: datetime, moment: datetime, zone: str) -> bool:
    """Tell whether a turn that has come is still to be taken: on its day, or within a day of it.

    Late is only in the hours of a working day; what is later yet would come in a burst.
    """
    if moment > now or now - moment >= _DAY:
        return False
    local = now.astimezone(ZoneInfo(zone))
    is_open = is_working_day(local.date()) and OPENS <= local.time() < CLOSES
    return is_open or local_day(moment, zone) == local.date()


def _once(plan: Plan) -> Round:
    days: list[date] = []
    day = plan.starts_on
    while len(days) < plan.days + CATCH_UP:
        day = working_day_from(day)
        days.append(day)
        day += _DAY
    return Round(
        name=Rhythm.ONCE.value, days=tuple(days[: plan.days]), spare=tuple(days[plan.days :])
    )


def _quarter(plan: Plan, number: int) -> date:
    """Give the first day of a round, always counted from the start: February is short."""
    months = plan.starts_on.month - 1 + MONTHS * number
    year, month = plan.starts_on.year + months // 12, months % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(plan.starts_on.day, last))


def _days(first: date, until: date) -> list[date]:
    return [first + _DAY * number for number in range((until - first).days)]


def _moment(day: date, part: int, whole: int, zone: str) -> datetime:
    """Give the moment this part of the way through a day's hours, in UTC."""
    there = datetime.combine(day, OPENS, ZoneInfo(zone)).astimezone(UTC)
    return there + _HOURS * (part / whole)
