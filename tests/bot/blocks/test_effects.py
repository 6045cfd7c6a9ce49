"""What parts did, with sign and unit."""

from bot.blocks import effects
from bot.wording import voice
from kpi import causes
from kpi.causes import Causes
from kpi.summary import Summary
from tests.bot.blocks.reading import HOSTILE
from tests.kpi.splits import split

GREW = {"chat": ({5: 100, 1: 100}, {5: 25, 1: 25}), "mail": ({5: 100}, {5: 100})}


def found(summary: Summary) -> Causes:
    told = causes.of(summary)
    assert isinstance(told, Causes)
    return told


def test_a_part_that_became_more_of_the_whole_is_a_reason() -> None:
    told = effects.reasons(voice("en"), found(split(GREW, by="channel")), "channel")
    assert "because more of it came from chat" in told
    assert "because less of it came from mail" in told


def test_an_average_moves_in_hundredths() -> None:
    told = found(split(GREW, formula="mean", by="channel"))
    assert effects.difference(voice("en"), told).startswith(
        "0.67 lower than week 46, 3.67 against 4.33"
    )
    assert effects.total(voice("nl"), told)[-1] == "\N{MINUS SIGN}0,67"


def test_the_same_is_said_as_such() -> None:
    same = found(split({"a": ({5: 9, 1: 9}, {5: 9, 1: 9}), "b": ({5: 9}, {5: 9})}))
    told = effects.difference(voice("en"), same)
    assert told.startswith(
        "About the same as week 46, 67\xa0% then and 67\xa0% now: could be chance"
    )


def test_names_of_others_are_inert() -> None:
    told = found(split({HOSTILE: ({5: 20, 1: 80}, {5: 80, 1: 20}), "b": ({5: 9}, {5: 9})}))
    said = effects.reasons(voice("en"), told, "team") + effects.line(
        voice("en"), told, told.rows[0], "team"
    )
    assert "<!channel>" not in said
    assert "*bold*" not in said
