from dataclasses import replace

from kpi.metrics import Band, Metric, standard


def test_the_key_names_scale_and_formula_unless_it_has_a_name() -> None:
    csat = standard(Metric.CSAT)
    assert replace(csat, called="faces").key == "csat/faces/top2/v1"
    assert replace(csat, named="fcr/7d/v1").key == "fcr/7d/v1"


def test_lower_is_better_where_the_low_end_is_favourable() -> None:
    turned = replace(standard(Metric.CES), high=5, favourable=frozenset({1, 2}), middle=frozenset())
    assert [turned.band(score) for score in (1, 2, 3)] == [Band.HIGH, Band.HIGH, Band.LOW]
