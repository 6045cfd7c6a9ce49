"""Summaries and remarks to draw: the worked examples, in values."""

from collections.abc import Mapping
from typing import Any

from kpi import periods
from kpi.metrics import Metric, standard
from kpi.query import Query
from kpi.scores import Counts
from kpi.store.comments import Said
from kpi.summary import Facts, Funnel, Summary, summarise
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
TODAY = periods.today(NOW, ZONE)


def query(text: str, **changes: Any) -> Query:
    """A question about the numbers, for the period in words."""
    period = periods.parse(text, today=TODAY, zone=ZONE)
    assert period is not None
    return Query(**{"metrics": (Metric.CSAT,), "period": period, **changes})


SPREAD: Mapping[Metric, Counts] = {
    Metric.CSAT: {5: 27, 4: 14, 3: 5, 2: 1, 1: 2},
    Metric.CES: {7: 12, 6: 4, 5: 3, 4: 1, 3: 1},
    Metric.NPS: {10: 10, 9: 8, 8: 5, 7: 4, 6: 3, 3: 4, 0: 2},
}
BEFORE: Mapping[Metric, Counts] = {
    Metric.CSAT: {5: 30, 4: 19, 3: 5, 2: 3, 1: 3},
    Metric.CES: {7: 10, 4: 10},
    Metric.NPS: {10: 30, 8: 5, 2: 5},
}


def summary(
    metric: Metric = Metric.CSAT,
    *,
    counts: Counts | None = None,
    before: Counts | None = None,
    period: str = "week",
    **more: Any,
) -> Summary:
    """A summary of the worked example, or of other counts."""
    facts = Facts(
        now=SPREAD[metric] if counts is None else counts,
        before=BEFORE[metric] if before is None else before,
        weeks=more.pop("weeks", tuple({5: 30 + week, 2: 10} for week in range(13))),
        earlier=more.pop("earlier", ()),
        months=more.pop("months", ()),
        funnel=more.pop("funnel", Funnel(helped=74, asked=61, delivered=61, answered=49, open=5)),
    )
    definition = more.pop("definition", standard(metric))
    return summarise(definition, query(period).period, facts, **more)


def said(comment: str = "Third time this month.", **changes: Any) -> Said:
    """A remark of an unhappy customer."""
    values = {
        "definition": standard(Metric.CSAT),
        "score": 2,
        "comment": comment,
        "at": NOW,
        "team": "Network",
        "subject": "VPN keeps dropping",
        "url": "https://desk.example/T-1042",
        "name": "J. Jansen",
        "may_contact": True,
    }
    return Said(**{**values, **changes})
