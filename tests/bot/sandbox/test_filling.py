import pytest

from bot.sandbox import filling
from bot.sandbox.bell import Bell
from bot.sandbox.elements import state_of
from bot.sandbox.filling import Unfinished
from bot.sandbox.modals import Modal, Modals
from bot.sandbox.wire import Json
from tests.bot.sandbox.surfaces import form


def shown(**limits: object) -> tuple[Modals, Modal]:
    content = form()
    content["blocks"][0]["element"] |= limits
    modals = Modals(Bell())
    return modals, modals.open("U1", content)


def errors(words: object, **limits: object) -> dict[str, str]:
    modals, modal = shown(**limits)
    filled = modals.fill(modal, filling.states(modal, {"words": {"text": words}}))
    try:
        filling.check(filled)
    except Unfinished as unfinished:
        return unfinished.errors
    return {}


@pytest.mark.parametrize("words", [None, ""])
def test_an_empty_field_is_asked_for(words: object) -> None:
    assert errors(words) == {"words": filling.REQUIRED}
    assert errors(words, min_length=5) == {"words": filling.REQUIRED}


def test_words_may_be_as_long_as_the_form_says() -> None:
    limits: Json = {"min_length": 3, "max_length": 5}

    assert errors("abc", **limits) == errors("abcde", **limits) == {}
    assert errors("ab", **limits) == {"words": "Please use at least 3 characters."}
    assert errors("abcdef", **limits) == {"words": "Please use at most 5 characters."}


def test_a_field_emptied_again_is_empty() -> None:
    assert errors(None, initial_value="There already") == {"words": filling.REQUIRED}
    assert errors("Something else", initial_value="There already") == {}


def test_what_is_not_in_the_form_cannot_be_filled_in() -> None:
    _, modal = shown()

    with pytest.raises(LookupError, match="no words/other"):
        filling.states(modal, {"words": {"other": "x"}})


def test_choices_become_slacks_state() -> None:
    _, modal = shown()

    states = filling.states(modal, {"contact": {"may": ["yes"]}})

    (option,) = states["contact"]["may"]["selected_options"]
    assert option["value"] == "yes"
    assert state_of(modal.blocks, states)["words"]["text"]["value"] is None
