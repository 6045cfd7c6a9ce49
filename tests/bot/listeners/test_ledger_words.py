import pytest

from bot.listeners import ledger_words
from bot.wording import voice
from kpi.errors import UnknownPeriod
from kpi.store.ledger import PHRASES, Outcome
from tests.each import each
from tests.moments import NOW


def parsed(text: str) -> tuple[str, Outcome | None]:
    wish = ledger_words.parse(text, today=NOW.date(), zone="Europe/Amsterdam")
    return wish.period.label, wish.outcome


@each(
    ("text", "period", "outcome"),
    [
        ("", "2026-W47", None),
        ("month", "2026-11", None),
        ("niet gevraagd vorige week", "2026-W46", Outcome.NOT_ASKED),
        ("2026-W46 Not_Asked", "2026-W46", Outcome.NOT_ASKED),
        ("answered", "2026-W47", Outcome.ANSWERED),
    ],
)
def test_period_and_outcome_come_in_any_order(
    text: str, period: str, outcome: Outcome | None
) -> None:
    assert parsed(text) == (period, outcome)


def test_every_outcome_can_be_named() -> None:
    assert {parsed(f"week {one}")[1] for one in Outcome} == set(Outcome)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_outcome_can_be_named_as_the_ledger_names_it(language: str) -> None:
    say = voice(language)
    for outcome in Outcome:
        assert parsed(f"{say(PHRASES[outcome])} week")[1] is outcome


def test_other_words_are_no_period() -> None:
    with pytest.raises(UnknownPeriod):
        parsed("soon")
