"""What a digest said, kept: late answers change it, and the next digest tells that they did."""

from collections.abc import Mapping, Sequence
from typing import Any

from kpi.metrics import Metric
from kpi.summary import Figure, Summary


def taken(found: Sequence[Summary], filters: Mapping[str, str]) -> dict[str, Any]:
    """Give the numbers that are told, as JSON: of each metric its definition, value and n.

    Args:
        found: at least one summary, one a metric.
        filters: what the digest is narrowed to.
    """
    numbers = {
        one.metric.value: _number(one.score)
        for one in found
        if one.score and not one.hidden and not one.too_few
    }
    return {"period": found[0].period.label, "filters": dict(filters), "numbers": numbers}


def before(
    kept: Mapping[str, Any], found: Sequence[Summary], filters: Mapping[str, str]
) -> dict[Metric, float]:
    """Give what was told of the period before, of those metrics that it can be told of again.

    Args:
        kept: what `taken` gave then; anything else, or what told of another period or of other
            customers, is left out.
        found: the summaries of now.
        filters: what the digest is narrowed to now.
    """
    if not found or kept.get("period") != found[0].period.previous().label:
        return {}
    if kept.get("filters", {}) != dict(filters):
        return {}
    numbers = kept.get("numbers", {})
    return {
        one.metric: numbers[one.metric.value]["value"]
        for one in found
        if one.metric.value in numbers and _is_the_same(one, numbers[one.metric.value])
    }


def _number(figure: Figure) -> dict[str, Any]:
    return {"definition": figure.definition.key, "value": figure.value, "n": figure.n}


def _is_the_same(summary: Summary, told: Mapping[str, Any]) -> bool:
    """Whether the number of the period before is still counted so, and may be shown."""
    now = summary.previous
    if now is None or now.too_few or summary.hidden or not summary.may_show(now):
        return False
    return bool(now.definition.key == told["definition"])
