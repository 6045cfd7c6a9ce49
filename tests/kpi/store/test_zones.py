"""Another time zone: everything moves to its day in it, and no count is ever wrong on the way."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.interaction_event import Kind
from kpi.periods import local_day
from kpi.store import (
    arrears,
    imports,
    invitations,
    responses,
    service_verification,
    verification,
    workspaces,
    zones,
)
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.tables import Invitation, Reckoning, Response, Workspace
from kpi.store.zones import AT_ONCE, SETTLED
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import DAY, HOME, HOUR, event, everything, read, write
from tests.moments import NOW

TOKYO = "Asia/Tokyo"
MANY = AT_ONCE + 5
LATER = NOW + SETTLED
EVENING = datetime(2026, 11, 18, 20, tzinfo=UTC)
"""The next day in Tokyo."""


def answers() -> list[Imported]:
    return [
        Imported(
            external_key=str(number),
            score=number % 11,
            at=NOW - number * HOUR,
            segments={"team": ("Network", "")[number % 2], "trigger": "system"},
        )
        for number in range(MANY)
    ]


async def is_right(database: Database) -> bool:
    """Count everything again, as `kompas verify` does."""
    proofs = (
        verification.differences,
        verification.asked_differences,
        service_verification.differences,
        service_verification.strays,
    )
    return not any([await read(database, proof, HOME) for proof in proofs])


async def tickets(connection: AsyncConnection) -> None:
    """Tell of tickets all through a day; the second half counts under another definition."""
    for number in range(6):
        if number == 3:
            await workspaces.change(connection, HOME, service={"frt": "frt/calendar/mean/v1"})
        at = NOW - 2 * DAY + 4 * number * HOUR
        told = [
            event(Kind.OPENED, at, external_id=f"T-{number}"),
            event(at=at + HOUR, external_id=f"T-{number}"),
        ]
        await invitations.take_in_all(connection, HOME, told, at + HOUR)


@pytest.fixture
async def asking(database: Database, workspace: Workspace) -> Asking:
    """A past of many answers."""
    asking = Asking(database, workspace)
    survey = await asking.survey("nps")
    await write(database, imports.import_answers, workspace, survey, answers(), NOW)
    return asking


async def test_answers_move_in_pieces_while_others_come_in(
    database: Database, asking: Asking
) -> None:
    question = await asking.ask(team="Network")
    await write(database, zones.change, HOME, TOKYO, NOW)
    assert await read(database, zones.waiting, NOW) == []
    assert not await write(database, zones.catch_up, HOME, NOW)
    assert await write(database, zones.catch_up, HOME, LATER)
    assert await is_right(database)
    await database.writer.submit(responses.record_taps, asking.tap(question, 4, EVENING))
    assert await is_right(database)
    assert await read(database, zones.waiting, LATER) == [HOME]
    assert not await write(database, zones.catch_up, HOME, LATER)
    assert await read(database, zones.waiting, LATER) == []
    assert await is_right(database)
    every = await everything(database, Response)
    assert len(every) == MANY + 1
    assert all(one.day == local_day(one.answered_at, TOKYO) for one in every)
    assert {one.counted_in for one in await everything(database, Invitation)} == {TOKYO}


async def test_tickets_move_under_their_own_definitions(
    database: Database, workspace: Workspace
) -> None:
    await write(database, tickets)
    counted = await definitions(database)
    assert len(set(counted.values())) == 2
    await write(database, zones.change, HOME, TOKYO, NOW)
    assert await read(database, arrears.waiting, NOW) == []
    assert await read(database, arrears.waiting, LATER) == [HOME]
    assert not await write(database, arrears.catch_up, HOME, LATER)
    assert await is_right(database)
    assert await definitions(database) == counted
    for one in await everything(database, Reckoning):
        assert one.opened_at is not None
        assert one.opened_day == local_day(one.opened_at, TOKYO)
        assert one.fcr_day == local_day(one.opened_at + HOUR, TOKYO)


async def test_the_same_zone_counts_nothing_again(database: Database, workspace: Workspace) -> None:
    await write(database, arrears.catch_up, HOME, NOW)
    await write(database, zones.change, HOME, workspace.time_zone, NOW)
    assert await read(database, arrears.waiting, NOW + DAY) == []
    assert await read(database, zones.waiting, NOW + DAY) == []


async def test_who_changes_it_back_starts_again(database: Database, workspace: Workspace) -> None:
    asking = Asking(database, workspace)
    question = await asking.ask()
    await database.writer.submit(responses.record_taps, asking.tap(question, 4, EVENING))
    for zone, day in ((TOKYO, 19), (workspace.time_zone, 18)):
        await write(database, zones.change, HOME, zone, EVENING)
        await write(database, zones.catch_up, HOME, EVENING + SETTLED)
        (answer,) = await everything(database, Response)
        assert answer.day == date(2026, 11, day)
    assert await is_right(database)


async def definitions(database: Database) -> dict[UUID, str]:
    found = await everything(database, Reckoning)
    return {one.interaction_id: one.frt_definition for one in found}
