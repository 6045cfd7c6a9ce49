import pytest

from kpi import service_definitions
from kpi.errors import NotFound
from kpi.metrics import SERVICE, Metric
from kpi.service_definitions import first_contact, in_force


def test_every_definition_is_found_by_its_key_and_says_what_it_means() -> None:
    every = [one for metric in SERVICE for one in service_definitions.choices(metric)]
    assert len({one.key for one in every}) == len(every) == 4 + 8 + 121
    meanings = {meaning for one in every for meaning in one.meaning.values()}
    assert len(meanings) == 2 * len(every)
    assert all(service_definitions.definition(one.key) is one for one in every)


def test_keys_say_what_is_counted_and_the_standard_comes_first() -> None:
    firsts = [service_definitions.choices(metric)[0] for metric in SERVICE]
    assert [one.key for one in firsts] == [
        "frt/office/median/v1",
        "art/office/full/mean/v1",
        "fcr/7d/v1",
    ]
    assert all(one.is_standard for one in firsts)
    assert [one.unit for one in firsts] == ["seconds", "seconds", "percent"]
    assert first_contact(30, net=True, of_received=True).key == "fcr/30d/net/received/v1"
    waiting = service_definitions.definition("art/calendar/first/minus-waiting/mean/v1")
    assert (waiting.clock, waiting.first_resolution, waiting.minus_waiting) == (
        "calendar",
        True,
        True,
    )


def test_only_another_headline_is_comparable_with_the_standard() -> None:
    comparable = {
        one.key
        for metric in SERVICE
        for one in service_definitions.choices(metric)
        if one.is_comparable and not one.is_standard
    }
    assert comparable == {"frt/office/mean/v1"}


@pytest.mark.parametrize("days", [0, 31])
def test_a_window_has_one_to_thirty_days(days: int) -> None:
    with pytest.raises(NotFound):
        first_contact(days)


def test_what_a_workspace_chose_is_in_force_and_the_rest_is_standard() -> None:
    chosen = in_force({"frt": "frt/calendar/mean/v1", "art": "gone", "second_line": " Tier 2, RMA"})
    assert chosen.of(Metric.FRT).key == "frt/calendar/mean/v1"
    assert chosen.art.is_standard
    assert chosen.second_line == {"tier 2", "rma"}
    assert in_force({}).second_line == {"second-line"}
    with pytest.raises(NotFound):
        chosen.of(Metric.CSAT)
