"""A process at work: the real Slack client, a Slack on loopback, and a database of either kind."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.sandbox.identity import HOME
from bot.sandbox.sandbox import Sandbox
from bot.work.pace import Pace
from bot.work.ticker import Ticker
from kpi.store import workspaces
from kpi.store.database import Database
from tests.bot.stage import SCOPES, Stage, clock_at, impatient, process_of, set_policy
from tests.moments import NOW

BOTH_DATABASES = pytest.mark.parametrize("database_url", ["sqlite", "postgres"], indirect=True)
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
"""For what replicas do beside each other."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty SQLite, unless a test asks for another kind, or for both.

    What depends on the kind is in the store, and its own tests run on both, as the journeys do.
    """
    kind = getattr(request, "param", "sqlite")
    return str(request.getfixturevalue(f"clean_{kind}"))


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    """A workspace whose CSAT question is asked at once, and nobody known in it yet."""
    await database.writer.work(
        lambda connection: workspaces.ensure(connection, HOME, name="Helpdesk", now=NOW)
    )
    await set_policy(database, delay="0s")
    sandbox = Sandbox.populated(SCOPES, clock_at(NOW).now, pace=False)
    async with sandbox.serving(), ClientSession(timeout=impatient()) as session:
        process = process_of(database, session, sandbox)
        yield Stage(process, sandbox, Ticker(process, Pace(0.0)))
