"""SQLite in a thread of its own, with one trip to it where the driver makes four.

A statement, its first rows and the end of its cursor share a trip, with the beginning of its
transaction when it is the first; connecting is one as well, and a transaction that was not begun
needs none to end: the trips cost more than what SQLite does.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

import aiosqlite
from typing_extensions import override

FETCHED_AT_ONCE = 1_000
"""How many rows come along with their statement; the others are fetched when they are asked for."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
)


async def connect(path: Path) -> aiosqlite.Connection:
    """Open a file for SQLAlchemy; a missing one is made, for its owner alone.

    Raises:
        sqlite3.Error: it cannot be opened, or is no database.
    """
    return await _Connection(path)


def _opened(path: Path) -> sqlite3.Connection:
    if not path.exists():
        path.touch(mode=0o600)  # it will hold comments and mail addresses
    # The driver must not begin transactions by itself: the engine says when and how.
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


def _settle(outcome: asyncio.Future[Any], does: Callable[[], Any]) -> None:
    """Run it, and tell the loop that waits for it, unless that is closed by now."""
    tell: Callable[[], None]
    try:
        tell = partial(outcome.set_result, does())
    except Exception as error:  # noqa: BLE001 - whatever it raises belongs to whoever waits
        tell = partial(outcome.set_exception, error)
    with suppress(RuntimeError):
        outcome.get_loop().call_soon_threadsafe(lambda: None if outcome.done() else tell())


class _Connection(aiosqlite.Connection):
    """A connection whose cursors are ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(lambda: _opened(path), iter_chunk_size=FETCHED_AT_ONCE)
        self._thread.daemon = True  # a connection that was lost keeps no process alive
        self._beginning = ""

    @override
    def cursor(self) -> "_Cursor":  # type: ignore[override]  # what SQLAlchemy needs of it
        return _Cursor(self)

    @override
    async def commit(self) -> None:
        if self.in_transaction:
            await super().commit()

    @override
    async def rollback(self) -> None:
        if self.in_transaction:
            await super().rollback()

    @override
    def stop(self) -> None:
        """End the thread, which tells nobody: whoever gives a connection up may be gone by then."""
        self._running = False
        self._tx.put_nowait((None, super().stop))

    @override
    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._running or not self._connection:
            raise ValueError("Connection closed")  # the words by which SQLAlchemy knows it
        outcome = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((None, partial(_settle, outcome, partial(fn, *args, **kwargs))))
        return await outcome

    there = _execute
    """Runs a function in the thread, where it goes on when its caller is cancelled."""

    def begin(self, words: str) -> None:
        """Say these words just before the next statement, which may raise what they do."""
        self._beginning = words

    def opened(self) -> sqlite3.Cursor:
        """Give a cursor of the database; to be called in the thread."""
        cursor = self._conn.cursor()
        if self._beginning:
            words, self._beginning = self._beginning, ""
            cursor.execute(words)
        return cursor


class _Cursor:
    """The part of a cursor that SQLAlchemy uses; SQLite's own lasts as long as it has more rows."""

    arraysize = 1

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._more: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        await self._connection.there(self._say, sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        await self._connection.there(self._say, sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int = arraysize) -> list[Any]:
        if self._more and len(self._rows) < size:
            await self._connection.there(self._fetch, self._more, size - len(self._rows))
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    async def fetchall(self) -> list[Any]:
        if self._more:
            await self._connection.there(self._fetch, self._more, None)
        taken, self._rows = self._rows, []
        return taken

    async def close(self) -> None:
        self._rows = []
        if self._more:
            await self._connection.there(self._end, self._more)

    def _say(self, how: Callable[..., sqlite3.Cursor], sql: str, parameters: Any) -> None:
        self._more = cursor = how(self._connection.opened(), sql, parameters)
        self.description, self.lastrowid = cursor.description, cursor.lastrowid
        self._fetch(cursor, FETCHED_AT_ONCE)
        self.rowcount = cursor.rowcount  # of what returns rows only known when they are fetched

    def _fetch(self, cursor: sqlite3.Cursor, most: int | None) -> None:
        found = cursor.fetchall() if most is None else cursor.fetchmany(most)
        self._rows += found
        if most is None or len(found) < most:
            self._end(cursor)

    def _end(self, cursor: sqlite3.Cursor) -> None:
        cursor.close()
        self._more = None
