"""Every row of the Block Kit table is broken once and seen to be refused."""

from collections.abc import Iterator

from bot.sandbox.block_kit.rules import (
    Flag,
    Number,
    OneOf,
    Part,
    Parts,
    Rule,
    Text,
    Words,
)
from bot.sandbox.block_kit.table import SHAPES, complaints
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD, plain

ROWS = [(kind, name) for kind, shape in SHAPES.items() for name in shape]
STRANGE: Json = {"type": "nonsense", "nonsense": 1}


def broken(rule: Rule) -> Iterator[object]:
    """Give values that the rule must not let through."""
    match rule:
        case Words():
            yield from ("x" * (rule.most + 1), "x" * (rule.least - 1) if rule.least else 5, 5)
        case Text():
            yield from (plain("x" * (rule.most + 1)), plain(""), "x", {"type": "text", "text": "x"})
            yield from ({**plain(), "nonsense": 1}, {**plain(), "emoji": "yes"})
        case Flag():
            yield "true"
        case Number():
            yield from (rule.least - 1, rule.most + 1, "1", True)
        case OneOf():
            yield from ("nonsense", 1, ["nonsense"])
        case Part():
            yield from (STRANGE, "x", [])
        case Parts():
            yield from ([STRANGE], "x", [STRANGE] * (rule.most + 1))
            yield from [[STRANGE] * (rule.least - 1)] if rule.least else []


def fitting(rule: Rule) -> Iterator[object]:
    """Give the values at the rule's very edge, which it must let through."""
    match rule:
        case Words():
            yield from ("x" * rule.most, "x" * rule.least)
        case Text():
            yield from ({"type": kind, "text": "x" * rule.most} for kind in rule.kinds)
        case Flag():
            yield from (True, False)
        case Number():
            yield from (rule.least, rule.most)
        case OneOf():
            yield from rule.words
        case Part():
            yield from (GOOD[kind] for kind in rule.kinds)
        case Parts():
            edge = next(fitting(rule.rule))
            yield from ([edge] * max(rule.least, 1), [edge] * rule.most)


def told(kind: str, thing: object) -> list[str]:
    return list(complaints(thing, (kind,), ""))


def about(kind: str, name: str, value: object) -> list[str]:
    """Give the complaints about one field when it has this value."""
    found = told(kind, {**GOOD[kind], name: value})
    return [one for one in found if one.partition("json-pointer:")[2].startswith(f"/{name}")]


def test_every_kind_has_an_example() -> None:
    assert GOOD.keys() == SHAPES.keys()


def test_a_good_thing_passes() -> None:
    refused = {kind: found for kind in SHAPES if (found := told(kind, GOOD[kind]))}
    assert refused == {}


def test_a_field_nobody_knows_is_refused() -> None:
    refused = ["unexpected field [json-pointer:/nonsense]"]
    assert {kind: about(kind, "nonsense", 1) for kind in SHAPES} == dict.fromkeys(SHAPES, refused)


def test_a_broken_field_is_refused() -> None:
    passed = [
        (kind, name, value)
        for kind, name in ROWS
        for value in broken(SHAPES[kind][name].rule)
        if not about(kind, name, value)
    ]
    assert passed == []


def test_a_field_at_its_limit_passes() -> None:
    refused = [
        (kind, name, value, complaint)
        for kind, name in ROWS
        for value in fitting(SHAPES[kind][name].rule)
        for complaint in about(kind, name, value)
    ]
    assert refused == []


def test_a_required_field_that_is_missing_is_refused() -> None:
    passed = [
        (kind, name)
        for kind, name in ROWS
        if SHAPES[kind][name].required
        and f"missing required field: {name} [json-pointer:]" not in told(kind, without(kind, name))
    ]
    assert passed == []


def without(kind: str, name: str) -> Json:
    """Give a good thing that lacks one field."""
    return {field: value for field, value in GOOD[kind].items() if field != name}


def test_the_limits_are_those_of_slack() -> None:
    """Written out by hand, so that a slip in the table does not pass unseen."""
    limits = {
        "block:header/text": 150,
        "block:section/text": 3000,
        "block:section/fields": 10,
        "block:actions/elements": 25,
        "block:context/elements": 10,
        "block:context_actions/elements": 5,
        "block:input/label": 2000,
        "block:input/hint": 2000,
        "block:markdown/text": 12_000,
        "block:image/image_url": 3000,
        "block:image/alt_text": 2000,
        "block:table/rows": 100,
        "block:table/block_id": 255,
        "block:data_visualization/title": 50,
        "object:message/blocks": 50,
        "view:modal/blocks": 100,
        "view:modal/title": 24,
        "view:modal/submit": 24,
        "view:modal/close": 24,
        "view:modal/private_metadata": 3000,
        "view:modal/callback_id": 255,
        "view:modal/external_id": 255,
        "element:button/text": 75,
        "element:button/value": 2000,
        "element:button/url": 3000,
        "element:button/action_id": 255,
        "element:static_select/options": 100,
        "element:static_select/placeholder": 150,
        "element:checkboxes/options": 10,
        "element:radio_buttons/options": 10,
        "element:overflow/options": 5,
        "object:option/text": 75,
        "object:option/value": 150,
        "object:confirm/title": 100,
        "object:confirm/text": 300,
        "object:confirm/confirm": 30,
        "object:confirm/deny": 30,
        "object:series/data": 20,
        "object:series/name": 20,
        "object:point/label": 20,
        "object:axis_config/x_label": 50,
    }
    for row, most in limits.items():
        kind, name = row.split("/")
        rule = SHAPES[kind][name].rule
        assert isinstance(rule, Words | Text | Parts)
        assert rule.most == most, row
