"""Which workspace a command is about."""

import pytest

from bot.cli import store
from bot.cli.complaints import WrongUsage
from bot.clock import Clock
from kpi.errors import NotFound
from kpi.store import workspaces
from kpi.store.database import Database
from tests.kpi.store.tickets import write
from tests.moments import NOW


async def test_the_only_workspace_is_meant(database: Database) -> None:
    await write(database, workspaces.ensure, "T1", name="One", now=NOW)
    assert (await store.workspace(database, None, Clock())).id == "T1"


async def test_before_slack_it_is_local(database: Database) -> None:
    for _ in range(2):
        assert (await store.workspace(database, None, Clock())).id == store.LOCAL


async def test_of_several_one_must_be_named(database: Database) -> None:
    for name in ("T1", "T2"):
        await write(database, workspaces.ensure, name, name=name, now=NOW)
    with pytest.raises(WrongUsage, match="T1, T2"):
        await store.workspace(database, None, Clock())
    assert (await store.workspace(database, "T2", Clock())).id == "T2"
    with pytest.raises(NotFound):
        await store.workspace(database, "T3", Clock())
