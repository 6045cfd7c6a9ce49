"""So many days, weeks or months up to today: "30d", "last two weeks", "half jaar"."""

import re
from datetime import date, timedelta

from kpi.errors import PeriodOutOfRange
from kpi.periods.period import Period, days_until
from kpi.periods.units import Unit, start_of_next
from kpi.periods.words import COUNTS, DAYS_IN, LAST, MONTHS_IN, PREVIOUS, SEVERAL, UNITS

MOST_DAYS = 3660
"""As far back as a number of days may reach: ten years."""

_MONTHS = 12
_HALF_A_YEAR = "halfjaar"
_UNITS = {**SEVERAL, **{word: unit for word, unit in UNITS.items() if unit is not Unit.HALF}}
_COUNTED = re.compile(
    rf"(?:([a-z]+) )?([0-9]{{1,9}}|{'|'.join(COUNTS)}) ?({'|'.join(sorted(_UNITS, reverse=True))})"
)
_HOURS = re.compile(r"(?:[a-z]+ )?[0-9]+ ?(?:h|hours?|u|uur|uren)")


def back(text: str, today: date, zone: str) -> Period | None:
    """Read a length of time that ends today; None for anything else. Raises PeriodOutOfRange."""
    which, _, length = text.rpartition(" ")
    if length == _HALF_A_YEAR and which in {"", *LAST - PREVIOUS}:
        return days_until(today, _days(1, Unit.HALF, today), zone)
    if _HOURS.fullmatch(text):
        raise PeriodOutOfRange("A period has whole days. Try  today,  yesterday  or  7d.")
    found = _COUNTED.fullmatch(text)
    if not found or found[1] not in {None, *LAST}:
        return None
    days = _days(COUNTS.get(found[2]) or int(found[2]), _UNITS[found[3]], today)
    if not 1 <= days <= MOST_DAYS:
        raise PeriodOutOfRange("Choose between 1 and {most} days.", most=MOST_DAYS)
    return days_until(today, days, zone)


def _days(count: int, what: Unit, today: date) -> int:
    """Count the days of so many weeks or months up to today; of months since the same date."""
    if what in DAYS_IN:
        return count * DAYS_IN[what]
    months = today.year * _MONTHS + today.month - 1 - count * MONTHS_IN[what]
    if months < _MONTHS:
        return MOST_DAYS + 1
    first = date(months // _MONTHS, months % _MONTHS + 1, 1)
    last = start_of_next(Unit.MONTH, first) - timedelta(days=1)
    return (today - min(first + timedelta(days=today.day - 1), last)).days
