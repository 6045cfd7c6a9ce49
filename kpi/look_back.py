"""How far an answer looks back: to show weeks or months, and to know what is usual."""

from datetime import timedelta
from typing import NamedTuple

from kpi import periods
from kpi.metrics import Metric
from kpi.periods import Period, Unit
from kpi.query import Query, View

WEEKS = 13
"""Told with every number."""
TREND = 26
MONTHS = 13
"""Told with a month: the last of them is the same month a year later."""
FEWEST, MOST = 12, 52
"""Of a trend."""


class LookBack(NamedTuple):
    """ISO weeks, the oldest first; the last stops where the period stops."""

    earlier: tuple[Period, ...]
    """Those before `shown`, for what is usual."""
    shown: tuple[Period, ...]
    months: tuple[Period, ...] = ()
    """Where it is asked what is usual around a month: those up to it, no further back."""

    @property
    def first(self) -> Period:
        return next(iter(self.earlier + self.shown))


def of(query: Query, metric: Metric) -> LookBack:
    """Give the weeks that the answer to a question needs for one of its metrics."""
    shown = _in_trend(query.period) if query.view is View.TREND else WEEKS
    if not (query.view is View.TREND or metric in query.signals or _is_of_a_week(query)):
        return LookBack((), periods.weeks_before(query.period, shown))
    weeks = periods.weeks_before(query.period, _in_series(query.period))
    return LookBack(weeks[:-shown], weeks[-shown:], _months(query))


def other_length(query: Query) -> int:
    """Give the weeks of a trend that was asked for with fewer or more of them; else 0."""
    asked = round(query.period.days / 7)
    is_counted = query.period.unit in {Unit.DAYS, Unit.RANGE}
    shown = _in_trend(query.period)
    return shown if query.view is View.TREND and is_counted and shown != asked else 0


def _is_of_a_week(query: Query) -> bool:
    """Whether one number of one week is asked for: then it is said if that week is as usual."""
    is_alone = len(query.metrics) == 1 and query.by is None
    return is_alone and query.view is View.SUMMARY and query.period.unit is Unit.WEEK


def _months(query: Query) -> tuple[Period, ...]:
    is_month = query.period.unit is Unit.MONTH and query.view is not View.TREND
    return periods.months_before(query.period, MONTHS) if is_month else ()


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
