"""Databases that are opened again and again: the SQL compiled for one test serves the next.

An SQLite keeps its connections as well, each of which would read the whole schema first; those to
a Postgres end with the loop they were made in.
"""

import asyncio
import os
import shutil
import sqlite3
from functools import lru_cache
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine
from typing_extensions import override

from kpi.store.database import Database, engines
from kpi.store.tables import METADATA

DELETIONS = "; ".join(f'DELETE FROM "{name}"' for name in METADATA.tables)
"""Empties all tables: ten times as fast as TRUNCATE, which makes each table and index anew."""

_MEMORY = Path("/dev/shm")  # noqa: S108 - nobody else reads what is kept there


class _Kept(AsyncEngine):
    """An engine whose connections outlive the databases that they serve."""

    @override
    async def dispose(self, close: bool = True) -> None:
        """Do nothing."""


@lru_cache(maxsize=4)
def _engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """They keep the SQL they have compiled, which is half of what a short test costs."""
    readers, writer = engines(url)
    if not url.startswith("sqlite:"):
        return readers, writer
    return _Kept(readers.sync_engine), _Kept(writer.sync_engine)


def in_memory() -> str | None:
    """Give the folder that lies in memory, where no test waits for a disk; None if there is none.

    No test pulls the plug, so nothing is proven by what a disk keeps.
    """
    return str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None


def opened(url: str) -> Database:
    """Give the database at an address; a second one that is used at the same time is not for here.

    Closing it lets go of all connections to a Postgres.
    """
    return Database(*_engines(url))


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
        for engine in _engines(self.url):
            asyncio.run(AsyncEngine.dispose(engine))
        _engines.cache_clear()

    def _copied(self) -> sqlite3.Connection:
        for former in self.path.parent.glob(f"{self.path.name}*"):
            former.unlink()
        shutil.copy(self._template, self.path)
        self._known = self.path.stat().st_ino
        return sqlite3.connect(self.path, isolation_level=None, timeout=1)
