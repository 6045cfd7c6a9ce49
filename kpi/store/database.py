"""A database, SQLite or Postgres: connections that read, one writer, and the age of its schema."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from kpi.errors import WrongSetting
from kpi.store import migrations, planner, postgres, sqlite
from kpi.store.writer import Writer

AWAY = postgres.AWAY
"""What reading and writing raise when the database cannot be reached or does not work."""


class SchemaState(StrEnum):
    """How the tables of a database stand to this release."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"
    NEWER = "newer"


class Database:
    """Reads from many connections, writes through one: `reading()` and `writer`.

    Nothing connects before the first use.
    """

    def __init__(self, readers: AsyncEngine, writer: AsyncEngine) -> None:
        self._readers = readers
        self._writers = writer
        self.writer = Writer(writer)

    @classmethod
    def open(cls, url: str) -> "Database":
        """Return the database at an address that `engines` understands; raises what it raises."""
        return cls(*engines(url))

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._readers.dialect.name

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection for reads, as of its first one; nothing done on it is kept."""
        async with self._readers.connect() as connection:
            yield connection

    async def ping(self) -> None:
        """Ask the database for one row; raises what the driver raises when it is away."""
        async with self.reading() as connection:
            await connection.execute(text("SELECT 1"))

    async def schema_state(self) -> SchemaState:
        """Compare the revision in the database with the newest one in this release."""
        async with self.reading() as connection:
            found = await connection.run_sync(migrations.revision)
        if found is None:
            return SchemaState.EMPTY
        if found == migrations.newest():
            return SchemaState.CURRENT
        return SchemaState.OLDER if migrations.is_known(found) else SchemaState.NEWER

    async def migrate(self) -> None:
        """Bring the tables up to this release; a second call changes nothing."""
        await self.writer.work(lambda connection: connection.run_sync(migrations.upgrade))

    async def inform(self) -> None:
        """Have Postgres look at what it has not looked at since it was restored or replaced."""
        if self.dialect == "postgresql":
            await self.writer.work(planner.inform)

    async def close(self) -> None:
        """Finish what the writer has taken in, then let go of all connections."""
        await self.writer.close()
        await self._readers.dispose()
        await self._writers.dispose()


def engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """Return what reads and what writes at `sqlite:///file` or a libpq `postgresql://…` address.

    Raises:
        WrongSetting: the address names neither SQLite nor Postgres.
    """
    if url.startswith("sqlite:"):
        return _sqlite(url, begin="BEGIN"), _sqlite(url, begin="BEGIN IMMEDIATE")
    if url.startswith(("postgresql://", "postgres://")):
        return postgres.reading(url, connections=8), postgres.engine(url, connections=1)
    raise WrongSetting(
        "DATABASE_URL must begin with sqlite:/// or postgresql://, not {scheme}.",
        scheme=url.partition(":")[0],
    )


def missing_file(url: str) -> Path | None:
    """Give the file that an SQLite address names when there is none yet; None otherwise.

    Raises:
        WrongSetting: the address names no file that could be made.
    """
    if not url.startswith("sqlite:"):
        return None
    path = _sqlite_path(url)
    return None if path.exists() else path


def _sqlite(url: str, *, begin: str) -> AsyncEngine:
    """Return an engine whose transactions start with `begin`.

    Readers must not say BEGIN IMMEDIATE, or they would queue behind the writer.
    """
    path = _sqlite_path(url)
    engine = create_async_engine(
        f"sqlite+aiosqlite:///{path}", async_creator=lambda: sqlite.connect(path)
    )
    event.listen(engine.sync_engine, "begin", partial(_begin, begin))
    return engine


def _sqlite_path(url: str) -> Path:
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.database in (None, "", ":memory:"):
        raise WrongSetting("DATABASE_URL must name a file: sqlite:///kompas.db.")
    path = Path(str(parsed.database)).expanduser()
    if path.is_dir() or not path.parent.is_dir():
        # Said here, since the driver's thread may outlive the loop when it cannot open the file.
        raise WrongSetting(
            "DATABASE_URL must name a file in a folder that exists, not {path}.", path=path
        )
    if not all(os.access(one, os.W_OK) for one in (path.parent, path) if one.exists()):
        raise WrongSetting(
            "Kompas may not write to {path} or to its folder, where SQLite keeps a journal.",
            path=path,
        )
    return path


def _begin(words: str, connection: Connection) -> None:
    opened: Any = connection.connection.driver_connection
    opened.begin(words)
