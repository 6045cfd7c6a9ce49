from kpi.store import hooks, inbox
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent
from kpi.store.tables import HookEvent, Invitation, Workspace
from tests.kpi.store.tickets import HOME, event, everything, read, write
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
    assert await write(database, inbox.accept, found, event(), NOW)
    assert not await write(database, inbox.accept, found, event(external_id="T-2"), NOW)
    assert len(await everything(database, Invitation)) == 1
    assert await read(database, hooks.waiting, 10) == []


async def test_one_that_was_put_aside_stays_there(database: Database, workspace: Workspace) -> None:
    found = await stored(database)
    await write(database, hooks.failed, found, "It says nothing.")
    assert not await write(database, inbox.accept, found, event(), NOW)
    assert await everything(database, Invitation) == []
