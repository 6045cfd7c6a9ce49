"""Names for days and periods: yesterday, on Monday, this week so far, week 47."""

from collections.abc import Mapping
from datetime import date, timedelta

from babel import Locale
from babel.dates import format_date

from bot.wording.marking import sentence
from bot.wording.sentences import Sentences
from kpi.periods import Period, Unit

_DAY = timedelta(days=1)
_A_WEEK = 7

_RUNNING: Mapping[Unit, str] = {
    Unit.WEEK: sentence("this week so far"),
    Unit.MONTH: sentence("this month so far"),
    Unit.QUARTER: sentence("this quarter so far"),
    Unit.HALF: sentence("this half year so far"),
    Unit.YEAR: sentence("this year so far"),
}

_HALVES = sentence("first half of {year}"), sentence("second half of {year}")
_SAYS_ITS_DAYS = frozenset({Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.RANGE})
"""When they are whole."""

_SAME_DAYS: Mapping[Unit, str] = {
    Unit.WEEK: sentence("the same days last week"),
    Unit.MONTH: sentence("the same days last month"),
    Unit.QUARTER: sentence("the same days last quarter"),
    Unit.HALF: sentence("the same days of the half year before"),
    Unit.YEAR: sentence("the same days last year"),
}


def ago(say: Sentences, locale: Locale, day: date, *, today: date) -> str:
    """Say when a past day was: today, yesterday, on Monday, on 3 November."""
    if day >= today:
        return say("today")
    if day == today - _DAY:
        return say("yesterday")
    pattern = "EEEE" if today - day < timedelta(days=_A_WEEK) else "d MMMM"
    return say("on {day}", day=format_date(day, pattern, locale=locale))


def ahead(say: Sentences, locale: Locale, day: date, *, today: date, at: str) -> str:
    """Say when a coming moment is: today at 08:00, tomorrow at 08:00, on Monday at 08:00."""
    if day <= today:
        return say("today at {time}", time=at)
    if day == today + _DAY:
        return say("tomorrow at {time}", time=at)
    pattern = "EEEE" if day - today < timedelta(days=_A_WEEK) else "d MMMM"
    return say("on {day} at {time}", day=format_date(day, pattern, locale=locale), time=at)


def days(period: Period, locale: Locale) -> str:
    """Give the days of a period, with weekdays up to a week, with the year unless it still runs."""
    last = period.until - _DAY
    is_this_year = period.to_date and period.first.year == last.year
    pattern = "EEE d MMMM" if period.days <= _A_WEEK else "d MMMM"
    pattern += "" if is_this_year else " y"
    if period.days == 1:
        return format_date(last, pattern, locale=locale)
    begin = _shorter(pattern, period.first, last)
    shown = (
        format_date(period.first, begin, locale=locale),
        format_date(last, pattern, locale=locale),
    )
    return " \N{EN DASH} ".join(shown)


def days_beside(period: Period, locale: Locale) -> str:
    """Give the days to stand beside the name of a period; nothing where the name gives them."""
    told = period.unit in _SAYS_ITS_DAYS and (period.unit is Unit.RANGE or not period.to_date)
    return "" if told else days(period, locale)


def name(say: Sentences, locale: Locale, period: Period) -> str:
    """Name a period."""
    if period.to_date and period.unit in _RUNNING:
        return say(_RUNNING[period.unit])
    if period.unit is Unit.WEEK:
        return say("week {number}", number=period.first.isocalendar().week)
    if period.unit is Unit.DAYS:
        return say("last {count} days", count=period.days)
    return _dated(say, locale, period)


def name_before(say: Sentences, locale: Locale, period: Period) -> str:
    """Name what a period is compared with."""
    if period.to_date and period.unit in _SAME_DAYS:
        return say(_SAME_DAYS[period.unit])
    if period.unit is Unit.DAY:
        return say("the day before")
    if period.unit in {Unit.DAYS, Unit.RANGE}:
        return say("the {count} days before", count=period.days)
    return name(say, locale, period.previous())


def _dated(say: Sentences, locale: Locale, period: Period) -> str:
    if period.unit is Unit.DAY:
        return format_date(period.first, "EEEE d MMMM y", locale=locale)
    if period.unit is Unit.MONTH:
        return format_date(period.first, "MMMM y", locale=locale)
    if period.unit is Unit.QUARTER:
        return format_date(period.first, "QQQQ y", locale=locale)
    if period.unit is Unit.HALF:
        return say(_HALVES[period.first.month > 1], year=period.first.year)
    return period.label if period.unit is Unit.YEAR else days(period, locale)


def _shorter(pattern: str, first: date, last: date) -> str:
    """Leave out of the first day what the last day says too."""
    if first.year != last.year:
        return pattern.replace(" y", "") + " y"
    pattern = pattern.replace(" y", "")
    return pattern.replace(" MMMM", "") if first.month == last.month else pattern
