"""Each preset is whole: its marks tell it from the others, and its answers are on some scale."""

import pytest

from bot.importing import headers
from bot.importing.presets import PRESETS, Preset
from kpi.metrics import ASKED
from kpi.query import SEGMENTS


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_is_whole(preset: Preset) -> None:
    for marks in preset.marks:
        assert headers.recognised(list(marks)) is preset
    assert set(preset.metrics) <= set(ASKED)
    assert {*preset.segments, *preset.filed} <= set(SEGMENTS)
    assert all(word == word.casefold() for word in (*preset.words, *preset.unanswered))
    assert preset.has_questions or {*preset.score} <= {*preset.names}


def test_what_tools_write_where_nobody_answered_is_no_bad_row() -> None:
    written = {
        "zendesk": ("Offered", "Not Offered", "Unoffered", "-", ""),
        "freshdesk": ("No Survey", "Not Available", "-", ""),
        "intercom": ("-", ""),
    }
    for name, words in written.items():
        assert {word.casefold() for word in words} <= PRESETS[name].unanswered, name
