"""Service metrics to draw: replies, solutions and first contacts, in values."""

from typing import Any

from kpi import service_summary
from kpi.histograms import Histogram, summed
from kpi.measured import Aim, Desk, Said
from kpi.metrics import Metric
from kpi.reckoning import AT_ONCE, NOT_AT_ONCE
from kpi.service_definitions import CONFIRMED, standard
from kpi.service_summary import Measured, Shown
from kpi.summary import Summary
from tests.bot.blocks.summaries import query

MINUTE, HOUR = 60, 3600
REPLIES = Histogram.of(MINUTE * minutes for minutes in (*range(2, 42), 130))
"""Forty-one of them."""
WEEKS = tuple(Histogram.of(range(60 * week, 60 * week + 2400, 60)) for week in range(1, 14))


def outcomes(at_once: int, not_at_once: int) -> Histogram:
    return summed([(AT_ONCE, at_once, 0), (NOT_AT_ONCE, not_at_once, 0)])


MEASURED = {
    Metric.FRT: Measured(
        now=REPLIES,
        before=Histogram.of(range(300, 3900, 60)),
        weeks=WEEKS,
        desk=Desk(waiting=3, aim=Aim(HOUR, within=40, overdue=1)),
    ),
    Metric.ART: Measured(
        now=Histogram.of(range(HOUR, 41 * HOUR, HOUR)),
        before=Histogram.of(range(HOUR, 41 * HOUR, HOUR)),
        weeks=WEEKS,
        desk=Desk(open=14, reopened=2, assumes_hours=True),
    ),
    Metric.FCR: Measured(
        now=outcomes(86, 34),
        before=outcomes(80, 40),
        weeks=(outcomes(80, 40), outcomes(86, 34)),
        desk=Desk(reopened=2, provisional_from=query("week").period.first),
    ),
}


def times(metric: Metric = Metric.FRT, *, private: bool = False, **measured: Any) -> Summary:
    """A summary of a service metric, or of other lengths than the example's."""
    given = MEASURED[metric] if not measured else Measured(**{"desk": Desk(), **measured})
    shown = Shown(private=private)
    return service_summary.of(standard(metric), query("week").period, given, shown)


def said(outcomes: Histogram, *, is_asked: bool = True) -> Summary:
    """First contact resolution as customers say it."""
    given = Measured(
        now=outcomes, before=Histogram(), desk=Desk(said=Said(is_asked=is_asked, fewest=None))
    )
    return service_summary.of(CONFIRMED, query("week").period, given, Shown(private=False))


def part(name: str, lengths: Histogram, before: Histogram | None = None) -> Summary:
    """A team's replies."""
    given = Measured(now=lengths, before=before or Histogram(), desk=Desk())
    shown = Shown(private=False, part=("team", name))
    return service_summary.of(standard(Metric.FRT), query("week").period, given, shown)
