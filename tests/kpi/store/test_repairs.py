"""Tallies that an older release left behind are put right, while taps and webhooks go on."""

import asyncio
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import arrears, readings, repairs, responses, workspaces
from kpi.store.database import Database
from kpi.store.readings import Reading
from kpi.store.repairs import KINDS, Piece
from kpi.store.responses import Comment
from kpi.store.tables import Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.tickets import HOME, event, overlapping, read, take_in, write
from tests.moments import NOW

EARLIER = NOW - timedelta(days=9)
SPOILED = (
    (
        "INSERT INTO said_tally SELECT workspace_id, 'fcr/confirmed/v1', '', '', day, survey_id,"
        " 2, 1, 0, 0, 0 FROM tally WHERE segment = ''"
    ),
    "UPDATE tally SET n4 = n4 + 7 WHERE value = 'Network'",
    "DELETE FROM tally WHERE segment = ''",
    "UPDATE theme_tally SET n4 = n4 - 1 WHERE theme = 'speed'",
    "UPDATE asked_tally SET answered = 0, asked = asked + 1",
    "DELETE FROM asked_tally WHERE value = 'Network' AND until > day",
    "UPDATE service_tally SET n = n + 2, seconds = 5 WHERE measure IN ('fcr', 'opened')",
    "DELETE FROM service_tally WHERE measure IN ('art/week', 'frt/whole', 'art')",
)


async def asked(database: Database, asking: Asking) -> list[UUID]:
    """Questions of two weeks with answers, one of them with a comment that was read; tickets."""
    questions = [await asking.ask(at=at, team="Network") for at in (EARLIER, NOW, NOW, NOW)]
    for question in questions[:2]:
        await database.writer.submit(responses.record_taps, asking.tap(question, 4))
    said = Comment(
        workspace_id=HOME,
        invitation_id=questions[1],
        team_id=HOME,
        user_id=asking.people[questions[1]],
        comment="So fast",
        may_contact=True,
        at=NOW,
    )
    await database.writer.submit(responses.record_comments, said)
    unread = await read(database, readings.unread, HOME, 1)
    found = [Reading(one, "en", ("speed",)) for one in unread]
    await write(database, readings.keep, HOME, found, "f1")
    for number, at in enumerate((EARLIER, NOW)):
        told = event(at=at, external_id=f"T-{number}", opened_at=at - timedelta(hours=number))
        await take_in(database, told, at)
    await write(database, arrears.catch_up, HOME, NOW)
    return questions


async def spoil(connection: AsyncConnection) -> None:
    for statement in SPOILED:
        await connection.execute(text(statement))


async def pieces(database: Database) -> list[Piece]:
    """Return what is to be put right."""
    async with database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        found = {name: await kind.differences(connection, HOME) for name, kind in KINDS.items()}
    return repairs.pieces(found, workspace.repaired_with)


async def test_whatever_differs_is_put_right_beside_taps_and_webhooks(
    database: Database, replica: Database, workspace: Workspace
) -> None:
    asking = Asking(database, workspace)
    questions = await asked(database, asking)
    assert await pieces(database) == []
    await write(database, spoil)
    differing = await pieces(database)
    assert {piece.name for piece in differing} == set(KINDS)
    repairing = asyncio.create_task(_repaired(replica, differing))
    await asyncio.gather(
        *(
            database.writer.submit(responses.record_taps, asking.tap(question, score))
            for question, score in zip(questions, (2, 3, 5, 1), strict=True)
        ),
        *(take_in(database, event(external_id=f"T-{number}")) for number in range(1, 5)),
    )
    assert all(await repairing)
    assert await pieces(database) == []
    assert not any(await _repaired(replica, differing))


async def _repaired(replica: Database, differing: list[Piece]) -> list[int]:
    return [await write(replica, repairs.repair, HOME, piece) for piece in differing]


@pytest.mark.parametrize("tap_first", [True, False])
async def test_a_repair_in_the_midst_of_a_tap_or_of_another_repair_adds_up(
    database: Database, replica: Database, workspace: Workspace, *, tap_first: bool
) -> None:
    asking = Asking(database, workspace)
    question = await asking.ask(team="Network")
    await database.writer.submit(responses.record_taps, asking.tap(question, 4))
    await write(database, spoil)
    piece, *_ = await pieces(database)
    tap = partial(responses.record_taps, taps=[asking.tap(question, 2)])
    repair = partial(repairs.repair, workspace_id=HOME, piece=piece)
    await overlapping((database, tap if tap_first else repair), (replica, repair))
    assert piece.name not in {one.name for one in await pieces(database)}
