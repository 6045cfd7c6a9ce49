import asyncio
from pathlib import Path
from threading import Event

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.database import Database
from kpi.store.sqlite import FETCHED_AT_ONCE, connect

COUNTED = "WITH RECURSIVE one(n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM one WHERE n < {last})"
"""As many rows as asked for, made as they are read."""


@pytest.fixture
def database_url(clean_sqlite: str) -> str:
    return clean_sqlite


async def test_all_rows_come_whether_at_once_later_or_one_by_one(database: Database) -> None:
    for many in (0, 1, FETCHED_AT_ONCE, FETCHED_AT_ONCE + 1, 2 * FETCHED_AT_ONCE + 7):
        numbers = text(f"{COUNTED.format(last=many)} SELECT n FROM one WHERE n < {many}")
        async with database.reading() as connection:
            at_once = (await connection.execute(numbers)).scalars().all()
            streamed = await connection.stream(numbers, execution_options={"yield_per": 300})
            later = [row.n async for piece in streamed.partitions() for row in piece]
            one_by_one = [row.n async for row in await connection.stream(numbers)]
        assert at_once == later == one_by_one == list(range(many)), many


async def test_what_is_left_unread_does_not_hold_the_connection(database: Database) -> None:
    endless = text(f"{COUNTED.format(last=10**9)} SELECT n FROM one")
    async with database.reading() as connection:
        streamed = await connection.stream(endless)
        assert [(await streamed.fetchone()).n for _ in range(3)] == [0, 1, 2]  # type: ignore[union-attr]
        await streamed.close()
        assert (await connection.execute(text("SELECT 7"))).scalar_one() == 7


async def test_what_a_change_touched_is_counted_also_where_it_returns_rows(
    database: Database,
) -> None:
    async def write(connection: AsyncConnection) -> list[int]:
        await connection.execute(text("CREATE TEMPORARY TABLE thing (n INTEGER UNIQUE)"))
        many = [{"n": n} for n in range(5)]
        added = await connection.execute(text("INSERT INTO thing VALUES (:n)"), many)
        changed = await connection.execute(text("UPDATE thing SET n = -n WHERE n > 2"))
        gone = await connection.execute(text("DELETE FROM thing WHERE n < 0 RETURNING n"))
        with pytest.raises(IntegrityError):
            await connection.execute(text("INSERT INTO thing VALUES (1)"))
        return [added.rowcount, changed.rowcount, *sorted(row.n for row in gone)]

    assert await database.writer.work(write) == [5, 2, -4, -3]


async def test_a_connection_is_durable_private_and_ends_only_what_was_begun(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    connection = await connect(path)
    try:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        found = [await connection.execute_fetchall(f"PRAGMA {one}") for one in asked]
        assert [row for ((row,),) in found] == ["wal", 2, 1, 5000, 1]
        assert path.stat().st_mode & 0o777 == 0o600
        await connection.execute_fetchall("BEGIN")
        await connection.commit()
        await connection.commit()
        await connection.rollback()
        assert not connection.in_transaction
    finally:
        await connection.close()


def test_what_a_loop_no_longer_waits_for_ends_quietly(tmp_path: Path) -> None:
    released = Event()

    async def leave() -> aiosqlite.Connection:
        connection = await connect(tmp_path / "new.db")
        await connection.create_function("held", 0, released.wait)
        going = asyncio.create_task(connection.execute_fetchall("SELECT held()"))
        await asyncio.sleep(0)
        going.cancel()
        connection.stop()
        return connection

    connection = asyncio.run(leave())
    released.set()
    connection._thread.join()  # noqa: SLF001 - nothing else tells that it has ended
    with pytest.raises(ValueError, match="no active connection"):
        asyncio.run(connection.commit())
