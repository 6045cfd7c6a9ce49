"""How far an answer looks back: to show weeks or months, and to know what is usual."""

from datetime import date, timedelta
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

_SIX_DAYS = timedelta(days=6)


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
    weeks = periods.weeks_before(query.period, _in_series(query.period, shown))
    return LookBack(weeks[:-shown], weeks[-shown:], _months(query))


def other_length(query: Query) -> int:
    """Give the weeks of a trend that was asked for with fewer or more of them; else 0."""
    asked = round(query.period.days / 7)
    is_counted = query.period.unit in {Unit.DAYS, Unit.RANGE}
    shown = _in_trend(query.period)
    return shown if query.view is View.TREND and is_counted and shown != asked else 0


def judged_from(day: date) -> date:
    """Give the Monday from which on weeks tell whether that of a day is as usual.

    It is that of the quarter a year before the week ends. So what is usual stays the same for a
    quarter, and a week is judged alike in each question, however far that goes on after it.
    """
    sunday = periods.start_of(Unit.WEEK, day) + _SIX_DAYS
    quarter = periods.start_of(Unit.QUARTER, sunday)
    return periods.start_of(Unit.WEEK, quarter.replace(year=quarter.year - 1))


def _is_of_a_week(query: Query) -> bool:
    """Whether the numbers of one week are asked for: then it is said if that week is as usual."""
    period = query.period
    is_whole = period.until - period.first == timedelta(weeks=1) and not period.first.weekday()
    return query.view is View.SUMMARY and (period.unit is Unit.WEEK or is_whole)


def _months(query: Query) -> tuple[Period, ...]:
    is_month = query.period.unit is Unit.MONTH and query.view is not View.TREND
    return periods.months_before(query.period, MONTHS) if is_month else ()


def _in_trend(period: Period) -> int:
    """Give as many weeks as the period has, where it is long enough for a trend."""
    weeks = round(period.days / 7)
    return min(weeks, MOST) if weeks >= FEWEST else TREND


def _in_series(period: Period, shown: int) -> int:
    """Count the weeks up to the last since those that tell what is usual in the first shown."""
    first = periods.weeks_before(period, shown)[0].first
    return (first - judged_from(first)).days // 7 + shown
