"""Postgres by asyncpg, and which of its kept connections are asked whether they still work.

One that was closed is known without asking. One that may have gone silent is asked when it lay
idle: asking costs as much as a small read, so not every time.
"""

import asyncio
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from kpi.errors import WrongSetting

AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
"""What reading and writing raise when the database cannot be reached or does not work."""

TRUSTED_SECONDS = 5.0
"""How long after its last use a connection is taken for one that works."""


def engine(url: str, *, connections: int, trusted: float = TRUSTED_SECONDS) -> AsyncEngine:
    """Return an engine whose driver reads the libpq address itself, `?sslmode=` and all.

    Its connections are asked whether they work when they were not used for `trusted` seconds.
    """
    made = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=partial(_connect, url),
        pool_size=connections,
        max_overflow=0,
    )
    event.listen(made.sync_engine, "checkout", partial(_examine, trusted))
    return made


def reading(url: str, *, connections: int) -> AsyncEngine:
    """Return such an engine whose transactions only read, all of it as of one moment.

    That is said as a transaction begins and costs nothing. Otherwise each statement would see what
    was committed since the one before, and numbers of two would not add up.
    """
    made = engine(url, connections=connections)
    event.listen(made.sync_engine, "connect", _only_read)
    return made


def _only_read(connection: Any, _record: object) -> None:
    connection.set_isolation_level("repeatable_read")
    connection.readonly = True


async def _connect(url: str) -> Any:
    try:
        where = _hosts(url)
        return await _connected(url, where)
    except asyncpg.InterfaceError as error:
        raise WrongSetting("DATABASE_URL cannot be used: {why}.", why=error) from error
    except (ValueError, OverflowError):
        # The driver's own words may quote a part of the password.
        raise WrongSetting("DATABASE_URL cannot be read: is its port a number?") from None


def _hosts(url: str) -> str:
    """Return the hosts and ports of an address.

    Raises:
        ValueError: a port is none; some event loops would take another one for it.
    """
    hosts = urlsplit(url).netloc.rpartition("@")[2]
    for one in hosts.split(","):
        _ = urlsplit(f"//{one}").port
    return hosts


async def _connected(url: str, where: str) -> Any:
    try:
        return await asyncpg.connect(url, timeout=10)
    except OSError as error:
        if error.errno is None or not where:
            raise
        # Not every event loop says itself where nobody answered.
        raise OSError(error.errno, f"{error.strerror}, at {where}") from error


def _examine(trusted: float, connection: Any, record: Any, _handed: object) -> None:
    """Have all connections made anew when this one, used before, is found not to work."""
    now = asyncio.get_running_loop().time()
    used_at = record.info.get("used_at", now)  # a new connection has not been used
    record.info["used_at"] = now
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError
    if now - used_at > trusted:
        try:
            connection.run_async(lambda driver: driver.execute("SELECT 1"))
        except AWAY as error:
            raise InvalidatePoolError from error
