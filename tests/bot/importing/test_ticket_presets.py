"""Each preset is whole: its marks tell it from the others, and it has what a ticket needs."""

from bot.importing import ticket_plans
from bot.importing.ticket_presets import OPEN, PARTS, TICKET_PRESETS
from bot.sources.catalog import SOURCES


def test_every_preset_is_whole() -> None:
    for name, preset in TICKET_PRESETS.items():
        assert {"id", "opened", "resolved"} <= set(preset.parts) <= set(PARTS), name
        assert all(ticket_plans.recognised(marks) is preset for marks in preset.marks), name
        assert name in SOURCES, name
    assert all(word == word.casefold() for word in OPEN)
