"""Rows by the million, made inside the database: copies of one row in which some columns vary.

They are numbered in the order in which they would have come in, and all that varies follows from
the number, so that both databases hold the same.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import asyncpg
from sqlalchemy import Executable, Index, Select, insert, literal, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.store.database import Database
from kpi.store.rows import names, table, values

DAYS = 365
"""Over which everything is spread, up to and including today."""
AT_ONCE = 1_000_000


class Made:
    """What rows made by number hold, in the words of one database."""

    def __init__(self, dialect: str, count: int, now: datetime) -> None:
        self.is_postgres = dialect == "postgresql"
        self.count = count
        self._first = now.date() - timedelta(days=DAYS - 1)
        self._begins = now - timedelta(days=DAYS)

    def numbers(self, start: int) -> str:
        """Give a table of one column, `n`: the next numbers from `start` on."""
        last = min(start + AT_ONCE, self.count) - 1
        if self.is_postgres:
            return f"generate_series({start}::bigint, {last}) AS numbers(n)"
        more = f"SELECT n + 1 FROM counted WHERE n < {last}"
        counted = f"WITH RECURSIVE counted(n) AS (SELECT {start} UNION ALL {more})"
        return f"({counted} SELECT n FROM counted) AS numbers"

    def mixed(self, among: int, salt: int) -> str:
        """Give a number under `among` that looks like chance."""
        return f"((n + {salt}) * 2654435761 % 4294967291 / 65536 % {among})"

    def named(self, name: str, among: int, salt: int) -> str:
        """Give one of so many names."""
        return f"'{name} ' || CAST({self.mixed(among, salt)} AS text)"

    def key(self, kind: int) -> str:
        """Give the id of the row of a kind of rows, in the order of their numbers."""
        if self.is_postgres:
            return f"('{kind}' || lpad(to_hex(n), 31, '0'))::uuid"
        return f"printf('{kind}%031x', n)"

    def day(self) -> str:
        """Give its local day."""
        passed = f"(n * {DAYS} / {self.count})"
        if self.is_postgres:
            return f"(date '{self._first}' + CAST({passed} AS integer))"
        return f"date('{self._first}', '+' || {passed} || ' days')"

    def moment(self, later: str = "0") -> str:
        """Give its moment on that day, some seconds later."""
        passed = f"(n * {DAYS * 86_400} / {self.count} + {later})"
        if self.is_postgres:
            return f"(timestamptz '{self._begins.isoformat()}' + {passed} * interval '1 second')"
        begins = f"{self._begins:%Y-%m-%d %H:%M:%S}"
        return f"strftime('%Y-%m-%d %H:%M:%S.000000', '{begins}', '+' || {passed} || ' seconds')"


async def store(
    database: Database, made: Made, pattern: SQLModel, varied: Mapping[str, str]
) -> None:
    """Insert the copies; the table's indices are made once they are there."""
    stored = table(type(pattern))
    await database.writer.work(partial(_each, indices=stored.indexes, what="drop"))
    for start in range(0, made.count, AT_ONCE):
        statement = insert(stored).from_select(
            list(names(type(pattern))), _copies(pattern, varied, made.numbers(start))
        )
        await database.writer.work(partial(_execute, statement=statement))
    await database.writer.work(partial(_each, indices=stored.indexes, what="create"))


async def settle(url: str) -> None:
    """Do what Postgres does by itself some time after so many rows came in; SQLite never does."""
    if url.startswith("sqlite:"):
        return
    connection = await asyncpg.connect(url)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


def _copies(pattern: SQLModel, varied: Mapping[str, str], numbers: str) -> Select[Any]:
    (fixed,) = values([pattern])
    columns = table(type(pattern)).c
    return select(
        *(
            literal_column(varied[name]) if name in varied else literal(value, columns[name].type)
            for name, value in fixed.items()
        )
    ).select_from(text(numbers))


async def _execute(connection: AsyncConnection, *, statement: Executable) -> None:
    await connection.execute(statement)


async def _each(connection: AsyncConnection, *, indices: Iterable[Index], what: str) -> None:
    for index in indices:
        await connection.run_sync(getattr(index, what))
