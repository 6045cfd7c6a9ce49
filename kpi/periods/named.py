"""One day, week, month, quarter, half or year by the names that people give it."""

import re
from datetime import date, timedelta
from typing import TypeAlias

from kpi.periods import dates
from kpi.periods.dates import MONTH, TH, one_of
from kpi.periods.numbered import day_in_year, latest_day
from kpi.periods.units import Unit, start_of, start_of_next
from kpi.periods.words import (
    AGO,
    COUNTABLE,
    COUNTS,
    LAST,
    MONTHS,
    NEXT,
    NUMBERED,
    ORDINALS,
    SEVERAL,
    THIS,
    TO_DATE,
    UNITS,
)

CalendarUnit: TypeAlias = tuple[Unit, date]  # a unit and a day that it holds

_DAY = timedelta(days=1)
_FARTHEST = 520
"""Units that may be counted back: ten years of weeks."""

_YEAR = re.compile(r"(?:(?:year|jaar) )?([0-9]{4})")
_YEAR_MONTH = (
    re.compile(r"(?P<year>[0-9]{4})[-/](?P<number>[0-9]{1,2})"),
    re.compile(r"(?P<number>[0-9]{1,2})[-/](?P<year>[0-9]{4})"),
)
_NUMBER = rf"(?P<unit>{one_of(NUMBERED)})[- ]?(?P<number>[0-9]{{1,3}})"
_NUMBERED = (
    re.compile(rf"(?P<year>[0-9]{{4}})[- ]?{_NUMBER}"),
    re.compile(rf"{_NUMBER}(?:[- ](?P<year>[0-9]{{4}}))?"),
)
_ORDINAL = re.compile(
    rf"(?:(?P<number>[0-9]{{1,2}}){TH}|(?P<word>{one_of(ORDINALS)}))"
    rf" (?P<unit>{one_of(COUNTABLE)})(?: (?:of |van )?(?P<year>[0-9]{{4}}))?"
)
_NAMED_MONTH = (
    re.compile(rf"(?P<year>[0-9]{{4}})[- ]{MONTH}"),
    re.compile(rf"(?:(?:month|maand) (?:of |van )?)?{MONTH}(?:[- ](?P<year>[0-9]{{4}}))?"),
)
_WEEK_OF = re.compile(r"week (?:of|van|from|vanaf) (.+)")
_COUNTS = {**COUNTS, **dict.fromkeys(("a", "an", "een"), 1)}
_BACK = (
    re.compile(
        rf"(?P<count>[0-9]{{1,3}}|{one_of(_COUNTS)}) "
        rf"(?P<unit>{one_of((*SEVERAL, *UNITS))}) (?:{one_of(AGO)})"
    ),
    re.compile(rf"(?P<count>)voorvorige? (?P<unit>{one_of(UNITS)})"),
    re.compile(rf"(?P<count>)(?P<unit>{one_of(UNITS)}) before last"),
)


def calendar_unit(text: str, today: date) -> CalendarUnit | None:
    """Read plain text, in small letters, as one calendar unit; None when it is none.

    Raises:
        UnknownPeriod: it is a date that may be either of two days.
        PeriodOutOfRange: there is no such day, week, month or year.
    """
    if day := dates.day(text, today):
        return Unit.DAY, day
    return (
        _relative(text, today)
        or _year(text)
        or _numbered(text, today)
        or _named_month(text, today)
        or _back(text, today)
        or _week_of(text, today)
    )


def _relative(text: str, today: date) -> CalendarUnit | None:
    if text in TO_DATE:
        return TO_DATE[text], today
    which, _, word = text.rpartition(" ")
    unit = UNITS.get(word)
    if unit is None or which not in {"", *THIS, *LAST, *NEXT}:
        return None
    if which in NEXT:
        return unit, start_of_next(unit, today)
    return unit, start_of(unit, today) - _DAY if which in LAST else today


def _year(text: str) -> CalendarUnit | None:
    if not (found := _YEAR.fullmatch(text)):
        return None
    return Unit.YEAR, day_in_year(Unit.MONTH, 1, int(found[1]))


def _numbered(text: str, today: date) -> CalendarUnit | None:
    for pattern in _YEAR_MONTH:
        if found := pattern.fullmatch(text):
            return _placed(Unit.MONTH, int(found["number"]), found["year"], today)
    for pattern in _NUMBERED:
        if found := pattern.fullmatch(text):
            unit = NUMBERED[found["unit"]]
            return _placed(unit, int(found["number"]), found["year"], today)
    if found := _ORDINAL.fullmatch(text):
        number = ORDINALS.get(found["word"] or "") or int(found["number"])
        return _placed(COUNTABLE[found["unit"]], number, found["year"], today)
    return None


def _named_month(text: str, today: date) -> CalendarUnit | None:
    for pattern in _NAMED_MONTH:
        if found := pattern.fullmatch(text):
            return _placed(Unit.MONTH, MONTHS[found["month"]], found["year"], today)
    return None


def _back(text: str, today: date) -> CalendarUnit | None:
    """Read "two weeks ago", and "voorvorige week" or "week before last", which are the same."""
    for pattern in _BACK:
        if found := pattern.fullmatch(text):
            unit, said = {**SEVERAL, **UNITS}[found["unit"]], found["count"] or "two"
            day = today
            for _ in range(min(_COUNTS.get(said) or int(said), _FARTHEST)):
                day = start_of(unit, day) - _DAY
            return unit, day
    return None


def _week_of(text: str, today: date) -> CalendarUnit | None:
    found = _WEEK_OF.fullmatch(text)
    day = dates.day(found[1], today) if found else None
    return (Unit.WEEK, day) if day else None


def _placed(unit: Unit, number: int, year: str | None, today: date) -> CalendarUnit:
    if year:
        return unit, day_in_year(unit, number, int(year))
    return unit, latest_day(unit, number, today)
