"""Postgres is told to look at what it knows nothing of, once."""

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import planner
from kpi.store.database import Database


@pytest.fixture
def database_url(clean_postgres: str) -> str:
    return clean_postgres


async def test_a_table_with_rows_is_looked_at_once(database: Database) -> None:
    async def restored(connection: AsyncConnection) -> list[list[str]]:
        await connection.execute(text("CREATE TABLE restored AS SELECT 1 AS n"))
        await connection.execute(text("CREATE TABLE nothing (n integer)"))
        found = [await planner.inform(connection) for _ in range(2)]
        await connection.execute(text("DROP TABLE restored, nothing"))
        return found

    first, second = await database.writer.work(restored)
    assert "restored" in first
    assert "nothing" not in first
    assert "restored" not in second
    await database.inform()


async def test_plans_are_for_the_values_of_a_question_and_of_no_other(database: Database) -> None:
    found = []
    for asks in (True, False):
        async with database.reading() as connection:
            if asks:
                await planner.by_values(connection)
            found.append((await connection.execute(text("SHOW plan_cache_mode"))).scalar_one())
    assert found == ["force_custom_plan", "auto"]
