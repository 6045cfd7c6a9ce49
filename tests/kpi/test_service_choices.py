from datetime import date

import pytest

from kpi import service_choices, service_definitions
from kpi.errors import WrongSetting
from kpi.metrics import Metric
from kpi.service_definitions import in_force
from tests.each import each

STANDARD = service_choices.of(in_force({}))
TODAY = date(2026, 11, 18)


def read(texts: dict[str, str], before: dict[str, str] | None = None) -> dict[str, str]:
    return service_choices.read(texts, in_force(before or {}), TODAY)


def test_what_is_chosen_reads_back_and_the_standard_is_not_kept() -> None:
    assert read(STANDARD) == {"second_line": "second-line"}
    wish = STANDARD | {
        "frt_clock": "calendar",
        "frt_headline": "mean",
        "art_end": "first",
        "art_waiting": "without",
        "fcr_days": "14",
        "fcr_of": "received",
        "fcr_left_out": "second_line",
        "second_line": "Tier2, vendor",
    }
    kept = read(wish)
    assert kept == {
        "frt": "frt/calendar/mean/v1",
        "art": "art/office/first/minus-waiting/mean/v1",
        "fcr": "fcr/14d/net/received/v1",
        "second_line": "tier2,vendor",
        "begun": "/frt/office/median/v1 2026-11-18/frt/calendar/mean/v1 "
        "/art/office/full/mean/v1 2026-11-18/art/office/first/minus-waiting/mean/v1 "
        "/fcr/7d/v1 2026-11-18/fcr/14d/net/received/v1",
    }
    assert read(STANDARD, kept) == read(STANDARD), "taken back on the same day"
    assert service_choices.of(in_force(kept)) == wish | {"second_line": "tier2,vendor"}
    begun = service_choices.changed({}, kept)
    assert [one.key for one in begun] == [kept["frt"], kept["art"], kept["fcr"]]
    assert service_choices.changed(kept, kept) == []


@each(
    "wrong",
    [
        {"fcr_days": "0"},
        {"fcr_days": "31"},
        {"fcr_days": "a week"},
        {"fcr_left_out": "second_line", "second_line": " "},
    ],
)
def test_what_cannot_be_counted_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(WrongSetting):
        read(STANDARD | wrong)


def test_every_choice_leads_to_a_definition_that_is_known() -> None:
    for name, values in service_choices.CHOICES.items():
        for value in values:
            kept = read(STANDARD | {name: value, "second_line": "x"})
            for metric, key in kept.items():
                if metric not in {"second_line", "fcr_customers", "begun"}:
                    assert service_definitions.definition(key).metric == metric


def test_customers_own_word_leads_from_today_on_and_what_is_counted_goes_on_beside_it() -> None:
    kept = read(STANDARD | {"fcr_by": "customers", "fcr_days": "14"})
    assert kept == {
        "fcr": "fcr/14d/v1",
        "second_line": "second-line",
        "fcr_customers": "2026-11-18/",
        "begun": "/fcr/7d/v1 2026-11-18/fcr/14d/v1",
    }
    chosen = in_force(kept)
    assert (chosen.of(Metric.FCR).key, chosen.fcr.key) == ("fcr/confirmed/v1", "fcr/14d/v1")
    assert service_choices.of(chosen)["fcr_by"] == "customers"
    keys = [one.key for one in service_choices.changed({}, kept)]
    assert keys == ["fcr/confirmed/v1", "fcr/14d/v1"]
    assert read(service_choices.of(chosen), kept) == kept
    back = read(STANDARD, kept | {"fcr_customers": "2026-11-02/"})
    assert back["fcr_customers"] == "2026-11-02/2026-11-18"
    assert [one.key for one in service_choices.changed(kept, back)] == ["fcr/7d/v1"]
