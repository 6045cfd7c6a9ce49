from dataclasses import replace
from typing import Any

from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.hooks import IncomingEvent, Misread
from kpi.store.tables import Hook, HookEvent, Workspace
from tests.kpi.store.tickets import HOME, MINUTE, everything, read, write
from tests.moments import NOW


async def door(database: Database) -> Hook:
    return await write(
        database, hooks.create, HOME, id="h1", source="standard", secret=b"\0sealed", now=NOW
    )


def incoming(key: str, minutes: int = 0, **body: Any) -> IncomingEvent:
    return IncomingEvent(
        workspace_id=HOME,
        hook_id="h1",
        key=key,
        body=body,
        received_at=NOW + minutes * MINUTE,
    )


async def test_a_hook_is_found_by_its_id_alone(database: Database, workspace: Workspace) -> None:
    made = await door(database)
    found = await read(database, hooks.find, "h1")
    assert found is not None
    assert (found.secret, found.workspace_id) == (made.secret, HOME)
    assert await read(database, hooks.find, "h2") is None
    assert [hook.id for hook in await read(database, hooks.of_workspace, HOME)] == ["h1"]


async def test_an_event_is_new_once(database: Database, workspace: Workspace) -> None:
    await door(database)
    assert await database.writer.submit(hooks.store_events, incoming("a", n=1))
    assert not await database.writer.submit(hooks.store_events, incoming("a", n=2))
    (stored,) = await read(database, hooks.waiting, 10)
    assert stored.body == {"n": 1}


async def test_a_batch_with_repetitions_keeps_the_first(
    database: Database, workspace: Workspace
) -> None:
    await door(database)
    batch = [incoming("a", 3, n=1), incoming("b", 1), incoming("a", 2, n=2)]
    assert await write(database, hooks.store_events, batch) == [True, True, False]
    assert [event.key for event in await read(database, hooks.waiting, 10)] == ["b", "a"]
    hook = await read(database, hooks.find, "h1")
    assert hook is not None
    assert hook.last_event_at == NOW + 3 * MINUTE


async def test_what_no_database_can_hold_is_replaced(
    database: Database, workspace: Workspace
) -> None:
    await door(database)
    assert await database.writer.submit(
        hooks.store_events, incoming("a", subject="a\0b", tags=["\ud800"], deep={"\0": 1})
    )
    (stored,) = await read(database, hooks.waiting, 10)
    assert stored.body == {"subject": "a\ufffdb", "tags": ["?"], "deep": {"\ufffd": 1}}


async def test_an_event_is_finished_once(database: Database, workspace: Workspace) -> None:
    await door(database)
    await write(database, hooks.store_events, [incoming("a"), incoming("b", 1)])
    good, bad = await read(database, hooks.waiting, 10)
    assert await write(database, hooks.done, good)
    assert not await write(database, hooks.failed, good, "too late")
    assert await write(database, hooks.failed, bad, "no time")
    assert not await write(database, hooks.done, bad)
    assert await read(database, hooks.waiting, 10) == []
    assert [event.reason for event in await read(database, hooks.failures, HOME)] == ["no time"]
    assert len(await everything(database, HookEvent)) == 2


async def test_headers_are_kept_beside_the_body(database: Database, workspace: Workspace) -> None:
    await door(database)
    told = replace(incoming("a"), headers={"X-GitHub-Event": "iss\0ues"})
    await write(database, hooks.store_events, [told, incoming("b", 1)])
    first, second = await read(database, hooks.waiting, 10)
    assert first.headers == {"X-GitHub-Event": "iss\ufffdues"}
    assert second.headers == {}


async def test_a_secret_is_replaced_and_the_old_one_kept_for_a_while(
    database: Database, workspace: Workspace
) -> None:
    made = await door(database)
    await write(database, hooks.change_secret, made, b"new", old_until=NOW + MINUTE)
    hook = await read(database, hooks.find, "h1")
    assert hook is not None
    assert (hook.secret, hook.old_secret) == (b"new", made.secret)
    assert hook.old_secret_until == NOW + MINUTE


async def test_the_same_door_made_twice_is_one(database: Database, workspace: Workspace) -> None:
    made = await door(database)
    other = Hook(workspace_id=HOME, id="h1", source="zendesk", secret=b"x", created_at=NOW)
    again = await write(database, hooks.ensure, other)
    assert (again.source, again.secret) == (made.source, made.secret)
    new = Hook(workspace_id=HOME, id="h2", source="mapped", secret=b"x", created_at=NOW)
    new.mapping = {"id": "nr"}
    assert (await write(database, hooks.ensure, new)).mapping == {"id": "nr"}


async def test_a_door_is_changed_and_removed(database: Database, workspace: Workspace) -> None:
    made = await door(database)
    await write(database, hooks.change, made, mapping={"id": "nr"}, options={"preset": "topdesk"})
    changed = await read(database, hooks.find, "h1")
    assert changed is not None
    assert (changed.mapping, changed.options) == ({"id": "nr"}, {"preset": "topdesk"})
    await write(database, hooks.store_events, [incoming("a"), incoming("b", 1)])
    bad, _ = await read(database, hooks.waiting, 10)
    await write(database, hooks.failed, bad, "no time")
    await write(database, hooks.remove, changed)
    assert await read(database, hooks.find, "h1") is None
    assert await read(database, hooks.waiting, 10) == []
    assert await read(database, hooks.misread, HOME) == {}
    assert len(await everything(database, HookEvent)) == 2


async def test_what_failed_is_counted_by_hook_and_tried_again(
    database: Database, workspace: Workspace
) -> None:
    made = await door(database)
    batch = [incoming("a"), incoming("b", 2), incoming("c", 1)]
    await write(database, hooks.store_events, batch)
    for event in await read(database, hooks.waiting, 10):
        await write(database, hooks.failed, event, f"odd {event.key}")
    other = replace(incoming("d"), hook_id="h2")
    await write(database, hooks.store_events, [other])
    assert await read(database, hooks.misread, HOME) == {
        "h1": Misread(count=3, reason="odd b", at=NOW + 2 * MINUTE)
    }
    assert await write(database, hooks.retry, made) == 3
    assert await write(database, hooks.retry, made) == 0
    assert {event.key for event in await read(database, hooks.waiting, 10)} == set("abcd")
    assert {event.reason for event in await everything(database, HookEvent)} == {""}
