"""Another policy is tried on what happened, and nothing is changed by it."""

import pytest

from bot.clock import Clock
from kpi.interaction_event import Kind
from kpi.store.database import Database
from tests.bot.cli.conftest import Kompas
from tests.bot.cli.seeding import seed
from tests.kpi.store.tickets import MINUTE, event, jansen, take_in


async def lately(database: Database) -> None:
    """Two tickets of one customer just now; the second was reopened."""
    await jansen(database)
    now = Clock().now()
    for name in ("T-1", "T-2"):
        await take_in(database, event(at=now, external_id=name), now)
    later = now + MINUTE
    await take_in(database, event(Kind.REOPENED, later, external_id="T-2"), later)


@pytest.fixture
def seeded(kompas: Kompas, database_url: str) -> Kompas:
    seed(database_url, lately)
    return kompas


def test_outcomes_stand_side_by_side(seeded: Kompas) -> None:
    done = seeded("survey", "what-if", "csat", "enabled=no")
    assert done.code == 0
    assert "csat would have asked 0 instead of 0, of 2 resolutions in 90 days." in done.out
    assert "not asked: the survey is off" in done.out
    assert seeded("survey", "show", "csat", "--json").json["settings"]["enabled"] == "yes"


def test_machines_get_the_same(seeded: Kompas) -> None:
    found = seeded("survey", "what-if", "csat", "enabled=no", "--json").json
    assert found["changes"] == {"enabled": "no"}
    assert found["resolutions"] == 2
    assert {one["reason"]: one["n"] for one in found["outcomes"]} == {
        "planned": {"before": 1, "after": 0},
        "reopened": {"before": 1, "after": 0},
        "survey_off": {"before": 0, "after": 2},
    }
    assert found["expected"] is None


def test_slips_are_one_plain_sentence(seeded: Kompas) -> None:
    for words, code in ((("sales", "cooldown=7d"), 1), (("csat", "cooldown"), 2)):
        done = seeded("survey", "what-if", *words)
        assert done.code == code, words
        assert done.err.count("\n") == 1, words
