"""What a running bot would have left in the database, for commands that report on it."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

from kpi.store import deliveries, hooks, workspaces
from kpi.store.database import Database
from kpi.store.deliveries import Owed
from kpi.store.hooks import IncomingEvent
from tests.kpi.store.tickets import HOME, ask, claimed, event, jansen, planned, take_in, write
from tests.moments import NOW


def seed(url: str, work: Callable[[Database], Awaitable[None]]) -> None:
    """Do something with a database of its own loop."""

    async def run() -> None:
        database = Database.open(url)
        await write(database, workspaces.ensure, HOME, name="Helpdesk", now=NOW)
        await work(database)
        await database.close()

    asyncio.run(run())


async def week(database: Database) -> None:
    """One question that was sent, and one ticket that names no customer."""
    await jansen(database)
    sent = await planned(database)
    await ask(database, sent, sent.due_at)
    await take_in(database, event(external_id="T-2", subject="No mail", requester_email=""))


async def trouble(database: Database) -> None:
    """A message that is held, one that failed, one put off, and a webhook nobody understood."""
    await jansen(database)
    held = await planned(database)
    owed = Owed(kind="notice", cause_id=uuid4(), due_at=held.due_at, channel_id="C1")
    await write(database, deliveries.owe, HOME, owed, NOW)
    halted = Owed(kind="notice", cause_id=uuid4(), due_at=held.due_at, channel_id="C2")
    await write(database, deliveries.owe, HOME, halted, NOW)
    for delivery in await claimed(database, held.due_at):
        if delivery.channel_id == "C2":
            again = {"reason": "token_revoked", "now": NOW}
            assert await write(database, deliveries.mark_retry, delivery, held.due_at, **again)
            continue
        mark = deliveries.mark_held if delivery.kind == "prompt" else deliveries.mark_failed
        reason = "timeout" if delivery.kind == "prompt" else "is_archived"
        assert await write(database, mark, delivery, reason, held.due_at)
    incoming = IncomingEvent(
        workspace_id=HOME, hook_id="h1", key="k1", body={"type": "odd"}, received_at=NOW
    )
    await write(database, hooks.create, HOME, id="h1", source="standard", secret=b"s", now=NOW)
    assert await write(database, hooks.store_events, [incoming]) == [True]
    (stored,) = await write(database, hooks.waiting, 10)
    assert await write(database, hooks.failed, stored, "no requester")
