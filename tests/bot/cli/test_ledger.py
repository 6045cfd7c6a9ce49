"""The ledger accounts for every resolution, and names them when asked."""

import pytest

from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed, week


@pytest.fixture
def seeded(kompas: Kompas, database_url: str) -> Kompas:
    seed(database_url, week)
    return kompas


def test_outcomes_are_counted(seeded: Kompas) -> None:
    done = seeded("ledger", "2026-W47")
    assert done.code == 0
    assert done.out.startswith("2 resolutions in 2026-W47\n")
    assert "not asked: nobody is named as the customer" in done.out
    assert "waiting" in done.out


def test_rows_are_named_when_asked_for(seeded: Kompas) -> None:
    assert "T-2" not in seeded("ledger", "2026-W47").out
    assert "standard T-2  No mail" in seeded("ledger", "2026-W47", "--rows").out


def test_machines_get_counts_that_add_up_to_the_rows(seeded: Kompas) -> None:
    found = seeded("ledger", "2026-W47", "--json").json
    assert found["resolutions"] == len(found["rows"]) == 2
    assert sum(count["n"] for count in found["counts"]) == 2
    assert {row["external_id"]: row["outcome"] for row in found["rows"]} == {
        "T-1": "waiting",
        "T-2": "not_asked",
    }


def test_a_quiet_period_is_said(seeded: Kompas) -> None:
    assert seeded("ledger", "last", "year").out == "0 resolutions in 2025\n"


def test_other_words_are_wrong_usage(kompas: Kompas) -> None:
    for words in ("soon", "2026-W54", "csat"):
        done = kompas("ledger", words)
        assert done.code == 2, words
        assert done.err.count("\n") == 1, words
