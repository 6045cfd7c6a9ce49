"""Weeks, months, quarters and halves by their number in a year, and what to say of no such one."""

from datetime import date
from typing import NoReturn

from kpi.errors import PeriodOutOfRange
from kpi.periods.units import Unit, weeks_in

EARLIEST_YEAR = 1990
LATEST_YEAR = 2999

_MONTHS_IN_A_YEAR = 12
_MOST_IN_ANY_YEAR = {Unit.WEEK: 53, Unit.MONTH: 12, Unit.QUARTER: 4, Unit.HALF: 2}


def day_in_year(unit: Unit, number: int, year: int) -> date:
    """Give the first day of the numbered week, month, quarter or half of a year.

    Raises:
        PeriodOutOfRange: when the year has no such number, or is no plausible year.
    """
    _require_year(year)
    if not 1 <= number <= _most(unit, year):
        _refuse(unit, number, year)
    if unit is Unit.WEEK:
        return date.fromisocalendar(year, number, 1)
    length = _MONTHS_IN_A_YEAR // _MOST_IN_ANY_YEAR[unit]
    return date(year, length * (number - 1) + 1, 1)


def latest_day(unit: Unit, number: int, today: date) -> date:
    """Give the first day of the latest such week, month, quarter or half that has begun.

    Raises:
        PeriodOutOfRange: when no year has such a number.
    """
    if not 1 <= number <= _MOST_IN_ANY_YEAR[unit]:
        _refuse(unit, number, today.year)
    year = today.year + 1  # the first ISO week of a year may begin in the year before
    while number > _most(unit, year) or day_in_year(unit, number, year) > today:
        year -= 1
    return day_in_year(unit, number, year)


def _require_year(year: int) -> None:
    """Raise PeriodOutOfRange unless the year is one that answers may come from."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise PeriodOutOfRange(
            "Years run from {earliest} on; I do not know {year}.", earliest=EARLIEST_YEAR, year=year
        )


def _most(unit: Unit, year: int) -> int:
    return weeks_in(year) if unit is Unit.WEEK else _MOST_IN_ANY_YEAR[unit]


def _refuse(unit: Unit, number: int, year: int) -> NoReturn:
    if unit is Unit.MONTH:
        raise PeriodOutOfRange("There is no month {number}.", number=number)
    if unit is Unit.QUARTER:
        raise PeriodOutOfRange("There is no quarter {number}; a year has four.", number=number)
    if unit is Unit.HALF:
        raise PeriodOutOfRange("There is no half {number}; a year has two.", number=number)
    raise PeriodOutOfRange(
        "{year} has no week {number}; its last is week {most}.",
        year=year,
        number=number,
        most=_most(unit, year),
    )
