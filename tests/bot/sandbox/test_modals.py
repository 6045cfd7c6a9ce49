import pytest

from bot.sandbox.bell import Bell
from bot.sandbox.modals import Modals
from bot.sandbox.refusals import Refusal
from tests.bot.sandbox.surfaces import form


def test_forms_stack_three_high() -> None:
    modals = Modals(Bell())
    first = modals.open("U1", form(title="1"))
    second = modals.push("U1", form(title="2"))
    third = modals.push("U1", form(title="3"))

    assert (second.root, second.previous) == (first.id, first.id)
    assert (third.root, third.previous) == (first.id, second.id)
    with pytest.raises(Refusal, match="push_limit_reached"):
        modals.push("U1", form())
    modals.close(third)
    assert modals.top("U1") == second


def test_opening_takes_the_place_of_what_was_open() -> None:
    modals = Modals(Bell())
    gone = modals.open("U1", form(title="1"))

    modals.open("U1", form(title="2"))

    with pytest.raises(Refusal, match="not_found"):
        modals.find(gone.id)


def test_a_changed_form_keeps_what_was_filled_in_where_the_block_stays() -> None:
    modals = Modals(Bell())
    filled = modals.fill(modals.open("U1", form()), {"words": {"text": {"value": "x"}}})
    blocks = form()["blocks"]

    kept = modals.show(filled, form(title="Later"))
    emptied = modals.show(kept, form(blocks=[blocks[1]]))

    assert kept.values == {"words": {"text": {"value": "x"}}}
    assert kept.hash != filled.hash
    assert emptied.values == {}


def test_people_have_their_own_forms() -> None:
    modals = Modals(Bell())
    modals.open("U1", form())

    assert modals.top("U2") is None
