"""Rows of webhooks as the bare drivers store them: one after the other, a commit each."""

import sqlite3
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import asyncpg

from kpi.store.rows import names
from kpi.store.tables import HookEvent

_COLUMNS = names(HookEvent)
_LISTED = ", ".join(_COLUMNS)


async def inserts_per_second(url: str, amount: int) -> float:
    """Store copies of a webhook that stands in this database already; return rows a second."""
    if url.startswith("sqlite:///"):
        return _in_sqlite(url.removeprefix("sqlite:///"), amount)
    return await _in_postgres(url, amount)


def _in_sqlite(path: str, amount: int) -> float:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = FULL")
    pattern = database.execute(f"SELECT {_LISTED} FROM hook_event LIMIT 1").fetchone()
    marks = ", ".join("?" * len(_COLUMNS))
    statement = f"INSERT INTO hook_event ({_LISTED}) VALUES ({marks})"
    copies = list(_copies(dict(zip(_COLUMNS, pattern, strict=True)), amount, as_text=True))
    began = time.perf_counter()
    for copy in copies:
        database.execute(statement, copy)
    taken = time.perf_counter() - began
    database.close()
    return amount / taken


async def _in_postgres(url: str, amount: int) -> float:
    connection = await asyncpg.connect(url)
    pattern = await connection.fetchrow(f"SELECT {_LISTED} FROM hook_event LIMIT 1")
    marks = ", ".join(f"${n}" for n in range(1, len(_COLUMNS) + 1))
    statement = await connection.prepare(f"INSERT INTO hook_event ({_LISTED}) VALUES ({marks})")
    copies = list(_copies(dict(pattern), amount, as_text=False))
    began = time.perf_counter()
    for copy in copies:
        await statement.fetch(*copy)
    taken = time.perf_counter() - began
    await connection.close()
    return amount / taken


def _copies(pattern: dict[str, Any], amount: int, *, as_text: bool) -> Iterator[list[Any]]:
    for _ in range(amount):
        made = uuid4()
        fresh = {"id": made.hex if as_text else made, "key": made.hex, "state": "done"}
        yield list((pattern | fresh).values())
