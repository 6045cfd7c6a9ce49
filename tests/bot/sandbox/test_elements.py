import pytest

from bot.sandbox.elements import chosen, initial, is_empty, placed, state_of
from bot.sandbox.wire import Json
from tests.bot.sandbox.surfaces import buttons, form
from tests.each import each


def option(value: str) -> Json:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


def menu(kind: str, **more: object) -> Json:
    return {"type": kind, "action_id": "a", "options": [option("x"), option("y")], **more}


def test_a_choice_of_one_is_the_whole_option() -> None:
    assert chosen(menu("static_select"), "y") == {
        "type": "static_select",
        "selected_option": option("y"),
    }


def test_a_choice_of_several_is_a_list_of_options() -> None:
    assert chosen(menu("checkboxes"), ["x", "y"])["selected_options"] == [option("x"), option("y")]
    assert chosen(menu("checkboxes"), "x")["selected_options"] == [option("x")]


def test_grouped_options_are_found() -> None:
    groups = [{"options": [option("x")]}, {"options": [option("y")]}]
    select = {"type": "static_select", "action_id": "a", "option_groups": groups}

    assert chosen(select, "y")["selected_option"] == option("y")


def test_a_choice_that_is_not_offered_is_refused() -> None:
    with pytest.raises(LookupError, match="a offers x, y; not 'z'"):
        chosen(menu("static_select"), "z")


@each(
    ("element", "state"),
    [
        ({"type": "plain_text_input"}, {"value": None}),
        ({"type": "plain_text_input", "initial_value": "x"}, {"value": "x"}),
        (menu("static_select"), {"selected_option": None}),
        (menu("static_select", initial_option=option("x")), {"selected_option": option("x")}),
        (menu("checkboxes"), {"selected_options": []}),
        ({"type": "multi_users_select"}, {"selected_users": []}),
        ({"type": "users_select", "initial_user": "U1"}, {"selected_user": "U1"}),
        ({"type": "timepicker", "initial_time": "09:00"}, {"selected_time": "09:00"}),
    ],
)
def test_an_untouched_element_has_its_first_state(element: Json, state: Json) -> None:
    assert initial(element) == {"type": element["type"], **state}


def test_a_form_state_holds_what_was_filled_in_over_what_it_began_with() -> None:
    filled = {"words": {"text": {"type": "plain_text_input", "value": "x"}}}

    state = state_of(form()["blocks"], filled)

    assert state["words"]["text"]["value"] == "x"
    assert is_empty(state["contact"]["may"])
    assert not is_empty(state["words"]["text"])


def test_buttons_have_no_state() -> None:
    assert state_of(buttons("1"), {}) == {}


def test_elements_are_found_with_their_blocks() -> None:
    found = [(one.block_id, one.action_id) for one in placed([*buttons("1", "2")])]

    assert found == [("rating", "rate_1"), ("rating", "rate_2")]
