from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources import fields
from bot.sources.shape import NotUnderstood
from tests.bot.sources.odd import JSON
from tests.each import each

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@each(
    "value",
    [
        "2026-11-18T12:00:00Z",
        "2026-11-18T13:00:00+01:00",
        "2026-11-18T12:00Z",
        " 2026-11-18 12:00:00.000000000+00:00 ",
        1795003200,
        1795003200.0,
        1795003200000,
        "1795003200",
    ],
)
def test_moments_come_in_many_ways(value: object) -> None:
    assert fields.moment(value) == NOON


@each(
    "value",
    [
        *(None, True, "", "noon", "2026-11-18T12:00:00", "0001-01-01T00:00:00+14:00"),
        *(-1, 5, 10**30, 10**400, float("inf"), "9" * 400, "٣", [], {}),
    ],
)
def test_what_is_no_moment_is_none(value: object) -> None:
    assert fields.moment(value) is None


@given(st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)), st.integers(-14, 14))  # noqa: DTZ001 - hypothesis takes bounds without a zone
def test_a_moment_is_read_as_it_was_written(moment: datetime, hours: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    found = fields.moment(aware.isoformat())
    assert found == aware
    assert found.tzinfo is UTC


@given(JSON)
def test_reading_never_fails(value: Any) -> None:
    assert isinstance(fields.text(value), str)
    assert len(fields.text(value, 3)) <= 3
    assert fields.link(value) == "" or fields.link(value).startswith("http")
    assert isinstance(fields.inside(value, "a", "b"), object)
    assert all(fields.tags(fields.items(value)))
    fields.moment(value)


def test_texts_are_cut_and_numbers_are_texts() -> None:
    assert fields.text("  a b ", 2) == "a"
    assert (fields.text(1042), fields.text([True]), fields.text(None)) == ("1042", "", "")
    assert len(fields.subject("x" * 9000)) == 3000
    assert len(fields.tags(["x" * 900] * 900)) == 200


@each("value", ["javascript:alert(1)", "https://a b", "desk.example/1", 5, None])
def test_only_addresses_of_the_web_are_links(value: object) -> None:
    assert fields.link(value) == ""
    assert fields.link("https://desk.example/1") == "https://desk.example/1"
    assert fields.link("https://desk.example/" + "1" * 2000) == ""


@each("value", ["nobody", "a@b c", "<a@b>", "@", 5, None, "a" * 400 + "@b"])
def test_only_addresses_of_people_are_addresses(value: object) -> None:
    assert fields.email(value) == ""
    assert fields.email(" j.jansen@example.com ") == "j.jansen@example.com"


@each("body", [{}, {"a": {}}, {"a": {"id": ""}}, {"a": []}, {"a": {"id": {}}}])
def test_what_must_be_there_is_named_when_it_is_not(body: object) -> None:
    with pytest.raises(NotUnderstood, match=r"no usable field a\.id"):
        fields.required(body, "a", "id")


def test_a_name_is_never_cut_as_two_would_become_one() -> None:
    assert fields.required({"id": "1" * 255}, "id") == "1" * 255
    with pytest.raises(NotUnderstood):
        fields.required({"id": "1" * 256}, "id")


def test_the_first_moment_counts() -> None:
    assert fields.required_moment(None, "x", "2026-11-18T12:00:00Z", 5, name="time") == NOON
    with pytest.raises(NotUnderstood, match="field time"):
        fields.required_moment(None, "x", name="time")


def test_only_ids_that_are_told_are_looked_up() -> None:
    assert fields.lookup(requester_id=12, contact_id=None) == {"lookup": {"requester_id": "12"}}
    assert fields.lookup(requester_id="") == {}
