"""Stretches of whole local days: calendar units, rolling days, ranges, and the words for them.

A period is half-open and lives in one time zone; weeks are ISO weeks.
"""

from kpi.periods.period import (
    Period,
    day_of,
    days_until,
    last_week,
    local_day,
    midnight,
    month_of,
    months_before,
    today,
    week_of,
    weeks_before,
)
from kpi.periods.phrases import may_begin, parse
from kpi.periods.units import Unit, start_of
from kpi.periods.words import PERIOD_WORDS, UNITS, WEEKDAYS

__all__ = [
    "PERIOD_WORDS",
    "UNITS",
    "WEEKDAYS",
    "Period",
    "Unit",
    "day_of",
    "days_until",
    "last_week",
    "local_day",
    "may_begin",
    "midnight",
    "month_of",
    "months_before",
    "parse",
    "start_of",
    "today",
    "week_of",
    "weeks_before",
]
