from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources import mapping
from bot.sources.mapping import FieldMapping, WrongMapping
from kpi.errors import WrongSetting
from kpi.interaction_event import Kind
from tests.bot.sources.odd import JSON
from tests.each import each

BODY: dict[str, Any] = {
    "ticket": {"id": 7, "people": [{"email": "j.jansen@example.com"}], "a/b": {"~": 1}},
    "Status": None,
}
LEAST = {"id": "id", "status": "status", "resolved": ["Closed"]}


@each(
    ("path", "value"),
    [
        ("ticket.id", 7),
        ("/ticket/id", 7),
        ("ticket.people.0.email", "j.jansen@example.com"),
        ("/ticket/people/0/email", "j.jansen@example.com"),
        ("/ticket/a~1b/~0", 1),
        ("Ticket.ID", 7),
        ("status", None),
        ("", None),
        ("ticket.people.1.email", None),
        ("ticket.people.-1", None),
        ("ticket.people.00000", None),
        ("ticket.people.٣", None),
        ("ticket.id.x", None),
        ("/", None),
    ],
)
def test_paths_are_dotted_names_or_json_pointers(path: str, value: object) -> None:
    assert mapping.found(BODY, path) == value


@given(JSON, st.text("./~01ab٣", max_size=12))
def test_no_path_fails(body: Any, path: str) -> None:
    mapping.found(body, path)


def test_a_status_means_what_the_mapping_says_in_any_case() -> None:
    read = mapping.read({**LEAST, "opened": ["new"], "reopened": ["Open"], "replied": [3]})
    assert read.kind_of("CLOSED") is Kind.RESOLVED
    assert read.kind_of("New") is Kind.OPENED
    assert read.kind_of("open") is Kind.REOPENED
    assert read.kind_of("3") is Kind.REPLIED
    assert read.kind_of("waiting") is None


def test_all_others_may_mean_one_thing() -> None:
    assert mapping.read({**LEAST, "others": "reopened"}).kind_of("waiting") is Kind.REOPENED


def test_it_survives_being_stored_as_json() -> None:
    read = mapping.read({**LEAST, "others": "reopened", "zone": "Europe/Amsterdam"})
    assert FieldMapping.model_validate_json(read.model_dump_json()) == read


@each(
    ("difference", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": None}, "id"),
        ({"resolved": []}, "resolved"),
        ({"reopened": ["closed"]}, "resolved"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../etc"}, "zone"),
        ({"others": "perhaps"}, "others"),
        ({"sumbject": "title"}, "sumbject"),
        ({"subject": "a" * 201}, "subject"),
        ({"resolved": [{}]}, "resolved.0"),
    ],
)
def test_what_cannot_be_used_is_named(difference: dict[str, Any], field: str) -> None:
    with pytest.raises(WrongSetting, match=field):
        mapping.read({**LEAST, **difference})


def test_all_that_cannot_be_used_is_named() -> None:
    with pytest.raises(WrongMapping) as refused:
        mapping.read({"id": "", "status": "status", "zone": "Mars", "resolved": ["x"]})
    assert len(refused.value.problems) == 2
    assert str(refused.value) == "\n".join(map(str, refused.value.problems))
