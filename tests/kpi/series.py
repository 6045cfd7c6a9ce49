"""Summaries that look back far enough to know what is usual."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kpi.histograms import Histogram
from kpi.metrics import Metric, standard
from kpi.periods import week_of
from kpi.scores import Counts
from kpi.service_definitions import standard as of_service
from kpi.summary import Facts, Summary, Times, summarise, summarise_times

WEEK = week_of(date(2026, 11, 11), "Europe/Amsterdam")
"""Week 46, which is over."""
SHOWN = 13


def csat(satisfied: int, n: int = 50) -> Counts:
    """A week in which so many of n were satisfied."""
    return {5: satisfied, 2: n - satisfied}


def rated(*latest: Counts, metric: Metric = Metric.CSAT, usual: Counts, **more: Any) -> Summary:
    """A summary of the last of these weeks, after thirty weeks as usual."""
    weeks = [usual] * 30 + [*latest]
    facts = Facts(
        now=weeks[-1], before=weeks[-2], weeks=tuple(weeks[-SHOWN:]), earlier=tuple(weeks[:-SHOWN])
    )
    return summarise(standard(metric), more.pop("period", WEEK), facts, **more)


def timed(*latest: Sequence[int], **more: Any) -> Summary:
    """First responses, after thirty weeks in which half took ten minutes, half eleven."""
    usual = [[600 + 60 * (number % 2)] * 20 for number in range(30)]
    weeks = [Histogram.of(one) for one in [*usual, *latest]]
    times = Times(
        now=weeks[-1], before=weeks[-2], weeks=tuple(weeks[-SHOWN:]), earlier=tuple(weeks[:-SHOWN])
    )
    return summarise_times(of_service(Metric.FRT), WEEK, times, **more)
