"""What a driver says becomes one sentence, whichever driver it was."""

from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.errors import Unavailable
from kpi.store import health
from kpi.store.database import Database


async def test_what_goes_well_passes(database: Database) -> None:
    async with health.explained():
        await database.ping()


async def test_a_database_that_is_away_is_explained() -> None:
    away = Database.open("postgresql://localhost:1/x")
    with pytest.raises(Unavailable, match="did not do its work"):
        async with health.explained():
            await away.ping()
    await away.close()


async def test_a_refusal_is_told_in_the_databases_words(database: Database) -> None:
    with pytest.raises(Unavailable) as caught:
        async with health.explained(), database.reading() as connection:
            await connection.execute(text("SELECT * FROM nothing_of_that_name"))
    assert "nothing_of_that_name" in str(caught.value)
    assert "class" not in str(caught.value)
    assert str(caught.value).count("\n") == 0


async def test_a_damaged_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "kompas.db"
    path.write_bytes(b"not a database" * 100)
    damaged = Database.open(f"sqlite:///{path}")
    with pytest.raises(Unavailable, match="not a database"):
        async with health.explained():
            await damaged.ping()
    await damaged.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError(), "no answer in time"),
        (OSError("[Errno -2] Name or service not known, at x"), "Name or service not known, at x"),
        (OSError("<class 'asyncpg.E'>: it is full."), "it is full"),
    ],
)
def test_a_driver_s_own_numbers_and_names_are_left_out(error: Exception, words: str) -> None:
    assert health.reason(error) == words
