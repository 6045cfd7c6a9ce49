"""Summaries for machines: unrounded, with None for what is not known."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from kpi import extremes, goals, trend_json
from kpi.changes import Change, Share
from kpi.confirmed import Confirmed
from kpi.intervals import Interval, wilson
from kpi.metrics import Definition, Metric
from kpi.periods import Period
from kpi.scores import filled
from kpi.service_definitions import ServiceDefinition
from kpi.summary import Figure, Summary
from kpi.timings import Timing


def as_json(summary: Summary) -> dict[str, Any]:
    """Give the summary as `kompas summary --json` prints it.

    Where another definition counts since a local day within what is told, that is `series_since`.
    """
    return {
        "metric": summary.metric.value,
        "definition": summary.definition.key,
        "period": _period(summary.period),
        "value": summary.score.value if summary.score else None,
        "unit": unit(summary.definition),
        "n": summary.n,
        "interval": interval(summary.score.interval if summary.score else None),
        "counts": _counts(summary),
        "response_rate": summary.funnel.response_rate,
        "previous": _previous(summary.previous),
        "change": change(summary.change),
        "hidden": summary.hidden,
        **({"series_since": summary.changed_on.isoformat()} if summary.changed_on else {}),
        **_extremes(summary),
        **_target(summary),
        **_lengths(summary),
        **trend_json.as_json(summary),
        "segments": [{"name": one.name, **as_json(one)} for one in summary.segments],
    }


def _extremes(summary: Summary) -> Mapping[str, Any]:
    """Give what the number would be if all who were silent were dissatisfied, or satisfied."""
    found = extremes.of(summary)
    if found is None:
        return {}
    ends = {"worst": float(found.worst), "best": float(found.best)}
    return {"bounds": {"silent": found.silent, **ends}}


def _target(summary: Summary) -> Mapping[str, Any]:
    if summary.target is None:
        return {}
    return {"target": summary.target, "target_verdict": goals.reach(summary)}


def unit(definition: Definition | ServiceDefinition) -> str:
    """Give percent, points or seconds: a mean of answers is in points of its scale."""
    return "points" if definition.unit == "score" else definition.unit


def _lengths(summary: Summary) -> Mapping[str, Any]:
    """Give what only service metrics have."""
    desk = summary.desk
    if desk is None:
        return {}
    timed = summary.score if isinstance(summary.score, Timing) else None
    times = {name: getattr(timed, name, None) for name in ("median", "mean", "p90")}
    aim = desk.aim
    return {
        **(times if summary.definition.unit == "seconds" else {}),
        "within_target": summary.within_target,
        "unanswered": desk.waiting,
        "overdue": aim.overdue if aim else None,
        "open": desk.open,
        "reopened": desk.reopened,
        **(_confirmed(desk.confirmed) if summary.metric is Metric.FCR else {}),
        **({"sources_without_messages": [*desk.untold]} if desk.untold else {}),
        **({"asks_customers": desk.said.is_asked} if desk.said else {}),
    }


def _confirmed(found: Confirmed | None) -> Mapping[str, Any]:
    """Give what customers said, and what the system counted of the same tickets."""
    if found is None:
        return {"confirmed": None}
    shares = {"customers": found.by_customers, "system": found.by_system, "apart": found.apart}
    told = {
        name: {"value": float(one.percent), "interval": _range(one)} for name, one in shares.items()
    }
    return {"confirmed": {"n": found.n, **told, "hidden": found.hidden}}


def _range(share: Share) -> Mapping[str, float | str] | None:
    return interval(wilson(*share))


def _period(period: Period) -> dict[str, str]:
    zone = ZoneInfo(period.zone)
    return {
        "start": period.start.astimezone(zone).isoformat(),
        "end": period.end.astimezone(zone).isoformat(),
        "label": period.label,
        "time_zone": period.zone,
    }


def interval(found: Interval | None) -> dict[str, float | str] | None:
    """Give a range with how it was found."""
    if found is None:
        return None
    return {"low": found.low, "high": found.high, "level": found.level, "method": found.method}


def _counts(summary: Summary) -> dict[str, int]:
    if not isinstance(summary.definition, Definition):
        return {}
    given = (
        {} if summary.score is None or isinstance(summary.score, Timing) else summary.score.counts
    )
    counts = filled(summary.definition, given)
    return {str(given): times for given, times in counts.items()}


def _previous(given: Figure | None) -> dict[str, float | int | None]:
    return {"value": given.value if given else None, "n": given.n if given else 0}


def change(change: Change) -> dict[str, float | str | None]:
    """Give a difference with its range and what may be said of it."""
    return {
        "value": change.value,
        "low": change.low,
        "high": change.high,
        "verdict": change.verdict.value,
    }
