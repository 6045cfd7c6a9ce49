"""Split summaries to explain: parts with what they answered now and before."""

from collections.abc import Mapping

from kpi import periods, segments
from kpi.histograms import Histogram
from kpi.measured import Desk
from kpi.metrics import Metric, choices
from kpi.scores import Counts, merge
from kpi.service_definitions import standard as service
from kpi.service_summary import Measured, Shown
from kpi.service_summary import of as timed
from kpi.summary import Facts, Summary, summarise
from tests.moments import NOW

WEEK = periods.week_of(periods.today(NOW, "Europe/Amsterdam"), "Europe/Amsterdam")


def split(
    parts: Mapping[str, tuple[Counts, Counts]],
    *,
    metric: Metric = Metric.CSAT,
    formula: str = "",
    private: bool = False,
    by: str = "team",
) -> Summary:
    """Answers now and before of each part, and of all of them together."""
    chosen = next(one for one in choices(metric) if not formula or one.formula == formula)
    told = [
        summarise(chosen, WEEK, Facts(now=now, before=before), private=private, part=(by, name))
        for name, (now, before) in parts.items()
    ]
    told.sort(key=lambda part: (-part.n, part.name or ""))
    now, before = (merge(pair[at] for pair in parts.values()) for at in (0, 1))
    return summarise(
        chosen,
        WEEK,
        Facts(now=now, before=before),
        private=private,
        segments=segments.together(told),
    )


def lengths(parts: Mapping[str, tuple[list[int], list[int]]]) -> Summary:
    """First replies in seconds, now and before, of each team and of all together."""

    def summary(now: list[int], before: list[int], shown: Shown) -> Summary:
        measured = Measured(now=Histogram.of(now), before=Histogram.of(before), desk=Desk())
        return timed(service(Metric.FRT), WEEK, measured, shown)

    told = [
        summary(now, before, Shown(private=False, part=("team", name)))
        for name, (now, before) in parts.items()
    ]
    now, before = ([one for pair in parts.values() for one in pair[at]] for at in (0, 1))
    return summary(now, before, Shown(private=False, segments=segments.together(told)))
