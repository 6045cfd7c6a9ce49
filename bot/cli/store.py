"""A verb's way to the database: opened, its tables in order, and the workspace that is meant."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from bot import schema
from bot.cli.complaints import WrongUsage
from bot.clock import Clock
from bot.config import Settings
from kpi.errors import KpiError
from kpi.store import database as databases
from kpi.store import health, workspaces
from kpi.store.database import Database
from kpi.store.tables import Workspace

LOCAL = "local"
"""The workspace of somebody who has not connected Slack yet."""

Result = TypeVar("Result")


class NoDatabase(KpiError):
    """There is no database here yet."""


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a verb that waits."""
    return asyncio.run(work)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of the settings with its tables in order, to read; close it afterwards.

    Raises:
        NoDatabase: there is none yet; reading makes none.
        NotReady: the database cannot be reached, or its tables do not fit this release.
        Unavailable: the database went away later.
    """
    missing = databases.missing_file(settings.database_url)
    if missing is not None:
        raise NoDatabase(
            "There is no database here yet ({path}). Go to the folder where Kompas runs or set "
            "DATABASE_URL; kompas serve, kompas connect and kompas import make a new one.",
            path=missing,
        )
    async with made(settings) as database:
        yield database


@asynccontextmanager
async def made(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of the settings as `opened` does; an embedded one is made when missing.

    Raises:
        NotReady: the database cannot be reached, or its tables do not fit this release.
        Unavailable: the database went away later.
    """
    async with connected(settings) as database:
        await schema.prepare(database, embedded=not settings.on_postgres)
        yield database


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Database]:
    """Open the database whatever its tables are like. Raises Unavailable."""
    database = Database.open(settings.database_url)
    async with health.explained():
        try:
            yield database
        finally:
            await database.close()


async def workspace(database: Database, wanted: str | None, clock: Clock) -> Workspace:
    """Find the workspace that is meant; make `local` when there is none at all.

    Raises:
        NotFound: there is no workspace of that id.
        WrongUsage: there are several, and none was named.
    """
    async with database.reading() as connection:
        if wanted is not None:
            return await workspaces.find(connection, wanted)
        known = await workspaces.every(connection)
    if len(known) > 1:
        ids = ", ".join(one.id for one in known)
        raise WrongUsage("There are several workspaces: name one by --workspace ({ids}).", ids=ids)
    if known:
        return known[0]
    return await database.writer.work(
        lambda connection: workspaces.ensure(connection, LOCAL, name="", now=clock.now())
    )
