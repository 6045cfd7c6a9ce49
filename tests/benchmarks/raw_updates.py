"""Answers updated by the bare drivers: what reading remarks again writes, with what stands."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import asyncpg

_ROWS = "SELECT language, themes, read_with, workspace_id, id FROM response ORDER BY id"


async def per_second(url: str, at_once: int) -> float:
    """Update all answers of a database, so many in a transaction; return rows a second."""
    if url.startswith("sqlite:///"):
        return _in_sqlite(url.removeprefix("sqlite:///"), at_once)
    return await _in_postgres(url, at_once)


def _in_sqlite(path: str, at_once: int) -> float:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = FULL")
    rows = database.execute(_ROWS).fetchall()
    set_ = "UPDATE response SET language = ?, themes = ?, read_with = ?"
    began = time.perf_counter()
    for piece in _pieces(rows, at_once):
        database.execute("BEGIN IMMEDIATE")
        database.executemany(f"{set_} WHERE workspace_id = ? AND id = ?", piece)
        database.execute("COMMIT")
    taken = time.perf_counter() - began
    database.close()
    return len(rows) / taken


async def _in_postgres(url: str, at_once: int) -> float:
    connection = await asyncpg.connect(url)
    rows = [tuple(row) for row in await connection.fetch(_ROWS)]
    statement = (
        "UPDATE response SET language = $1, themes = $2, read_with = $3"
        " WHERE workspace_id = $4 AND id = $5"
    )
    began = time.perf_counter()
    for piece in _pieces(rows, at_once):
        async with connection.transaction():
            await connection.executemany(statement, piece)
    taken = time.perf_counter() - began
    await connection.close()
    return len(rows) / taken


def _pieces(rows: Sequence[Any], at_once: int) -> Iterator[list[Any]]:
    left = iter(rows)
    while piece := list(islice(left, at_once)):
        yield piece
