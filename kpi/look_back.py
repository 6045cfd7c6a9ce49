"""How many weeks an answer looks back: to show them, and to know what is usual."""

from datetime import timedelta
from typing import NamedTuple

from kpi import periods
from kpi.periods import Period, Unit
from kpi.query import Query, View

WEEKS = 13
"""Told with every number."""
TREND = 26
FEWEST, MOST = 12, 52
"""Of a trend."""


class LookBack(NamedTuple):
    """ISO weeks, the oldest first; the last stops where the period stops."""

    earlier: tuple[Period, ...]
    """Those before `shown`, for what is usual."""
    shown: tuple[Period, ...]

    @property
    def first(self) -> Period:
        return next(iter(self.earlier + self.shown))


def of(query: Query) -> LookBack:
    """Give the weeks that the answer to a question needs."""
    shown = _in_trend(query.period) if query.view is View.TREND else WEEKS
    if query.view is not View.TREND and not query.signals:
        return LookBack((), periods.weeks_before(query.period, shown))
    weeks = periods.weeks_before(query.period, _in_series(query.period))
    return LookBack(weeks[:-shown], weeks[-shown:])


def _in_trend(period: Period) -> int:
    """Give as many weeks as the period has, where it is long enough for a trend."""
    weeks = round(period.days / 7)
    return min(weeks, MOST) if weeks >= FEWEST else TREND


def _in_series(period: Period) -> int:
    """Count the weeks since the quarter a year ago.

    What is usual follows from the first of them, so it stays the same for a quarter, whatever
    week is looked at and however many weeks are shown.
    """
    last = period.until - timedelta(days=1)
    quarter = periods.start_of(Unit.QUARTER, last)
    begins = periods.start_of(Unit.WEEK, quarter.replace(year=quarter.year - 1))
    return (periods.start_of(Unit.WEEK, last) - begins).days // 7 + 1
