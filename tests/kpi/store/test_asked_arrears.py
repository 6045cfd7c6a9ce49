"""What an older release decided and sent is counted in pieces, once, while life goes on."""

from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import asked_arrears, asked_counts, responses, rows, verification
from kpi.store.asked_arrears import AT_ONCE
from kpi.store.database import Database
from kpi.store.tables import AskedTally, Invitation, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_summaries import query
from tests.kpi.store.tickets import (
    HOME,
    HOUR,
    everything,
    jansen,
    overlapping,
    planned,
    read,
    write,
)
from tests.kpi.store.tickets import ask as send
from tests.moments import NOW


async def forget(connection: AsyncConnection) -> None:
    """Leave what a release without these counts leaves."""
    await connection.execute(update(rows.table(Invitation)).values(counted_in=""))
    await connection.execute(delete(rows.table(AskedTally)))


async def is_right(database: Database, workspace: Workspace) -> bool:
    """Count everything again, and compare with what is read off the invitations."""
    assert await read(database, verification.asked_differences, HOME) == []
    told = [
        await read(database, way, workspace, query(by="team"), NOW)
        for way in (asked_counts.of_period, asked_counts.from_invitations)
    ]
    return told[0] == told[1] and any(told[0].delivered.values())


async def test_a_past_is_counted_in_pieces_while_answers_come_in(
    database: Database, workspace: Workspace
) -> None:
    asking = Asking(database, workspace)
    first = await asking.ask(at=NOW - HOUR, team="Network")
    await database.writer.work(partial(_repeat, like=first))
    await jansen(database)
    unsent, last = await planned(database), await asking.ask(team="Billing")
    await write(database, forget)
    assert await read(database, asked_arrears.waiting) == [HOME]
    assert await write(database, asked_arrears.catch_up, HOME)
    assert not await read(database, asked_arrears.are_counted, HOME)
    for question in (first, last):
        await database.writer.submit(responses.record_taps, asking.tap(question, 4))
    await send(database, unsent, NOW + HOUR)
    assert await is_right(database, workspace)
    assert not await write(database, asked_arrears.catch_up, HOME)
    assert await read(database, asked_arrears.waiting) == []
    assert await read(database, asked_arrears.are_counted, HOME)
    assert await is_right(database, workspace)


async def _repeat(connection: AsyncConnection, like: object) -> None:
    """Add as many more as one piece counts, of which one is the first."""
    found = await rows.every(connection, Invitation, rows.table(Invitation).select())
    (one,) = rows.values([row for row in found if row.id == like])
    ids = [UUID(int=one["id"].int + number) for number in range(1, AT_ONCE)]
    copies = [one | {"id": another, "interaction_id": another} for another in ids]
    await connection.execute(rows.table(Invitation).insert(), copies)


@pytest.mark.parametrize("tap_first", [True, False])
async def test_a_tap_in_the_midst_of_it_is_counted_once(
    database: Database, replica: Database, workspace: Workspace, *, tap_first: bool
) -> None:
    asking = Asking(database, workspace)
    question = await asking.ask(team="Network")
    await write(database, forget)
    tap = (database, partial(responses.record_taps, taps=[asking.tap(question, 4)]))
    piece = (replica, partial(asked_arrears.catch_up, workspace_id=HOME))
    await (overlapping(tap, piece) if tap_first else overlapping(piece, tap))
    assert await is_right(database, workspace)
    (whole,) = [
        one for one in await everything(database, AskedTally) if one.delivered and not one.value
    ]
    assert whole.answered == 1
