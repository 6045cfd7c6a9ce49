from typing import Any

from kpi.store import hooks, invitations, ticket_lookups
from kpi.store.database import Database
from kpi.store.tables import TicketLookup, Workspace
from kpi.store.ticket_lookups import LEASE, TRIES
from tests.kpi.store.tickets import HOME, MINUTE, event, everything, read, take_in, write
from tests.moments import NOW

IDS: dict[str, Any] = {
    "hook_id": "h1",
    "requester_email": "",
    "extra": {"lookup": {"requester_id": "1"}},
}


async def door(database: Database, token: bytes | None = b"sealed") -> None:
    hook = await write(database, hooks.create, HOME, id="h1", source="zendesk", secret=b"", now=NOW)
    await write(database, hooks.change, hook, token=token)


async def test_only_ids_behind_a_door_with_a_token_are_looked_up(
    database: Database, workspace: Workspace
) -> None:
    await door(database, token=None)
    await take_in(database, event(**IDS))
    await take_in(database, event(**{**IDS, "external_id": "T-2", "hook_id": ""}))
    odd = {**IDS, "external_id": "T-3", "extra": {"lookup": "odd"}}
    await take_in(database, event(**odd))
    assert await everything(database, TicketLookup) == []


async def test_a_claim_is_one_worker_s_until_its_lease_ends(
    database: Database, workspace: Workspace
) -> None:
    await door(database)
    await take_in(database, event(**IDS))
    assert await read(database, ticket_lookups.is_due, NOW)
    assert await read(database, invitations.looking_up, NOW, 10) == []
    (first,) = await write(database, ticket_lookups.claim, NOW, 10)
    assert await write(database, ticket_lookups.claim, NOW + MINUTE, 10) == []
    (second,) = await write(database, ticket_lookups.claim, NOW + LEASE, 10)
    assert not await write(database, ticket_lookups.end, first)
    assert await write(database, ticket_lookups.end, second)
    assert len(await read(database, invitations.looking_up, NOW, 10)) == 1


async def test_hooks_that_rest_hold_up_no_others(database: Database, workspace: Workspace) -> None:
    await door(database)
    hook = await write(database, hooks.create, HOME, id="h2", source="zendesk", secret=b"", now=NOW)
    await write(database, hooks.change, hook, token=b"sealed")
    await take_in(database, event(**IDS))
    await take_in(database, event(**{**IDS, "external_id": "T-2", "hook_id": "h2"}))
    assert not await read(database, ticket_lookups.is_due, NOW, {"h1", "h2"})
    assert await read(database, ticket_lookups.is_due, NOW, {"h1"})
    claimed = await write(database, ticket_lookups.claim, NOW, 10, {"h1"})
    assert [one.hook_id for one in claimed] == ["h2"]


async def test_pauses_grow_and_end(database: Database, workspace: Workspace) -> None:
    await door(database)
    await take_in(database, event(**IDS))
    now, pauses = NOW, []
    for _ in range(TRIES):
        (lookup,) = await write(database, ticket_lookups.claim, now, 10)
        if not await write(database, ticket_lookups.put_off, lookup, now):
            break
        (waiting,) = await everything(database, TicketLookup)
        pauses.append(waiting.due_at - now)
        now = waiting.due_at
    assert pauses == [MINUTE * 2**number for number in range(TRIES - 1)]
