"""Connections that were cut while they lay idle."""

import asyncio
from threading import Thread

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from kpi.store import postgres


async def _seven(engine: AsyncEngine) -> object:
    async with engine.connect() as connection:
        return (await connection.execute(text("SELECT 7"))).scalar_one()


async def _cut_all(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid != pg_backend_pid()"
    )
    await connection.close()


def _cut_unheard(url: str) -> None:
    """Cut all connections, of which this loop hears nothing before it runs again."""
    cutting = Thread(target=lambda: asyncio.run(_cut_all(url)))
    cutting.start()
    cutting.join()


async def test_a_connection_that_was_closed_is_replaced_without_asking(
    clean_postgres: str,
) -> None:
    engine = postgres.engine(clean_postgres, connections=1)
    await _seven(engine)
    await _cut_all(clean_postgres)
    assert await _seven(engine) == 7
    await engine.dispose()


async def test_one_that_lay_idle_is_asked(clean_postgres: str) -> None:
    engine = postgres.engine(clean_postgres, connections=1, trusted=0.0)
    await _seven(engine)
    _cut_unheard(clean_postgres)
    assert await _seven(engine) == 7
    await engine.dispose()


async def test_one_that_did_not_lie_idle_is_trusted(clean_postgres: str) -> None:
    busy = postgres.engine(clean_postgres, connections=1, trusted=3600.0)
    await _seven(busy)
    _cut_unheard(clean_postgres)
    with pytest.raises(DBAPIError):
        await _seven(busy)
    assert await _seven(busy) == 7
    await busy.dispose()
