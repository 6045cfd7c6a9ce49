"""The writer against both databases; what it writes here are workspaces, the simplest rows."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import Unavailable
from kpi.store.database import Database
from kpi.store.rows import add, table
from kpi.store.tables import Workspace
from tests.moments import NOW


async def save(connection: AsyncConnection, names: Sequence[str]) -> list[int]:
    await add(connection, *(Workspace(id=name, created_at=NOW) for name in names))
    return [len(names)] * len(names)


async def saved(database: Database) -> set[str]:
    async with database.reading() as connection:
        return set((await connection.execute(select(table(Workspace).c.id))).scalars())


async def test_items_that_wait_share_a_commit(database: Database) -> None:
    sizes = await asyncio.gather(
        *(database.writer.submit(save, f"T{number}") for number in range(20))
    )
    assert max(sizes) > 1, "nothing was written together"
    assert await saved(database) == {f"T{number}" for number in range(20)}


async def test_one_bad_item_fails_alone(database: Database) -> None:
    await database.writer.submit(save, "T1")
    results = await asyncio.gather(
        *(database.writer.submit(save, name) for name in ("T2", "T1", "T3")),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [int, IntegrityError, int]
    assert await saved(database) == {"T1", "T2", "T3"}


async def test_a_cancelled_caller_does_not_take_its_item_back(database: Database) -> None:
    caller = asyncio.create_task(database.writer.submit(save, "T1"))
    await asyncio.sleep(0)
    caller.cancel()
    await database.writer.submit(save, "T2")
    assert await saved(database) == {"T1", "T2"}


async def test_closing_finishes_what_waits_and_refuses_what_comes(
    database: Database, replica: Database
) -> None:
    waiting = [asyncio.create_task(replica.writer.submit(save, f"T{n}")) for n in range(5)]
    await asyncio.sleep(0)
    await replica.close()
    await asyncio.gather(*waiting)
    with pytest.raises(Unavailable):
        await replica.writer.submit(save, "late")
    assert await saved(database) == {f"T{n}" for n in range(5)}


async def test_urgent_items_overtake_long_work(database: Database) -> None:
    order: list[str] = []

    async def long(connection: AsyncConnection) -> None:
        order.append("long")

    async def urgent(connection: AsyncConnection, items: Sequence[str]) -> list[None]:
        order.extend(items)
        return [None] * len(items)

    await asyncio.gather(
        *(database.writer.work(long) for _ in range(3)),
        *(database.writer.submit(urgent, "urgent") for _ in range(3)),
    )
    assert order == ["urgent"] * 3 + ["long"] * 3


async def test_long_work_has_a_turn_between_urgent_items(database: Database) -> None:
    done = asyncio.Event()

    async def long(connection: AsyncConnection) -> None:
        done.set()

    async def keep_busy(number: int) -> None:
        while not done.is_set():
            await database.writer.submit(count, number)

    async def count(connection: AsyncConnection, items: Sequence[int]) -> Sequence[int]:
        await connection.execute(select(func.count()).select_from(table(Workspace)))
        return items

    work = asyncio.create_task(database.writer.work(long))
    await asyncio.gather(work, *(keep_busy(number) for number in range(4)))
    assert done.is_set()


async def test_work_that_raises_leaves_nothing_behind(database: Database) -> None:
    async def half(connection: AsyncConnection) -> None:
        await add(connection, Workspace(id="T1", created_at=NOW))
        raise ValueError("half-way")

    with pytest.raises(ValueError, match="half-way"):
        await database.writer.work(half)
    assert await saved(database) == set()


async def test_a_killed_connection_is_replaced_and_the_write_repeated(clean_postgres: str) -> None:
    database = Database.open(clean_postgres)
    await database.writer.submit(save, "T1")
    async with database.reading() as connection:
        await connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    await database.writer.submit(save, "T2")
    assert await saved(database) == {"T1", "T2"}
    await database.close()
