"""A tally that is not what its answers say is named."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from kpi.store.database import Database
from tests.bot.cli.conftest import FULL, Kompas


def spoil(url: str) -> None:
    async def change() -> None:
        database = Database.open(url)
        statement = "UPDATE tally SET n10 = n10 + 3 WHERE segment = 'team' AND value = 'US'"
        await database.writer.work(lambda connection: connection.execute(text(statement)))
        await database.close()

    asyncio.run(change())


def test_good_tallies_are_good(kompas: Kompas, answers: Path) -> None:
    kompas("import", str(answers), *FULL)
    assert kompas("verify").out == "Every tally equals its answers.\n"
    assert kompas("verify", "--json").json == {"good": True, "differences": []}


def test_differences_are_named_and_fail(kompas: Kompas, answers: Path, database_url: str) -> None:
    kompas("import", str(answers), *FULL)
    spoil(database_url)
    done = kompas("verify")
    assert done.code == 1
    assert "team US: score 10: 4 stored, 1 counted" in done.out
    found = kompas("verify", "--json")
    assert found.code == 1
    assert {one["value"] for one in found.json["differences"]} == {"US"}
