"""Every condition between fields is broken once and seen to be refused."""

import pytest

from bot.sandbox.block_kit.conditions import CONDITIONS, Condition
from bot.sandbox.block_kit.table import complaints
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD, plain


def _blocks(*blocks: Json) -> Json:
    return {"blocks": list(blocks)}


def _options(*values: str) -> list[Json]:
    return [{"text": plain(), "value": value} for value in values]


def _series(name: str, label: str = "Mon") -> Json:
    return {"name": name, "data": [{"label": label, "value": 1}]}


def _focused(block_id: str) -> Json:
    element = {"type": "plain_text_input", "focus_on_load": True}
    return {**GOOD["block:input"], "block_id": block_id, "element": element}


BROKEN: dict[str, tuple[str, Json]] = {
    "block_id already exists": (
        "object:message",
        _blocks(*[{"type": "divider", "block_id": "a"}] * 2),
    ),
    "action_id already exists in this block": (
        "block:actions",
        {"type": "actions", "elements": [{**GOOD["element:button"], "action_id": "a"}] * 2},
    ),
    "must define either text or fields": ("block:section", {"type": "section"}),
    "must define one of image_url and slack_file": (
        "block:image",
        {"type": "image", "alt_text": "x"},
    ),
    "must define one of id and url": ("object:slack_file", {"id": "F1", "url": "https://x"}),
    "must define one of options and option_groups": (
        "element:static_select",
        {"type": "static_select"},
    ),
    "option values must be unique": (
        "element:radio_buttons",
        {"type": "radio_buttons", "options": _options("a", "a")},
    ),
    "initial options must be options": (
        "element:static_select",
        {**GOOD["element:static_select"], "initial_option": _options("b")[0]},
    ),
    "min_length must not exceed max_length": (
        "element:plain_text_input",
        {"type": "plain_text_input", "min_length": 3, "max_length": 2},
    ),
    "every series must cover the categories": (
        "chart:bar",
        {**GOOD["chart:bar"], "series": [_series("a", "Tue")]},
    ),
    "series names must be unique": (
        "chart:line",
        {**GOOD["chart:line"], "series": [_series("a"), _series("a")]},
    ),
    "only one table block allowed": ("object:message", _blocks(*[GOOD["block:table"]] * 2)),
    "table text must be less than 10001 characters": (
        "block:table",
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]},
    ),
    "no more than 2 data_visualization blocks allowed": (
        "object:message",
        _blocks(*[GOOD["block:data_visualization"]] * 3),
    ),
    "markdown text must be less than 12001 characters": (
        "object:message",
        _blocks(*[{"type": "markdown", "text": "x" * 6001}] * 2),
    ),
    "must define submit with input blocks": (
        "view:modal",
        {**GOOD["view:modal"], "blocks": [GOOD["block:input"]]},
    ),
    "only one element may have focus_on_load": (
        "view:modal",
        {**GOOD["view:modal"], "submit": plain(), "blocks": [_focused("a"), _focused("b")]},
    ),
}


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda one: str(one.says))
def test_a_broken_condition_is_refused(condition: Condition) -> None:
    kind, thing = BROKEN[condition.says]

    assert list(complaints(thing, (kind,), "")) == [f"{condition.says} [json-pointer:]"]


def test_every_broken_thing_belongs_to_a_condition() -> None:
    assert BROKEN.keys() == {condition.says for condition in CONDITIONS}
