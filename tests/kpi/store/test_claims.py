import asyncio
from collections.abc import Awaitable
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import deliveries
from kpi.store.claims import LEASE
from kpi.store.database import Database
from kpi.store.deliveries import Owed
from kpi.store.tables import Attempt, Delivery, Workspace
from tests.kpi.store.tickets import HOME, HOUR, MINUTE, claimed, everything, overlapping, write
from tests.moments import NOW


async def owe(database: Database, minutes: int = 0, user: str = "", kind: str = "prompt") -> None:
    owed = Owed(kind=kind, cause_id=uuid4(), due_at=NOW + minutes * MINUTE, user_id=user)
    await write(database, deliveries.owe, HOME, owed, NOW)


async def test_only_what_is_due_is_claimed_the_earliest_first(
    database: Database, workspace: Workspace
) -> None:
    for minutes, user in ((2, "U2"), (61, "U3"), (1, "U1")):
        await owe(database, minutes, user)
    found = await claimed(database, NOW + HOUR)
    assert [delivery.user_id for delivery in found] == ["U1", "U2"]
    assert {delivery.state for delivery in found} == {"sending"}
    assert {delivery.lease_until for delivery in found} == {NOW + HOUR + LEASE}
    assert {delivery.attempts for delivery in found} == {1}
    assert [attempt.outcome for attempt in await everything(database, Attempt)] == ["sending"] * 2
    assert await claimed(database, NOW + HOUR) == []


async def test_no_more_are_claimed_than_asked_for(database: Database, workspace: Workspace) -> None:
    for minute in range(5):
        await owe(database, minute, f"U{minute}")
    found = await write(database, deliveries.claim, NOW + HOUR, 2)
    assert [delivery.user_id for delivery in found] == ["U0", "U1"]


@pytest.mark.parametrize("outcome", ["sent", "unknown"])
async def test_two_questions_for_one_person_are_never_under_way_together(
    database: Database, workspace: Workspace, outcome: str
) -> None:
    await owe(database, 0, "U1")
    await owe(database, 0, "U1")
    (first,) = await claimed(database, NOW)
    assert await claimed(database, NOW) == []
    if outcome == "sent":
        await write(database, deliveries.mark_sent, first, "1.0", NOW)
    else:
        await write(database, deliveries.mark_unknown, first, "timeout", NOW)
        assert await claimed(database, NOW) == []
        await write(database, deliveries.expire_leases, NOW)
    (second,) = await claimed(database, NOW)
    assert second.id != first.id


async def test_a_question_that_waits_for_a_retry_lets_the_next_one_pass(
    database: Database, workspace: Workspace
) -> None:
    await owe(database, 0, "U1")
    await owe(database, 1, "U1")
    (first,) = await claimed(database, NOW)
    later = NOW + HOUR
    await write(database, deliveries.mark_retry, first, later, reason="ratelimited", now=NOW)
    (second,) = await claimed(database, NOW + MINUTE)
    assert second.id != first.id


async def test_other_messages_do_not_wait_for_each_other(
    database: Database, workspace: Workspace
) -> None:
    for kind in ("digest", "notice", "digest"):
        await owe(database, 0, "U1", kind)
    assert len(await claimed(database, NOW)) == 3


async def test_replicas_never_claim_the_same(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    for number in range(30):
        await owe(database, 0, f"U{number % 20}")
    both = (database, replica) * 4
    batches = await asyncio.gather(*(write(one, deliveries.claim, NOW, 5) for one in both))
    found = [delivery for batch in batches for delivery in batch]
    assert len({delivery.id for delivery in found}) == len(found)
    assert len({delivery.user_id for delivery in found}) == len(found)
    sending = [one for one in await everything(database, Delivery) if one.state == "sending"]
    assert len(sending) == len(found) > 0


async def test_a_replica_passes_by_what_another_is_claiming(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    for number in range(2):
        await owe(database, number, f"U{number}")

    def claim(connection: AsyncConnection) -> Awaitable[list[Delivery]]:
        return deliveries.claim(connection, NOW + HOUR, 1)

    one, other = await overlapping((database, claim), (replica, claim))
    assert [delivery.user_id for delivery in (*one, *other)] == ["U0", "U1"]


async def test_a_replica_leaves_a_person_alone_whom_another_is_asking(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    for minutes in range(2):
        await owe(database, minutes, "U1")

    def claim(connection: AsyncConnection) -> Awaitable[list[Delivery]]:
        return deliveries.claim(connection, NOW + HOUR, 1)

    one, other = await overlapping((database, claim), (replica, claim))
    assert (len(one), len(other)) == (1, 0)


async def test_a_message_whose_worker_vanished_posting_it_is_held_and_never_sent_again(
    database: Database, workspace: Workspace
) -> None:
    await owe(database, 0, "U1")
    (claim,) = await claimed(database, NOW)
    assert await write(database, deliveries.place, claim, "D1")
    assert await write(database, deliveries.expire_leases, NOW + LEASE) == []
    (lost,) = await write(database, deliveries.expire_leases, NOW + 2 * LEASE)
    assert (lost.state, lost.reason) == ("held", "lease_expired")
    assert await claimed(database, NOW + HOUR) == []
    assert {one.outcome for one in await everything(database, Attempt)} == {"sending", "unknown"}


async def test_a_message_whose_worker_vanished_before_posting_it_is_due_again(
    database: Database, workspace: Workspace
) -> None:
    await owe(database, 0, "U1")
    (first,) = await claimed(database, NOW)
    assert await write(database, deliveries.place, first, "D1")
    await write(database, deliveries.mark_retry, first, NOW, reason="ratelimited", now=NOW)
    (second,) = await claimed(database, NOW)

    assert await write(database, deliveries.expire_leases, NOW + LEASE) == []
    assert await claimed(database, NOW + LEASE) == []
    assert await write(database, deliveries.expire_leases, NOW + 2 * LEASE) == []

    assert not await write(database, deliveries.place, second, "D1")
    (third,) = await claimed(database, NOW + 2 * LEASE)
    assert (third.attempts, third.reason) == (3, "")
    outcomes = [attempt.outcome for attempt in await everything(database, Attempt)]
    assert sorted(outcomes) == ["retry", "retry", "sending", "sending", "sending"]


async def test_what_slack_refused_for_certain_is_tried_again_after_its_worker_fell(
    database: Database, workspace: Workspace
) -> None:
    await owe(database, 0, "U1")
    (delivery,) = await claimed(database, NOW)
    assert await write(database, deliveries.place, delivery, "C1")
    assert await write(database, deliveries.displace, delivery)
    assert await write(database, deliveries.expire_leases, NOW + 2 * LEASE) == []
    (again,) = await claimed(database, NOW + 2 * LEASE)
    assert again.id == delivery.id
    assert not await write(database, deliveries.displace, delivery)
