"""Words become a period: "week", "vorige maand", "2026-W47", "30d", "2026-10-01..2026-10-15"."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from kpi.errors import PeriodOutOfRange, UnknownPeriod
from kpi.periods.numbered import day_in_year, latest_day
from kpi.periods.period import Period, between_so_far, days_until, unit_so_far, whole_unit
from kpi.periods.units import Unit, start_of, start_of_next
from kpi.periods.words import (
    DAYS_AGO,
    DAYS_IN,
    LAST,
    MONTHS,
    MONTHS_IN,
    NEXT,
    NUMBERED,
    ORDINALS,
    THIS,
    UNITS,
)

MOST_DAYS = 3660
"""As far back as a number of days may reach: ten years."""

_MONTHS = 12

CalendarUnit: TypeAlias = tuple[Unit, date]  # a unit and a day that it holds

_DAY = timedelta(days=1)


def _one_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DATE = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_YEAR_MONTH = re.compile(r"(?P<year>[0-9]{4})[-/](?P<number>[0-9]{1,2})")
_NUMBER = rf"(?P<unit>{_one_of(NUMBERED)})[- ]?(?P<number>[0-9]{{1,3}})"
_NUMBERED = (
    re.compile(rf"(?P<year>[0-9]{{4}})[- ]?{_NUMBER}"),
    re.compile(rf"{_NUMBER}(?:[- ](?P<year>[0-9]{{4}}))?"),
)
_ORDINAL = re.compile(
    rf"(?:(?P<number>[0-9]{{1,2}})(?:e|de|ste|st|nd|rd|th)|(?P<word>{_one_of(ORDINALS)}))"
    r" (?P<unit>week|quarter|kwartaal)(?: (?:of |van )?(?P<year>[0-9]{4}))?"
)
_MONTH = rf"(?P<month>{_one_of(MONTHS)})\.?"
_NAMED_MONTH = (
    re.compile(rf"(?P<year>[0-9]{{4}})[- ]{_MONTH}"),
    re.compile(rf"{_MONTH}(?:[- ](?P<year>[0-9]{{4}}))?"),
)
_DAYS_BACK = re.compile(rf"(?:([a-z]+) )?([0-9]{{1,9}}) ?({_one_of((*DAYS_IN, *MONTHS_IN))})")
_RANGE = re.compile(r"(.*?)(?: ?\.{2,} ?| to | t/m )(.*)")


def parse(text: str, *, today: date, zone: str) -> Period | None:
    """Read a period in English or Dutch; capitals, accents and spaces do not matter.

    Args:
        text: what somebody wrote, and nothing else.
        today: the local day it is; a period that still runs ends with it.
        zone: the IANA zone that its days are days of.

    Returns:
        The period, or None when the text is not about a period at all.

    Raises:
        UnknownPeriod: when it looks like a period but cannot be read without guessing.
        PeriodOutOfRange: when there is no such period, or it has not begun yet.
    """
    plain = _plain(text)
    if found := _calendar_unit(plain, today):
        return unit_so_far(*found, today=today, zone=zone)
    return _days_back(plain, today, zone) or _range(plain, today, zone)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("\N{EN DASH}", "-"))
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


def _calendar_unit(text: str, today: date) -> CalendarUnit | None:
    return (
        _relative(text, today)
        or _date(text)
        or _year(text)
        or _numbered(text, today)
        or _named_month(text, today)
    )


def _relative(text: str, today: date) -> CalendarUnit | None:
    if text in DAYS_AGO:
        return Unit.DAY, today - timedelta(days=DAYS_AGO[text])
    which, _, word = text.rpartition(" ")
    unit = UNITS.get(word)
    if unit is None or which not in {"", *THIS, *LAST, *NEXT}:
        return None
    if which in NEXT:
        return unit, start_of_next(unit, today)
    return unit, start_of(unit, today) - _DAY if which in LAST else today


def _date(text: str) -> CalendarUnit | None:
    if _DAY_FIRST.fullmatch(text):
        raise UnknownPeriod("Write a day as 2026-10-01, so that nobody mistakes day for month.")
    if not (found := _DATE.fullmatch(text)):
        return None
    year, month, day = map(int, found.groups())
    first = day_in_year(Unit.MONTH, month, year)
    if not (day and (chosen := first + timedelta(days=day - 1)).month == month):
        raise PeriodOutOfRange("{day} is not on the calendar.", day=text)
    return Unit.DAY, chosen


def _year(text: str) -> CalendarUnit | None:
    if not _YEAR.fullmatch(text):
        return None
    return Unit.YEAR, day_in_year(Unit.MONTH, 1, int(text))


def _numbered(text: str, today: date) -> CalendarUnit | None:
    if found := _YEAR_MONTH.fullmatch(text):
        return _placed(Unit.MONTH, int(found["number"]), found["year"], today)
    for pattern in _NUMBERED:
        if found := pattern.fullmatch(text):
            unit = NUMBERED[found["unit"]]
            return _placed(unit, int(found["number"]), found["year"], today)
    if found := _ORDINAL.fullmatch(text):
        number = ORDINALS.get(found["word"] or "") or int(found["number"])
        return _placed(NUMBERED[found["unit"]], number, found["year"], today)
    return None


def _named_month(text: str, today: date) -> CalendarUnit | None:
    for pattern in _NAMED_MONTH:
        if found := pattern.fullmatch(text):
            return _placed(Unit.MONTH, MONTHS[found["month"]], found["year"], today)
    return None


def _placed(unit: Unit, number: int, year: str | None, today: date) -> CalendarUnit:
    if year:
        return unit, day_in_year(unit, number, int(year))
    return unit, latest_day(unit, number, today)


def _days_back(text: str, today: date, zone: str) -> Period | None:
    found = _DAYS_BACK.fullmatch(text)
    if not found or found[1] not in {None, *LAST}:
        return None
    days = _days(int(found[2]), found[3], today)
    if not 1 <= days <= MOST_DAYS:
        raise PeriodOutOfRange("Choose between 1 and {most} days.", most=MOST_DAYS)
    return days_until(today, days, zone)


def _days(count: int, what: str, today: date) -> int:
    """Count the days of so many weeks or months up to today; of months since the same date."""
    if what in DAYS_IN:
        return count * DAYS_IN[what]
    months = today.year * _MONTHS + today.month - 1 - count * MONTHS_IN[what]
    if months < _MONTHS:
        return MOST_DAYS + 1
    first = date(months // _MONTHS, months % _MONTHS + 1, 1)
    last = start_of_next(Unit.MONTH, first) - _DAY
    return (today - min(first + timedelta(days=today.day - 1), last)).days


def _range(text: str, today: date, zone: str) -> Period | None:
    if not (found := _RANGE.fullmatch(text)):
        return None
    left, right = (_calendar_unit(side, today) for side in found.groups())
    if left and right:
        first, until = whole_unit(*left, zone).first, whole_unit(*right, zone).until
        return between_so_far(first, until - _DAY, today=today, zone=zone)
    if ".." in text:
        raise UnknownPeriod("Write a range as 2026-10-01..2026-10-15.")
    return None
