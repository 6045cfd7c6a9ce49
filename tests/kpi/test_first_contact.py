from kpi import first_contact
from kpi.metrics import Metric
from kpi.scores import score
from kpi.service_definitions import first_contact as defined
from kpi.service_definitions import standard


def test_outcomes_are_a_share_with_the_range_of_wilson_under_their_own_key() -> None:
    scale = first_contact.scale(standard(Metric.FCR))
    found = score(scale, {first_contact.AT_ONCE: 41, first_contact.NOT_AT_ONCE: 8})
    assert found is not None
    assert scale.key == standard(Metric.FCR).key == "fcr/7d/v1"
    assert (found.favourable, found.n, round(found.value)) == (41, 49, 84)
    assert found.interval is not None
    assert found.interval.method == "wilson"
    assert first_contact.scale(defined(14)).key != scale.key
