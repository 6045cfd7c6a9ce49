"""Answers that an older release wrote without their ticket are found, and name it again."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import lone_answers
from kpi.store.database import Database
from kpi.store.tables import Response, Workspace
from tests.kpi.store.tickets import HOME, everything, read, write
from tests.kpi.store.visits import Visits

OLDER = "UPDATE response SET interaction_id = NULL"
FROM_A_FILE = "UPDATE response SET invitation_id = NULL WHERE score = 3"


async def spoil(connection: AsyncConnection) -> None:
    for statement in (OLDER, FROM_A_FILE):
        await connection.execute(text(statement))


async def test_an_answer_names_its_ticket_again(database: Database, workspace: Workspace) -> None:
    visits = Visits(database, workspace)
    for score in (1, 3, 5):
        await visits.add(score, seconds=60)
    before = {one.score: one.interaction_id for one in await everything(database, Response)}
    await write(database, spoil)
    assert await read(database, lone_answers.count, HOME) == 2
    assert await write(database, lone_answers.name_tickets, HOME) == 2
    assert await write(database, lone_answers.name_tickets, HOME) == 0
    after = {one.score: one.interaction_id for one in await everything(database, Response)}
    assert after == before | {3: None}
    assert await read(database, lone_answers.count, HOME) == 0
