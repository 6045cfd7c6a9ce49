from datetime import datetime
from uuid import UUID

from kpi.store import rows, write_backs
from kpi.store.database import Database
from kpi.store.tables import Workspace, WriteBack
from kpi.store.write_backs import INTERRUPTED, LEASE, TRIES
from tests.kpi.store.tickets import HOME, MINUTE, everything, overlapping, read, write
from tests.moments import NOW

OWED = WriteBack(
    workspace_id=HOME, response_id=UUID(int=1), hook_id="h1", due_at=NOW, created_at=NOW
)


async def claimed(database: Database, now: datetime) -> WriteBack:
    (found,) = await write(database, write_backs.claim, now, 10)
    return found


async def state(database: Database) -> tuple[str, str]:
    (found,) = await everything(database, WriteBack)
    return found.state, found.reason


async def test_replicas_write_an_answer_once(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    await write(database, rows.add, OWED.model_copy())
    taken = await overlapping(
        (database, lambda connection: write_backs.claim(connection, NOW, 10)),
        (replica, lambda connection: write_backs.claim(connection, NOW, 10)),
    )
    assert sorted(len(one) for one in taken) == [0, 1]


async def test_what_a_vanished_worker_may_have_written_is_given_up(
    database: Database, workspace: Workspace
) -> None:
    await write(database, rows.add, OWED.model_copy())
    await claimed(database, NOW)
    assert not await read(database, write_backs.is_due, NOW + LEASE - MINUTE)
    assert await read(database, write_backs.is_due, NOW + LEASE)
    assert await write(database, write_backs.claim, NOW + LEASE, 10) == []
    assert await state(database) == ("failed", INTERRUPTED)
    assert not await read(database, write_backs.is_due, NOW + LEASE)


async def test_hooks_that_rest_hold_up_no_others(database: Database, workspace: Workspace) -> None:
    other = OWED.model_copy(update={"response_id": UUID(int=2), "hook_id": "h2"})
    for owed in (OWED.model_copy(), other):
        await write(database, rows.add, owed)
    assert not await read(database, write_backs.is_due, NOW, {"h1", "h2"})
    assert await read(database, write_backs.is_due, NOW, {"h1"})
    taken = await write(database, write_backs.claim, NOW, 10, {"h1"})
    assert [one.hook_id for one in taken] == ["h2"]


async def test_a_refusal_is_tried_again_until_it_was_the_last(
    database: Database, workspace: Workspace
) -> None:
    await write(database, rows.add, OWED.model_copy())
    now = NOW
    for _ in range(TRIES):
        assert await state(database) in {("due", ""), ("due", "http_429")}
        owed = await claimed(database, now)
        await write(database, write_backs.failed, owed, "http_429", is_final=False, now=now)
        now += 1000 * MINUTE
    assert await state(database) == ("failed", "http_429")
