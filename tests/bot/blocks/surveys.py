"""Surveys to draw."""

from typing import Any
from uuid import UUID

from kpi.metrics import Metric, standard
from kpi.store.tables import Survey
from tests.moments import NOW


def a_survey(metric: Metric = Metric.CSAT, **more: Any) -> Survey:
    """The standard survey of a metric, but for what is said otherwise."""
    values = {
        "workspace_id": "T0HOME",
        "id": UUID(int=1),
        "name": metric.value,
        "metric": metric.value,
        "definition": standard(metric).key,
        "created_at": NOW,
        **more,
    }
    return Survey(**values)
