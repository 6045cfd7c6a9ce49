"""The numbers of one support desk in November 2026, in values: what the kept answers tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kpi import benchmarks, service_summary
from kpi.histograms import Histogram
from kpi.measured import Aim, Desk
from kpi.metrics import Metric
from kpi.scores import Counts
from kpi.segments import together
from kpi.service_definitions import standard
from kpi.service_summary import Measured, Shown
from kpi.summary import Funnel, Summary
from tests.bot.blocks.summaries import SPREAD, query, summary
from tests.bot.blocks.times import outcomes

HOUR = 3600
SATISFIED = (42, 44, 41, 43, 45, 42, 40, 43, 44, 41, 36, 30, 41)
"""Of fifty in each of thirteen weeks: the last but one is lower than chance explains."""
TEAMS: Mapping[str, tuple[Counts, Counts]] = {
    "Network": ({5: 14, 4: 6, 3: 2, 1: 1}, {5: 12, 4: 8, 3: 2}),
    "Workplace": ({5: 11, 4: 6, 3: 1}, {5: 10, 4: 7, 2: 2}),
    "Billing": ({5: 2, 4: 2, 3: 2, 2: 1, 1: 1}, {5: 8, 4: 4, 3: 1}),
}
AGENTS: Mapping[str, tuple[int, int]] = {
    "A. de Vries": (18, 30),
    "M. Smit": (35, 34),
    "chat": (9, 3),
}
"""Minutes to the first reply, in the middle, and how many replies."""
FUNNEL = Funnel(helped=457, asked=361, delivered=361, answered=253, open=12)


def week_of(satisfied: int, n: int = 50) -> Counts:
    """Fifty answers, so many of them good."""
    return {5: satisfied * 2 // 3, 4: satisfied - satisfied * 2 // 3, 2: n - satisfied}


WEEKS = (*map(week_of, SATISFIED[:-1]), SPREAD[Metric.CSAT])


def csat(period: str = "week", **more: Any) -> Summary:
    """The desk's CSAT, with thirteen weeks behind it."""
    return summary(Metric.CSAT, period=period, **{"weeks": WEEKS, **more})


def by_team(period: str = "week") -> Summary:
    """The same, split by team."""
    parts = [
        replace(csat(period, counts=now, before=before, part=("team", name)), target=85.0)
        for name, (now, before) in TEAMS.items()
    ]
    return replace(csat(period, segments=together(parts)), target=85.0)


def signalling(period: str = "last week") -> Summary:
    """The same, beside what is usual: one week stands out."""
    earlier = tuple(week_of(40 + at % 5) for at in range(30))
    return replace(csat(period, earlier=earlier), target=85.0)


def month() -> Summary:
    """October, with the months before it, of which the first had few answers."""
    shares = (0, 3, 84, 82, 85, 83, 86, 84, 81, 83, 85, 84, 80)
    months = tuple(week_of(2 * share, 200) if share > 3 else {5: share} for share in shares)
    now, before = months[-1], months[-2]
    return csat("2026-10", counts=now, before=before, months=months, funnel=FUNNEL)


def nps(period: str = "week", **more: Any) -> Summary:
    weeks: tuple[Counts, ...] = tuple({10: 12 + at % 4, 8: 9, 4: 8 - at % 3} for at in range(13))
    return summary(Metric.NPS, period=period, **{"weeks": weeks, **more})


def ces(period: str = "week", **more: Any) -> Summary:
    weeks: tuple[Counts, ...] = ({},) * 9 + (
        {7: 14, 5: 4, 3: 3},
        {7: 3},
        {6: 15, 2: 5},
        {7: 19, 3: 2},
    )
    return summary(Metric.CES, period=period, **{"weeks": weeks, **more})


def lengths(middle: int, n: int) -> Histogram:
    """So many lengths around a middle, in minutes."""
    return Histogram.of(60 * max(1, middle * (at + 1) * 2 // (n + 1)) for at in range(n))


def frt(period: str = "week") -> Summary:
    """First replies, in minutes, with a target of half an hour."""
    given = Measured(
        now=lengths(22, 41),
        before=lengths(35, 60),
        weeks=tuple(lengths(18 + at % 6, 44 + at) for at in range(13)),
        desk=Desk(waiting=3, aim=Aim(HOUR / 2, within=29, overdue=1)),
    )
    return replace(_service(Metric.FRT, given, period), target=HOUR / 2)


def art(period: str = "week") -> Summary:
    """Times to the solution, in hours."""
    given = Measured(
        now=lengths(1230, 40),
        before=lengths(1200, 44),
        weeks=tuple(lengths(1000 + 40 * (at % 5), 38 + at) for at in range(13)),
        desk=Desk(open=14, reopened=2, assumes_hours=True),
    )
    return _service(Metric.ART, given, period)


def fcr(period: str = "week") -> Summary:
    """What was solved at the first contact."""
    given = Measured(
        now=outcomes(86, 34),
        before=outcomes(80, 40),
        weeks=tuple(outcomes(80 + at % 5, 40) for at in range(13)),
        desk=Desk(reopened=2, provisional_from=query("week").period.first),
    )
    return _service(Metric.FCR, given, period)


def by_agent() -> Summary:
    """First replies of the month, by agent; one has too few to be shown."""
    parts = [_of_agent(name, middle, n) for name, (middle, n) in AGENTS.items()]
    given = Measured(now=lengths(26, 67), before=lengths(28, 90), desk=Desk(waiting=3))
    shown = Shown(private=True, segments=together(parts))
    return service_summary.of(standard(Metric.FRT), query("month").period, given, shown)


def six(period: str = "week") -> Sequence[Summary]:
    """Every metric."""
    return [csat(period), ces(period), nps(period), frt(period), art(period), fcr(period)]


def compared() -> Summary:
    """CSAT beside what others published."""
    found = csat()
    return replace(found, benchmarks=benchmarks.beside(found.definition.key))


def _of_agent(name: str, middle: int, n: int) -> Summary:
    given = Measured(now=lengths(middle, n), before=lengths(middle + 9, n + 4), desk=Desk())
    shown = Shown(private=True, part=("agent", name))
    return service_summary.of(standard(Metric.FRT), query("month").period, given, shown)


def _service(metric: Metric, given: Measured, period: str) -> Summary:
    return service_summary.of(standard(metric), query(period).period, given, Shown(private=False))
