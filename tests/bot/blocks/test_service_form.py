import pytest

from bot.blocks import service_form
from bot.wording import voice
from kpi import service_choices
from kpi.service_definitions import in_force
from tests.bot.blocks.reading import checked_form


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_choice_has_a_field_that_begins_with_what_holds(language: str) -> None:
    chosen = in_force({"fcr": "fcr/14d/net/v1", "art": "art/calendar/first/mean/v1"})
    form = checked_form(service_form.form(voice(language), chosen))
    begun = {}
    for block in form["blocks"]:
        if element := block.get("element"):
            option = element.get("initial_option") or {}
            begun[block["block_id"]] = option.get("value") or element.get("initial_value")
    assert begun == service_choices.of(chosen)
