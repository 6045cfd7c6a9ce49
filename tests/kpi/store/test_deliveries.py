from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import product
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import deliveries, rows
from kpi.store.database import Database
from kpi.store.deliveries import Owed
from kpi.store.tables import Attempt, Delivery, Workspace
from tests.kpi.store.tickets import HOME, HOUR, MINUTE, claimed, everything, read, write
from tests.moments import NOW

OWED = Owed(kind="notice", cause_id=uuid4(), due_at=NOW, user_id="U1", body={"text": "Hello"})

Mark = Callable[[AsyncConnection, Delivery], Awaitable[bool]]

MARKS: dict[str, Mark] = {
    "sent": lambda c, d: deliveries.mark_sent(c, d, "1.0", NOW),
    "retry": lambda c, d: deliveries.mark_retry(c, d, NOW + HOUR, reason="r", now=NOW),
    "unknown": lambda c, d: deliveries.mark_unknown(c, d, "r", NOW),
    "held": lambda c, d: deliveries.mark_held(c, d, "r", NOW),
    "failed": lambda c, d: deliveries.mark_failed(c, d, "r", NOW),
    "cancelled": lambda c, d: deliveries.mark_cancelled(c, d, "r", NOW),
}

ALLOWED = {
    "due": {"cancelled"},
    "sending": set(MARKS),
    "retry": {"cancelled"},
    "unknown": {"sent", "retry", "held", "failed"},
    "held": {"sent", "retry", "failed"},
    "sent": set(),
    "failed": set(),
    "cancelled": set(),
}


async def owe(database: Database) -> Delivery:
    return await write(database, deliveries.owe, HOME, OWED, NOW)


async def in_state(database: Database, state: str) -> Delivery:
    return await write(database, _in_state, state)


async def _in_state(connection: AsyncConnection, state: str, owed: Owed = OWED) -> Delivery:
    delivery = await deliveries.owe(connection, HOME, owed, NOW)
    if state == "due":
        return delivery
    (delivery,) = await deliveries.claim(connection, NOW, 100)
    if state != "sending":
        assert await MARKS[state](connection, delivery)
    return delivery


async def stored(database: Database) -> Delivery:
    (delivery,) = await everything(database, Delivery)
    return delivery


async def test_owing_the_same_again_is_one_message(
    database: Database, workspace: Workspace
) -> None:
    first, again = await owe(database), await owe(database)
    assert first == again == await stored(database)
    assert first.body == {"text": "Hello"}


async def test_only_these_transitions_happen(database: Database, workspace: Workspace) -> None:
    for state, name in product(ALLOWED, MARKS):
        await write(database, _assert_allowed, state, name)


async def _assert_allowed(connection: AsyncConnection, state: str, name: str) -> None:
    cause, is_allowed = uuid4(), name in ALLOWED[state]
    delivery = await _in_state(connection, state, replace(OWED, cause_id=cause))
    assert await MARKS[name](connection, delivery) == is_allowed, (state, name)
    after = await deliveries.of_cause(connection, HOME, OWED.kind, cause)
    assert after == delivery, (state, name)
    assert after.state == (name if is_allowed else state), (state, name)
    await connection.execute(rows.table(Delivery).delete())


async def test_a_worker_of_an_earlier_attempt_changes_nothing(
    database: Database, workspace: Workspace
) -> None:
    stale = await in_state(database, "sending")
    (current,) = await everything(database, Delivery)
    await write(database, MARKS["retry"], current)
    (again,) = await claimed(database, NOW + HOUR)
    assert again.attempts == 2
    for mark in MARKS.values():
        assert not await write(database, mark, stale)
    assert not await write(database, deliveries.place, stale, "C1")
    assert await stored(database) == again


async def test_the_place_is_known_before_the_message(
    database: Database, workspace: Workspace
) -> None:
    delivery = await in_state(database, "due")
    assert not await write(database, deliveries.place, delivery, "C1")
    (delivery,) = await claimed(database, NOW)
    assert await write(database, deliveries.place, delivery, "C1", "9.9")
    placed = await stored(database)
    assert (placed.channel_id, placed.thread_ts, placed.state) == ("C1", "9.9", "sending")
    await write(database, deliveries.mark_sent, delivery, "1.0", NOW + MINUTE)
    found = await read(database, deliveries.by_message, HOME, "C1", "1.0")
    assert found is not None
    assert (found.id, found.sent_at) == (delivery.id, NOW + MINUTE)
    assert await read(database, deliveries.by_message, "T0OTHER", "C1", "1.0") is None


async def test_unclear_messages_are_shown(database: Database, workspace: Workspace) -> None:
    delivery = await in_state(database, "unknown")
    assert await read(database, deliveries.held, HOME) == [delivery]
    assert await write(database, MARKS["held"], delivery)
    assert await read(database, deliveries.held, HOME) == [delivery]
    assert await read(database, deliveries.held, "T0OTHER") == []


async def test_every_end_of_an_attempt_is_on_record(
    database: Database, workspace: Workspace
) -> None:
    delivery = await in_state(database, "retry")
    assert await read(database, deliveries.put_off, HOME, {"r"}) == [delivery]
    assert await read(database, deliveries.put_off, HOME, {"another"}) == []
    assert await read(database, deliveries.put_off, "T0OTHER", {"r"}) == []
    by_outcome = {one.outcome: one.detail for one in await everything(database, Attempt)}
    assert by_outcome == {"sending": "", "retry": "r"}
    assert delivery.due_at == NOW + HOUR
    assert delivery.lease_until is None


async def test_questions_are_called_off_unless_somebody_is_sending_them(
    database: Database, workspace: Workspace
) -> None:
    for user in ("U1", "U2"):
        due = NOW if user == "U1" else NOW + HOUR
        owed = Owed(kind="prompt", cause_id=uuid4(), due_at=due, user_id=user)
        await write(database, deliveries.owe, HOME, owed, NOW)
    await claimed(database, NOW)
    causes = select(rows.table(Delivery).c.cause_id)
    called_off = await write(database, deliveries.call_off, HOME, causes, "reopened")
    states = {
        one.user_id: (one.state, one.cause_id) for one in await everything(database, Delivery)
    }
    assert states["U1"][0] == "sending"
    assert states["U2"] == ("cancelled", called_off[0])


async def test_refused_messages_are_shown_for_a_while(
    database: Database, workspace: Workspace
) -> None:
    delivery = await in_state(database, "failed")
    assert await read(database, deliveries.failed, HOME, NOW) == [delivery]
    assert await read(database, deliveries.failed, HOME, NOW + MINUTE) == []
    assert await read(database, deliveries.failed, "T0OTHER", NOW) == []
