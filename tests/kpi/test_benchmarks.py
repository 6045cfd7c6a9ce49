"""Figures of others: each says where it is from, and stands beside its own scale only."""

from kpi import benchmarks, metrics, service_definitions
from kpi.metrics import ASKED, Metric, standard


def test_each_has_date_source_and_both_languages() -> None:
    for one in benchmarks.every():
        assert one.scale
        for words in (one.figure, one.population, one.date, one.source):
            assert set(words) == {"en", "nl"}
            assert all(words.values())


def test_each_is_counted_as_something_here_or_stands_nowhere() -> None:
    known = {one.key for metric in ASKED for one in metrics.choices(metric)}
    named = {key for one in benchmarks.every() for key in one.definitions}
    assert named <= {*known, benchmarks.CONFIRMED, service_definitions.CONFIRMED.key}
    assert any(not one.definitions for one in benchmarks.every())


def test_only_the_same_scale_is_compared() -> None:
    assert benchmarks.beside(standard(Metric.CSAT).key)
    assert benchmarks.beside(standard(Metric.CES).key) == ()
    assert benchmarks.beside("csat/1-5/mean/v1") == ()
    assert benchmarks.beside("fcr/7d/v1") == ()
    shown = benchmarks.beside(*(one.key for metric in ASKED for one in metrics.choices(metric)))
    assert not any("index" in one.scale for one in shown)
