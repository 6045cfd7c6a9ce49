from datetime import timedelta
from typing import Any

from kpi.store import catch_up, hooks
from kpi.store.catch_up import AT_FIRST, AT_MOST, EVERY, OVERLAP
from kpi.store.database import Database
from kpi.store.tables import Hook, Workspace
from tests.kpi.store.tickets import HOME, MINUTE, overlapping, read, write
from tests.moments import NOW

SOURCES = ("zendesk",)


def made(**about: Any) -> Hook:
    usual = {"workspace_id": HOME, "id": "h1", "source": "zendesk", "secret": b""}
    return Hook(**{**usual, "created_at": NOW, **about})


async def connected(database: Database, hook_id: str, **columns: Any) -> None:
    hook = await write(
        database, hooks.create, HOME, id=hook_id, source="zendesk", secret=b"", now=NOW
    )
    await write(database, hooks.change, hook, **columns)


def test_nothing_from_before_the_hook_is_asked_for_and_the_end_is_asked_again() -> None:
    later = NOW + timedelta(days=9)
    assert catch_up.since(made(), NOW + MINUTE) == NOW
    assert catch_up.since(made(), later) == later - AT_FIRST
    assert catch_up.since(made(polled_until=later), later) == later - OVERLAP
    assert catch_up.since(made(polled_until=NOW), later) == NOW
    assert catch_up.since(made(polled_until=NOW), later + AT_MOST) == later


async def test_replicas_claim_a_hook_once_in_its_time(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    await connected(database, "h1", token=b"sealed")
    await connected(database, "h2", token=None)
    assert not await read(database, catch_up.is_due, ("intercom",), NOW)
    taken = await overlapping(
        (database, lambda connection: catch_up.claim(connection, SOURCES, NOW)),
        (replica, lambda connection: catch_up.claim(connection, SOURCES, NOW)),
    )
    assert sorted([hook.id for hook in one] for one in taken) == [[], ["h1"]]
    assert not await read(database, catch_up.is_due, SOURCES, NOW + EVERY - MINUTE)
    assert await read(database, catch_up.is_due, SOURCES, NOW + EVERY)


async def test_trouble_leaves_how_far_we_are(database: Database, workspace: Workspace) -> None:
    await connected(database, "h1", token=b"sealed")
    (hook,) = await write(database, catch_up.claim, SOURCES, NOW)
    await write(database, catch_up.reached, hook, NOW, due_at=NOW + EVERY)
    await write(database, catch_up.failed, hook, "It is away.", due_at=NOW)
    found = await read(database, hooks.find, "h1")
    assert found is not None
    assert (found.polled_until, found.poll_trouble) == (NOW, "It is away.")
    await write(database, catch_up.reached, hook, NOW + MINUTE, due_at=NOW)
    found = await read(database, hooks.find, "h1")
    assert found is not None
    assert (found.polled_until, found.poll_trouble) == (NOW + MINUTE, "")
