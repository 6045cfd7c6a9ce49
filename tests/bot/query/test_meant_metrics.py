"""Which metrics a question means."""

import pytest

from bot.query import meant_metrics
from kpi.metrics import ASKED, Metric
from kpi.query import NotUnderstood, View


def test_without_names_all_that_can_be_looked_at_so() -> None:
    assert meant_metrics.of([], view=None, segments={None}) == tuple(Metric)
    assert meant_metrics.of([], view=View.SILENCE, segments={None}) == ASKED
    assert meant_metrics.of([], view=None, segments={"way"}) == ASKED
    assert meant_metrics.of([], view=View.CLOCK, segments={None}) == (Metric.CSAT,)


def test_what_cannot_be_looked_at_so_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="nobody is silent"):
        meant_metrics.of([Metric.FRT], view=View.SILENCE, segments={None})
    with pytest.raises(NotUnderstood, match="is not a time"):
        meant_metrics.of([Metric.FCR], view=View.CLOCK, segments={None})
    with pytest.raises(NotUnderstood, match="one time only"):
        meant_metrics.of([Metric.FRT, Metric.ART], view=View.CLOCK, segments={None})
