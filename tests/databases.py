"""Databases that are opened again and again: what one test had to prepare serves the next.

That is the SQL compiled for it, and the connections, each of which would read the whole schema
first; all tests of a process run on one event loop, so they may.
"""

import asyncio
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from typing_extensions import override

from kpi.store.database import AWAY, Database, engines
from kpi.store.tables import METADATA

DELETIONS = "; ".join(f'DELETE FROM "{name}"' for name in METADATA.tables)
"""Empties all tables: ten times as fast as TRUNCATE, which makes each table and index anew."""

_EMPTYING = f"""
CREATE OR REPLACE FUNCTION pg_temp.empty() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN {DELETIONS}; END $$
"""
_MEMORY = Path("/dev/shm")  # noqa: S108 - nobody else reads what is kept there


class _Kept(AsyncEngine):
    """An engine whose connections outlive the databases that they serve."""

    @override
    async def dispose(self, close: bool = True) -> None:
        """Do nothing."""


_KEPT: dict[str, tuple[_Kept, _Kept]] = {}


def _engines(url: str) -> tuple[_Kept, _Kept]:
    """They keep the SQL they have compiled, which is half of what a short test costs."""
    if url not in _KEPT:
        kept = [_Kept(one.sync_engine) for one in engines(url)]
        if url.startswith("sqlite:"):
            for one in kept:
                event.listen(one.sync_engine, "connect", _reversed)
        _KEPT[url] = kept[0], kept[1]
    return _KEPT[url]


def _reversed(connection: DBAPIConnection, _record: object) -> None:
    """Have SQLite give rows backwards where no order is asked, as Postgres may on some days."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA reverse_unordered_selects = ON")
    cursor.close()


async def let_go(url: str) -> None:
    """Close the connections that were kept to the database at an address."""
    for engine in _KEPT.pop(url, ()):
        await AsyncEngine.dispose(engine)


def in_memory() -> str | None:
    """Give the folder that lies in memory, where no test waits for a disk; None if there is none.

    No test pulls the plug, so nothing is proven by what a disk keeps.
    """
    return str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


def opened(url: str) -> Database:
    """Give the database at an address; not for a second one that is used at the same time."""
    return Database(*_engines(url))


class EmptyPostgres:
    """Empties a Postgres by one connection for all tests.

    One that has read the catalog and planned all deletions takes a third of the time.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._runner = asyncio.Runner()
        self._connection = self._runner.run(self._connected())

    def empty(self) -> None:
        """Delete all rows."""
        try:
            self._delete()
        except AWAY:  # a test may have cut all connections
            self._connection = self._runner.run(self._connected())
            self._delete()

    def close(self) -> None:
        """Let go of it."""
        with suppress(*AWAY):
            self._runner.run(self._connection.close())
        self._runner.close()

    def _delete(self) -> None:
        self._runner.run(self._connection.execute("SELECT pg_temp.empty()"))

    async def _connected(self) -> asyncpg.Connection:
        connection = await asyncpg.connect(self._url)
        await connection.execute(_EMPTYING)
        return connection


class EmptySqlite:
    """An SQLite file that is emptied for each test; a copy anew where a test has replaced it."""

    def __init__(self, template: Path) -> None:
        self._template = template
        self.path = template.with_name("kompas.db")
        self._connection = self._copied()

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def empty(self) -> None:
        """Delete all rows."""
        try:
            if self.path.stat().st_ino != self._known:
                raise FileNotFoundError
            self._connection.executescript(f"BEGIN IMMEDIATE; {DELETIONS}; COMMIT")
        except (sqlite3.Error, OSError):
            self.close()
            self._connection = self._copied()

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()
        asyncio.run(let_go(self.url))

    def _copied(self) -> sqlite3.Connection:
        for former in self.path.parent.glob(f"{self.path.name}*"):
            former.unlink()
        shutil.copy(self._template, self.path)
        self._known = self.path.stat().st_ino
        return sqlite3.connect(self.path, isolation_level=None, timeout=1)
