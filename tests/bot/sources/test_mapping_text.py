from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources import mapping_text
from bot.sources.mapping import FieldMapping, WrongMapping
from bot.sources.presets import OTHER, PRESETS, Preset
from kpi.interaction_event import Kind
from tests.each import each

LEAST = ["id=ticket.id", "status = state", "resolved=Closed, Done ,"]


def wrong(lines: list[str], start: FieldMapping | None = None) -> list[str]:
    with pytest.raises(WrongMapping) as refused:
        mapping_text.read(lines, start)
    return [str(one) for one in refused.value.problems]


def test_a_line_is_a_field_and_where_it_stands() -> None:
    found = mapping_text.read([*LEAST, "", "Others=reopened", "subject=/a/b"])
    assert (found.id, found.status, found.resolved) == ("ticket.id", "state", ("Closed", "Done"))
    assert (found.others, found.subject) == (Kind.REOPENED, "/a/b")


@pytest.mark.parametrize("preset", [*PRESETS.values(), OTHER], ids=[*PRESETS, "other"])
def test_what_is_written_reads_back_the_same(preset: Preset) -> None:
    assert mapping_text.read(mapping_text.written(preset.mapping)) == preset.mapping


def test_lines_change_what_was_there_and_an_empty_one_takes_it_away() -> None:
    start = PRESETS["topdesk"].mapping
    found = mapping_text.read(["zone=UTC", "others=", "team=group"], start)
    assert (found.zone, found.others, found.team) == ("UTC", None, "group")
    assert found.id == start.id


def test_everything_that_is_wrong_is_named_at_once() -> None:
    told = wrong(["id", "=x", "sumbject=x", "zone=Mars", "zone=UTC", "others=perhaps"])
    assert told == [
        '"id" is not a name=path.',
        '"=x" is not a name=path.',
        "The field zone stands there twice.",
        "The field id is missing.",
        "The field status is missing.",
        "The field resolved is missing.",
        "others is opened, replied, resolved, reopened or followed_up.",
        "There is no field sumbject. Did you mean subject?",
    ]


@each(
    ("line", "told"),
    [
        ("zone=Mars", "The zone is a time zone such as Europe/Amsterdam."),
        ("qqq=1", "There is no field qqq."),
        ("subject=" + "a" * 201, "What stands at subject is too long."),
        ("reopened=closed", "Each status may mean one thing only, and one must mean resolved."),
        ("resolved=,", "The field resolved is missing."),
    ],
)
def test_each_thing_that_is_wrong_has_its_sentence(line: str, told: str) -> None:
    lines = [*LEAST, line] if "resolved=," not in line else [*LEAST[:2], line]
    assert wrong(lines) == [told]


@given(st.lists(st.text("id=staturesolvdzon,. \n", max_size=20), max_size=6))
def test_no_text_breaks_it(lines: list[str]) -> None:
    with suppress(WrongMapping):
        found = mapping_text.read(lines)
        assert mapping_text.read(mapping_text.written(found)) == found
