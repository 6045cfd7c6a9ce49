import pytest

from bot.listeners import ledger_words
from kpi.errors import UnknownPeriod
from kpi.store.ledger import Outcome
from tests.moments import NOW


def parsed(text: str) -> tuple[str, Outcome | None]:
    wish = ledger_words.parse(text, today=NOW.date(), zone="Europe/Amsterdam")
    return wish.period.label, wish.outcome


@pytest.mark.parametrize(
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


def test_other_words_are_no_period() -> None:
    with pytest.raises(UnknownPeriod):
        parsed("soon")
