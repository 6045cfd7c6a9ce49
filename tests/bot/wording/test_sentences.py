import pytest

from bot.wording import Piece, voice
from kpi.errors import KpiError, NotFound, ScoreOutOfRange
from kpi.query import NotUnderstood
from tests.each import each


def test_a_sentence_is_said_in_the_language() -> None:
    assert voice("en")("You chose {score} of {high}.", score=4, high=5) == "You chose 4 of 5."
    assert voice("nl")("You chose {score} of {high}.", score=4, high=5) == "U koos 4 van 5."
    assert voice("nl").say("Thank you.") == "Dank u wel."


def test_what_fills_a_field_is_not_read_as_a_template() -> None:
    assert voice("nl")("{name} answered. Thank you.", name="{0}").startswith("{0} heeft")


@each(
    ("language", "n", "text"),
    [
        ("en", 0, "0 answers"),
        ("en", 1, "1 answer"),
        ("en", 1234, "1,234 answers"),
        ("nl", 1, "1 antwoord"),
        ("nl", 1234, "1.234 antwoorden"),
    ],
)
def test_the_number_decides_the_form(language: str, n: int, text: str) -> None:
    assert voice(language).plural("{n} answer", "{n} answers", n) == text


def test_a_sentence_is_cut_at_its_fields() -> None:
    pieces = list(voice("nl").pieces("{subject} was solved {when}."))
    assert pieces == [
        Piece("", "subject"),
        Piece(" is "),
        Piece("", "when"),
        Piece(" opgelost."),
    ]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    "error",
    [
        KpiError(),
        NotFound(),
        NotUnderstood(),
        ScoreOutOfRange(
            "{score} is not on the scale: {metric} runs from {low} to {high}.",
            score=9,
            metric="CSAT",
            low=1,
            high=5,
        ),
    ],
)
def test_an_error_is_explained(language: str, error: KpiError) -> None:
    told = voice(language).explain(error)
    assert (told == str(error)) == (language == "en")
    assert "{" not in told


def test_values_of_an_error_can_be_dressed() -> None:
    error = NotFound("There is no definition {key}.", key="<x>")
    told = voice("en").explain(error, lambda name, value: f"[{name} {value}]")
    assert told == "There is no definition [key <x>]."
