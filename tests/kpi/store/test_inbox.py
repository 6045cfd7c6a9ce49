from dataclasses import replace

import pytest
from sqlalchemy.exc import StatementError

from kpi.interaction_event import Kind
from kpi.store import hooks, inbox
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import HookEvent, Interaction, Invitation, Workspace
from tests.kpi.store.tickets import HOME, MINUTE, event, everything, read, write
from tests.moments import NOW


async def stored(database: Database) -> HookEvent:
    incoming = IncomingEvent(
        workspace_id=HOME, hook_id="h1", key="1", body={"type": "x"}, received_at=NOW
    )
    await database.writer.submit(hooks.store_events, incoming)
    (found,) = await read(database, hooks.waiting, 10)
    return found


async def test_a_webhook_is_taken_in_once(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    assert await write(database, inbox.accept, found, [event()], NOW)
    assert not await write(database, inbox.accept, found, [event(external_id="T-2")], NOW)
    assert len(await everything(database, Invitation)) == 1
    assert await read(database, hooks.waiting, 10) == []


async def test_all_events_of_a_webhook_are_taken_in_each_in_its_order(
    database: Database, workspace: Workspace
) -> None:
    found = await stored(database)
    other = event(external_id="T-0")
    back = replace(event(), kind=Kind.REOPENED, at=event().at + MINUTE)
    assert await write(database, inbox.accept, found, [event(), other, back], NOW)
    decided = {one.interaction_id: one for one in await everything(database, Invitation)}
    states = {
        one.external_id: decided[one.id].reason for one in await everything(database, Interaction)
    }
    assert states["T-0"] != "reopened"
    assert max(states.values()) == "reopened"
    assert len(states) == 2


async def test_when_one_fails_none_is_taken_in(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    impossible = event(external_id="T-9", at=NOW.replace(tzinfo=None))
    with pytest.raises(StatementError, match="needs a time zone"):
        await write(database, inbox.accept, found, [event(), impossible], NOW)
    assert await everything(database, Interaction) == []
    assert [one.id for one in await read(database, hooks.waiting, 10)] == [found.id]


async def test_one_that_tells_of_nothing_is_done_with_its_reason(
    database: Database, workspace: Workspace
) -> None:
    found = await stored(database)
    assert await write(database, inbox.accept, found, [], NOW)
    (kept,) = await everything(database, HookEvent)
    assert (kept.state, kept.reason) == ("done", "nothing to do")


async def test_one_that_was_put_aside_stays_there(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    await write(database, hooks.failed, found, "It says nothing.")
    assert not await write(database, inbox.accept, found, [event()], NOW)
    assert await everything(database, Invitation) == []
