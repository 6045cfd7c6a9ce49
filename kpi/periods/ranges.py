"""From one day, week or month to another, or to today: "sep..okt", "since 1 october"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kpi.errors import PeriodOutOfRange, UnknownPeriod
from kpi.periods import counted
from kpi.periods.dates import TH, one_of
from kpi.periods.named import CalendarUnit, calendar_unit
from kpi.periods.period import Period, between_so_far, unit_so_far, whole_unit
from kpi.periods.units import Unit, start_of
from kpi.periods.words import BETWEEN, FROM, SINCE, SO_FAR, THROUGH, UNTIL, WEEKDAYS

_DAY = timedelta(days=1)
_OVER_NEW_YEAR = timedelta(days=330)
"""From "nov" to "jan"; what would nearly be a year was written the wrong way around."""

_OPEN = (
    re.compile(rf"(?:{one_of(SINCE)}) (.+?)(?: (?:{one_of(SO_FAR)}))?"),
    re.compile(rf"(.+) (?:{one_of(SO_FAR)})"),
    re.compile(r"so far (.+)"),
    re.compile(r"(.+?) ?\.\."),
)
_SINCE_A_WEEKDAY = re.compile(rf"(?:{one_of(SINCE)}) ({one_of(WEEKDAYS)})")
_FROM_A_DAY = re.compile(rf"(?:{one_of(FROM)}) (.*[0-9].*)")
_WITHOUT_BEGIN = re.compile(rf"(?:(?:{one_of(UNTIL)}) |\.\. ?)(.+)")
_BOTH = (
    re.compile(
        rf"(?:(?:{one_of((*SINCE, *FROM))}) )?(.+?)(?: ?\.{{2,}} ?| (?:{one_of(THROUGH)}) )(.+)"
    ),
    *(re.compile(rf"{first} (.+) {then} (.+)") for first, then in BETWEEN.items()),
)
_BARE = re.compile(rf"[0-9]{{1,2}}{TH}?")
_ITS_NUMBER = re.compile(rf"(?<![0-9])[0-9]{{1,2}}{TH}?(?![0-9a-z])")
_WITH_YEAR = re.compile(r".*[0-9]{4}.*")


def spanning(text: str, today: date, zone: str) -> Period | None:
    """Read plain text, in small letters, as a range; None when it is none.

    Raises:
        UnknownPeriod: one of its ends cannot be read.
        PeriodOutOfRange: it ends before it begins, has no beginning, or has not begun yet.
    """
    if found := _from_to(text, today, zone) or _since(text, today, zone):
        return found
    without = _WITHOUT_BEGIN.fullmatch(text)
    if without and calendar_unit(without[1], today):
        raise PeriodOutOfRange("From which day on? Write, for example,  2026-10-01..2026-10-15.")
    if ".." in text.strip(" ") != "..":
        raise UnknownPeriod("Write a range as 2026-10-01..2026-10-15.")
    return None


def _since(text: str, today: date, zone: str) -> Period | None:
    """Read what goes on until today; a month that still runs is that month so far."""
    text = _SINCE_A_WEEKDAY.sub(r"since on \1", text)
    for pattern in _OPEN:
        found = pattern.fullmatch(text)
        if found and (unit := calendar_unit(found[1], today)):
            return _until_today(unit, today, zone)
        if found and (length := counted.back(found[1], today, zone)):
            return length
    found = _FROM_A_DAY.fullmatch(text)
    unit = calendar_unit(found[1], today) if found else None
    return _until_today(unit, today, zone) if unit and unit[0] is Unit.DAY else None


def _until_today(unit: CalendarUnit, today: date, zone: str) -> Period:
    begun = unit_so_far(*unit, today=today, zone=zone)
    if begun.full_until > today:
        return begun
    return between_so_far(begun.first, today, today=today, zone=zone)


def _from_to(text: str, today: date, zone: str) -> Period | None:
    for left, right in _sides(text):
        if ends := _in_order(*_completed(left, right), today):
            first, last = (whole_unit(*end, zone) for end in ends)
            return between_so_far(first.first, last.until - _DAY, today=today, zone=zone)
    return None


def _sides(text: str) -> Iterator[tuple[str, str]]:
    """Give what may be the two ends of a range, the clearest first."""
    for pattern in _BOTH:
        if found := pattern.fullmatch(text):
            yield found[1], found[2]
    for dash in re.finditer("-", text):
        left, right = text[: dash.start()].strip(), text[dash.end() :].strip()
        # In 2026-W47-3 the dash is part of one day's name.
        if not (_BARE.fullmatch(right) and _WITH_YEAR.fullmatch(left)):
            yield left, right


def _completed(left: str, right: str) -> tuple[str, str]:
    """Give both ends whole where one is a number only, as in "week 40 - 45" and "1-15 oktober"."""
    if _BARE.fullmatch(left):
        return _ITS_NUMBER.sub(left, right, count=1), right
    if _BARE.fullmatch(right):
        return left, _ITS_NUMBER.sub(right, left, count=1)
    return left, right


def _in_order(left: str, right: str, today: date) -> tuple[CalendarUnit, CalendarUnit] | None:
    """Read both ends; a year that one lacks is the one that puts them in order."""
    first = calendar_unit(left, today)
    last = calendar_unit(right, today) if first else None
    if not first or not last:
        return None
    for begin, end, longest in (
        (left, right, timedelta.max),
        (left, f"{right} {first[1].year}", timedelta.max),
        (f"{left} {last[1].year}", right, timedelta.max),
        (f"{left} {last[1].year - 1}", right, _OVER_NEW_YEAR),
    ):
        ends = calendar_unit(begin, today), calendar_unit(end, today)
        if ends[0] and ends[1] and timedelta() <= start_of(*ends[1]) - start_of(*ends[0]) < longest:
            return ends[0], ends[1]
    return first, last
