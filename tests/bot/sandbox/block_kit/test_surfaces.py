from collections.abc import Callable

import pytest

from bot.sandbox.block_kit.blocks import SURFACES
from bot.sandbox.block_kit.surfaces import checked_home, checked_message, checked_view
from bot.sandbox.refusals import Refusal
from bot.sandbox.wire import Json
from tests.bot.sandbox.block_kit.examples import GOOD, plain
from tests.each import each

EVERYWHERE = ("actions", "context", "divider", "header", "image", "input", "rich_text", "section")
MESSAGES_ONLY = ("context_actions", "markdown")
NOT_IN_MODALS = ("data_visualization", "table")
MODALS_ONLY = ("alert",)
KNOWN = EVERYWHERE + MESSAGES_ONLY + NOT_IN_MODALS + MODALS_ONLY
UNKNOWN = ("carousel", "file", "nonsense", "call")


def shown_on(surface: Callable[[Json], object], kind: str) -> bool:
    try:
        surface(GOOD.get(f"block:{kind}", {"type": kind}))
    except Refusal:
        return False
    return True


def modal_with(block: Json) -> Json:
    return checked_view({**GOOD["view:modal"], "submit": plain(), "blocks": [block]})


def home_with(block: Json) -> Json:
    return checked_home({"type": "home", "blocks": [block]})


@each("kind", [*KNOWN, *UNKNOWN])
def test_a_block_stands_only_where_slack_shows_it(kind: str) -> None:
    in_messages = kind in EVERYWHERE + MESSAGES_ONLY + NOT_IN_MODALS
    assert shown_on(lambda block: checked_message([block]), kind) is in_messages
    assert shown_on(modal_with, kind) is (kind in EVERYWHERE + MODALS_ONLY)
    assert shown_on(home_with, kind) is (kind in EVERYWHERE + NOT_IN_MODALS)


def test_no_block_of_the_table_is_left_out() -> None:
    assert {f"block:{kind}" for kind in KNOWN} == SURFACES.keys()


def test_a_refusal_points_to_the_place() -> None:
    blocks = [{"type": "divider"}, {"type": "header", "text": plain("x" * 151)}]

    with pytest.raises(Refusal) as refused:
        checked_message(blocks)

    complaint = "must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    assert refused.value.fields["errors"] == [complaint]
    messages = refused.value.fields["response_metadata"]["messages"]
    assert messages == [f"[ERROR] {complaint}"]


def test_a_message_has_an_end_over_all_its_blocks() -> None:
    section = {"type": "section", "text": plain("x" * 2640)}
    assert len(checked_message([section] * 5)) == 5

    with pytest.raises(Refusal, match="msg_blocks_too_long"):
        checked_message([*[section] * 5, {"type": "header", "text": plain()}])


def test_blocks_must_be_a_list() -> None:
    with pytest.raises(Refusal, match="invalid_blocks_format"):
        checked_message({"type": "divider"})


def test_a_view_must_be_a_modal() -> None:
    for wrong in ("x", {**GOOD["view:modal"], "type": "home"}):
        with pytest.raises(Refusal, match="invalid_arguments"):
            checked_view(wrong)


def test_a_view_too_large_is_refused() -> None:
    options = [{"text": plain("x" * 75), "value": f"{place}" + "x" * 140} for place in range(100)]
    menu = {"type": "static_select", "options": options}
    block = {"type": "section", "text": plain("x" * 3000), "accessory": menu}

    with pytest.raises(Refusal, match="view_too_large"):
        checked_view({**GOOD["view:modal"], "blocks": [block] * 10})


def test_missing_ids_are_made_and_given_ones_kept() -> None:
    button = GOOD["element:button"]
    (named, unnamed) = checked_message(
        [
            {"type": "actions", "block_id": "b", "elements": [{**button, "action_id": "a"}]},
            {"type": "section", "text": plain(), "accessory": button},
        ]
    )

    assert (named["block_id"], named["elements"][0]["action_id"]) == ("b", "a")
    assert unnamed["block_id"]
    assert unnamed["accessory"]["action_id"]
    assert "action_id" not in button
