"""What is usual for a metric, and whether its last week is: one answer for trends and digests."""

from kpi import control, segments
from kpi.changes import Share
from kpi.control import Control, Signal
from kpi.metrics import Definition
from kpi.scores import Score
from kpi.summary import Figure, Summary

_POINTS = 100


def of(summary: Summary) -> Control | None:
    """Judge the weeks of a summary, the last as many as its `weeks` and those before.

    Weeks of too few answers are not looked at, and no week of those that must stay hidden.

    Returns:
        None for a summary that does not look back, or in which twelve such weeks are not there.
    """
    if not summary.earlier or summary.hidden:
        return None
    weeks = [*(_shown(summary, week) for week in summary.earlier), *segments.weeks_to_show(summary)]
    running = _is_running(summary)
    if summary.definition.unit == "percent":
        shares = [_share(week) for week in weeks]
        return control.of_shares(shares, running=running)
    values = [None if week is None else week.value for week in weeks]
    if summary.definition.unit == "points":
        return control.of_values(values, lowest=-_POINTS, highest=_POINTS, running=running)
    if isinstance(summary.definition, Definition):
        low, high = summary.definition.low, summary.definition.high
        return control.of_values(values, lowest=low, highest=high, running=running)
    return control.of_values(values, lowest=0, running=running)


def signal(summary: Summary) -> Signal | None:
    """Give what the last whole week of a summary signals."""
    found = of(summary)
    return found.latest if found else None


def of_few(summary: Summary) -> bool:
    """Whether the week that may signal has too few answers to be named beside other numbers."""
    shown = segments.weeks_to_show(summary)
    over = shown[:-1] if _is_running(summary) else shown
    return not over or over[-1] is None or over[-1].n < segments.FEWEST


def _is_running(summary: Summary) -> bool:
    """Whether the last week is not over, which stops where the period does, or may still change."""
    provisional = summary.desk is not None and summary.desk.provisional_from is not None
    return provisional or summary.period.until.weekday() != 0


def _shown(summary: Summary, week: Figure | None) -> Figure | None:
    return week if week and not week.too_few and summary.may_show(week) else None


def _share(week: Figure | None) -> Share | None:
    return Share(week.favourable, week.n) if isinstance(week, Score) else None
