"""A hook for Zendesk as it stands in the database."""

from typing import Any

from kpi.store import hooks, rows
from kpi.store.database import Database
from kpi.store.tables import Hook
from tests.moments import NOW


async def connected(database: Database, **about: Any) -> Hook:
    usual = {"workspace_id": "T", "id": "h1", "source": "zendesk", "secret": b""}
    hook = Hook(**{**usual, "created_at": NOW, **about})
    await database.writer.work(lambda connection: rows.add(connection, hook))
    return hook


async def stored(database: Database) -> Hook:
    async with database.reading() as connection:
        found = await hooks.find(connection, "h1")
    assert found is not None
    return found
