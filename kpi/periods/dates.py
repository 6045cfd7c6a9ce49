"""One day by the names that people give it: "yesterday", "2026-11-03", "3 november"."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from kpi.errors import PeriodOutOfRange, UnknownPeriod
from kpi.periods.numbered import EARLIEST_YEAR, day_in_year
from kpi.periods.units import Unit
from kpi.periods.words import DAYS_AGO, LAST, MONTHS, ON, WEEKDAYS

TH = "(?:e|de|ste|st|nd|rd|th)"
"""What may stand behind a number, as in 3rd or 3e."""

_A_WEEK = 7
_MONTHS_IN_A_YEAR = 12
_A_LEAP_YEAR = 2000
"""Has every day that there is."""


def one_of(words: Iterable[str]) -> str:
    """Write words as alternatives, the longest first."""
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


MONTH = rf"(?P<month>{one_of(MONTHS)})\.?"

_YEAR_FIRST = (
    re.compile(r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_NAMED = (
    re.compile(rf"(?P<day>[0-9]{{1,2}}){TH}?[- ](?:of |van )?{MONTH}(?:[- ](?P<year>[0-9]{{4}}))?"),
    re.compile(rf"{MONTH}[- ](?:the )?(?P<day>[0-9]{{1,2}}){TH}?(?:[- ](?P<year>[0-9]{{4}}))?"),
)
_WEEKDAY = re.compile(rf"({one_of(LAST | ON)}) ({one_of(WEEKDAYS)})")


def day(text: str, today: date) -> date | None:
    """Read plain text, in small letters, as one day; None when it is none.

    Raises:
        UnknownPeriod: it is a date that may be either of two days.
        PeriodOutOfRange: there is no such day.
    """
    if text in DAYS_AGO:
        return today - timedelta(days=DAYS_AGO[text])
    if found := _YEAR_LAST.fullmatch(text):
        return _on_calendar(text, *_day_first(found))
    if found := _first_match(_YEAR_FIRST, text):
        return _on_calendar(text, int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _first_match(_NAMED, text):
        return _named(text, found, today)
    return _weekday(text, today)


def _first_match(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next(filter(None, (one.fullmatch(text) for one in patterns)), None)


def _day_first(found: re.Match[str]) -> tuple[int, int, int]:
    """Give year, month and day. Raises UnknownPeriod where the day may be the month."""
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    if year < EARLIEST_YEAR or (day != month and max(day, month) <= _MONTHS_IN_A_YEAR):
        raise UnknownPeriod("Write a day as 2026-10-01, so that nobody mistakes day for month.")
    return (year, day, month) if month > _MONTHS_IN_A_YEAR >= day else (year, month, day)


def _on_calendar(text: str, year: int, month: int, day: int) -> date:
    first = day_in_year(Unit.MONTH, month, year)
    if not (day and (chosen := first + timedelta(days=day - 1)).month == month):
        raise PeriodOutOfRange("{day} is not on the calendar.", day=text)
    return chosen


def _named(text: str, found: re.Match[str], today: date) -> date:
    """Give a day of a named month; without a year the latest that has come."""
    month, day = MONTHS[found["month"]], int(found["day"])
    if found["year"]:
        return _on_calendar(text, int(found["year"]), month, day)
    _on_calendar(text, _A_LEAP_YEAR, month, day)
    year = today.year
    while not _has_come(year, month, day, today):
        year -= 1
    return date(year, month, day)


def _has_come(year: int, month: int, day: int, today: date) -> bool:
    try:
        return date(year, month, day) <= today
    except ValueError:  # 29 February
        return False


def _weekday(text: str, today: date) -> date | None:
    """Read "last monday" as the one before today, "on monday" as today too."""
    if not (found := _WEEKDAY.fullmatch(text)):
        return None
    back = (today.weekday() - WEEKDAYS[found[2]]) % _A_WEEK
    return today - timedelta(days=back or (_A_WEEK if found[1] in LAST else 0))
