"""What is usual for a metric, and whether its last week is: one answer for trends and digests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import groupby
from math import inf

from kpi import control, look_back, periods, segments
from kpi.changes import Share
from kpi.control import Control, Signal, Week
from kpi.metrics import Definition
from kpi.periods import Unit
from kpi.scores import Score
from kpi.service_definitions import ServiceDefinition
from kpi.summary import Figure, Summary

_POINTS = 100


def of(summary: Summary) -> Control | None:
    """Judge the last weeks of a summary, as many as its `weeks`.

    Each is judged as it was when it was over, by what was usual then (`look_back.judged_from`).
    Weeks of too few answers are not looked at, and no week of those that must stay hidden.

    Returns:
        What is usual at the end, with all weeks, of which those before are not judged; None for a
        summary that does not look back, or in which twelve such weeks are not there.
    """
    if not summary.earlier or summary.hidden:
        return None
    weeks = [*(_shown(summary, week) for week in summary.earlier), *segments.weeks_to_show(summary)]
    judged: list[Week | None] = [None] * len(summary.earlier)
    chart = None
    for begin, places in groupby(range(len(judged), len(weeks)), partial(_begin, summary)):
        chart = _chart(summary, weeks[begin:])
        if chart is not None:
            judged += (chart.weeks[place - begin] for place in places)
    return chart and replace(chart, weeks=tuple(judged))


def signal(summary: Summary) -> Signal | None:
    """Give what the last whole week of a summary signals."""
    found = of(summary)
    return found.latest if found else None


def of_few(summary: Summary) -> bool:
    """Whether the week that may signal has too few answers to be named beside other numbers."""
    shown = segments.weeks_to_show(summary)
    over = shown[:-1] if _is_running(summary) else shown
    return not over or over[-1] is None or over[-1].n < segments.FEWEST


def _begin(summary: Summary, place: int) -> int:
    """Give the place of the first week that tells what is usual in the week of a place."""
    count = len(summary.earlier) + len(summary.weeks)
    last = periods.start_of(Unit.WEEK, summary.period.until - timedelta(days=1))
    monday = last - timedelta(weeks=count - 1 - place)
    return max(0, place - (monday - look_back.judged_from(monday)).days // 7)


def _chart(summary: Summary, weeks: Sequence[Figure | None]) -> Control | None:
    running = _is_running(summary)
    if summary.definition.unit == "percent":
        return control.of_shares([_share(week) for week in weeks], running=running)
    values = [None if week is None else week.value for week in weeks]
    low, high = _ends(summary.definition)
    return control.of_values(values, lowest=low, highest=high, running=running)


def _ends(definition: Definition | ServiceDefinition) -> tuple[float, float]:
    if definition.unit == "points":
        return -_POINTS, _POINTS
    return (definition.low, definition.high) if isinstance(definition, Definition) else (0, inf)


def _is_running(summary: Summary) -> bool:
    """Whether the last week is not over, which stops where the period does, or may still change."""
    provisional = summary.desk is not None and summary.desk.provisional_from is not None
    return provisional or summary.period.until.weekday() != 0


def _shown(summary: Summary, week: Figure | None) -> Figure | None:
    return week if week and not week.too_few and summary.may_show(week) else None


def _share(week: Figure | None) -> Share | None:
    return Share(week.favourable, week.n) if isinstance(week, Score) else None
