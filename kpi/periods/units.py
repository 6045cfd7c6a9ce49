"""Calendar units as plain dates: where each begins, where the next begins, what it is called."""

from datetime import date, timedelta
from enum import StrEnum


class Unit(StrEnum):
    """What a period is one of."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    """Half a calendar year."""
    YEAR = "year"
    DAYS = "days"
    """Some number of days up to today."""
    RANGE = "range"


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}


def start_of(unit: Unit, day: date) -> date:
    """Give the first day of the calendar unit that holds this day."""
    if unit is Unit.DAY:
        return day
    if unit is Unit.WEEK:
        return day - timedelta(days=day.weekday())
    length = _MONTHS[unit]
    return date(day.year, (day.month - 1) // length * length + 1, 1)


def start_of_next(unit: Unit, day: date) -> date:
    """Give the first day after the calendar unit that holds this day."""
    first = start_of(unit, day)
    if unit is Unit.DAY:
        return first + timedelta(days=1)
    if unit is Unit.WEEK:
        return first + timedelta(days=7)
    months = first.year * 12 + first.month - 1 + _MONTHS[unit]
    return date(months // 12, months % 12 + 1, 1)


def label_of(unit: Unit, day: date) -> str:
    """Name the calendar unit that holds this day: 2026-11-18, 2026-W47, 2026-Q4, 2026-H2, 2026."""
    year, week, _ = day.isocalendar()
    labels = {
        Unit.DAY: day.isoformat(),
        Unit.WEEK: f"{year:04}-W{week:02}",
        Unit.MONTH: f"{day.year:04}-{day.month:02}",
        Unit.QUARTER: f"{day.year:04}-Q{(day.month + 2) // 3}",
        Unit.HALF: f"{day.year:04}-H{(day.month + 5) // 6}",
        Unit.YEAR: f"{day.year:04}",
    }
    return labels[unit]


def weeks_in(year: int) -> int:
    """Give the number of ISO weeks of a year: 52 or 53."""
    return date(year, 12, 28).isocalendar().week
