from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, insert, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.store import owed, rows, workspaces
from kpi.store.database import Database
from kpi.store.tables import (
    Action,
    Alert,
    Campaign,
    Case,
    Delivery,
    Hook,
    HookEvent,
    Invitation,
    Response,
    Schedule,
    TicketLookup,
    Workspace,
    WriteBack,
)
from tests.moments import NOW

SOON = NOW + timedelta(seconds=1)
VALUES: Mapping[str, object] = {
    "Boolean": False,
    "Date": NOW.date(),
    "Integer": 1,
    "JSON": {},
    "LargeBinary": b"x",
    "Uuid": UUID(int=1),
    "UtcDateTime": NOW,
}

WAKING: list[tuple[str, type[SQLModel], dict[str, Any]]] = [
    ("intake", HookEvent, {"state": "stored"}),
    ("reading", Response, {"comment": "Thanks", "read_with": ""}),
    ("heeding", Response, {"comment": "", "heed_at": NOW}),
    ("campaigns", Campaign, {"state": "running"}),
    ("ticket_lookups", TicketLookup, {"due_at": NOW}),
    ("catch_up", Hook, {"token": b"x", "poll_due_at": None}),
    ("catch_up", Hook, {"token": b"x", "poll_due_at": NOW}),
    ("write_back", WriteBack, {"state": "due", "due_at": NOW}),
    ("write_back", WriteBack, {"state": "writing", "due_at": NOW}),
    ("lookups", Invitation, {"state": "looking_up", "due_at": NOW}),
    ("digests", Schedule, {"paused_because": ""}),
    ("digests", Schedule, {"paused_because": "channel_not_found"}),
    ("case reminders", Case, {"remind_at": NOW}),
    ("case reminders", Case, {"state": "claimed", "snoozed_until": NOW}),
    ("delivery", Delivery, {"state": "due", "due_at": NOW}),
    ("delivery", Delivery, {"state": "retry", "due_at": NOW}),
    ("delivery", Delivery, {"state": "sending", "lease_until": NOW}),
    ("delivery", Delivery, {"state": "unknown", "due_at": SOON}),
    ("alerts", Alert, {"is_stale": True}),
    ("arrears", Invitation, {"state": "sent", "due_at": SOON, "counted_in": ""}),
    ("judging", Action, {"state": "doing", "live_on": NOW.date()}),
    ("judging", Action, {"state": "live", "live_on": NOW.date()}),
]
QUIET: list[tuple[type[SQLModel], dict[str, Any]]] = [
    (HookEvent, {"state": "done"}),
    (Response, {"comment": "Thanks", "read_with": "all"}),
    (Response, {"comment": "", "heed_at": SOON}),
    (Campaign, {"state": "paused"}),
    (TicketLookup, {"due_at": SOON}),
    (Hook, {"token": b"x", "poll_due_at": SOON}),
    (Hook, {"token": None}),
    (WriteBack, {"state": "due", "due_at": SOON}),
    (WriteBack, {"state": "written", "due_at": NOW}),
    (Invitation, {"state": "looking_up", "due_at": SOON}),
    (Schedule, {"paused_because": "by_hand"}),
    (Case, {"remind_at": SOON}),
    (Case, {"state": "claimed", "snoozed_until": SOON}),
    (Case, {"state": "done", "snoozed_until": NOW}),
    (Delivery, {"state": "due", "due_at": SOON}),
    (Delivery, {"state": "sending", "due_at": NOW, "lease_until": SOON}),
    (Delivery, {"state": "sent", "due_at": NOW}),
    (Action, {"state": "judged", "live_on": NOW.date()}),
]
LOOSE = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}
"""Lets a row stand alone until the end of the transaction."""


class _Undone(Exception):
    """Has the writer forget what was done."""


async def test_each_step_is_woken_by_what_it_waits_for_and_by_nothing_else(
    database: Database, workspace: Workspace
) -> None:
    await reckoned(database)
    for step, model, values in WAKING:
        assert await woken(database, workspace, model, values) == {step}, (step, values)
    for model, values in QUIET:
        assert await woken(database, workspace, model, values) == set(), (model, values)
    assert {step for step, *_ in WAKING} == owed.STEPS


@pytest.mark.usefixtures("workspace")
async def test_the_past_is_counted_until_it_is_done(database: Database) -> None:
    assert await steps(database) == set()  # who is new has none
    for through in (None, UUID(int=5)):
        await reckoned(database, reckoned_through=through)
        assert await steps(database) == {"arrears"}
    await reckoned(database)
    assert await steps(database) == set()
    await reckoned(database, zone_changed_at=NOW)
    assert await steps(database) == {"arrears"}
    await reckoned(database, zone_changed_at=None, read_through=UUID(int=0))
    assert await steps(database) == {"reading"}


async def steps(database: Database) -> frozenset[str]:
    async with database.reading() as connection:
        return await owed.steps(connection, NOW)


async def reckoned(database: Database, **values: object) -> None:
    done = {"reckoned_through": workspaces.WHOLE_PAST, **values}
    await database.writer.work(
        lambda connection: connection.execute(update(rows.table(Workspace)).values(**done))
    )


async def woken(
    database: Database, workspace: Workspace, model: type[SQLModel], values: dict[str, Any]
) -> frozenset[str]:
    """Tell which steps are woken by one row, of which only these values matter."""
    found: list[frozenset[str]] = []

    async def look(connection: AsyncConnection) -> None:
        await connection.execute(text(LOOSE[connection.dialect.name]))
        table = rows.table(model)
        filled = {one.name: _value(one) for one in table.columns if not one.nullable}
        given = {**filled, "workspace_id": workspace.id, **values}
        await connection.execute(insert(table).values(**given))
        found.append(await owed.steps(connection, NOW))
        raise _Undone

    with pytest.raises(_Undone):
        await database.writer.work(look)
    return found[0]


def _value(column: Column[Any]) -> object:
    """Give anything that fits into a column."""
    return VALUES.get(type(column.type).__name__, "x")
