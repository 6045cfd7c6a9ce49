"""A happy customer's words: once, where the workspace wants that, never of anonymous answers."""

import pytest
from sqlalchemy import update

from kpi.store import joys, workspaces
from kpi.store.answer_batch import HEEDED_AFTER
from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import Invitation, Workspace
from tests.kpi.store.asking import Asking
from tests.kpi.store.test_heeding import MINUTE, Desk


@pytest.fixture
async def desk(database: Database, workspace: Workspace) -> Desk:
    glad = await database.writer.work(
        lambda connection: workspaces.change(connection, workspace.id, sends_joy=True)
    )
    return Desk(Asking(database, glad))


async def owed(desk: Desk) -> int:
    return sum(one.kind == joys.KIND for one in await desk.messages())


async def test_happy_words_are_owed_once_to_who_helped(desk: Desk) -> None:
    happy = await desk.answer(5, agent="a@example.com")
    await desk.answer(5, agent="a@example.com")
    await desk.say(happy, "So quick!")
    nobody = await desk.answer(5)
    await desk.say(nobody, "So quick!")
    await desk.heed()
    assert await owed(desk) == 1
    await desk.tap(happy, 4, MINUTE)
    await desk.heed(HEEDED_AFTER + MINUTE)
    await desk.tap(happy, 5, 2 * MINUTE)
    await desk.heed(HEEDED_AFTER + 2 * MINUTE)
    (delivery,) = (one for one in await desk.messages() if one.kind == joys.KIND)
    home = desk.asking.workspace.id
    async with desk.database.reading() as connection:
        found = await joys.find(connection, home, delivery.cause_id)
    assert found is not None
    assert (found.comment, found.agent) == ("So quick!", "a@example.com")
    await desk.tap(happy, None, 3 * MINUTE)
    async with desk.database.reading() as connection:
        assert await joys.find(connection, home, delivery.cause_id) is None
    await desk.tap(happy, 5, 4 * MINUTE)
    await desk.say(happy, "So quick!")
    await desk.silenced()
    async with desk.database.reading() as connection:
        assert await joys.find(connection, home, delivery.cause_id) is None


async def test_without_a_name_or_a_wish_nobody_hears(desk: Desk) -> None:
    secret = await desk.answer(5, agent="a@example.com")
    await desk.say(secret, "So quick!")
    hidden = update(table(Invitation)).where(table(Invitation).c.id == secret)
    await desk.database.writer.work(
        lambda connection: connection.execute(hidden.values(is_anonymous=True))
    )
    await desk.heed()
    assert await owed(desk) == 0
    desk.asking.workspace.sends_joy = False
    plain = await desk.answer(5, agent="a@example.com")
    await desk.say(plain, "So quick!")
    await desk.heed()
    assert await owed(desk) == 0


async def test_what_was_said_days_ago_is_no_news(desk: Desk) -> None:
    happy = await desk.answer(5, agent="a@example.com")
    await desk.say(happy, "So quick!")
    await desk.heed(joys.NEWS + 2 * HEEDED_AFTER)
    assert await owed(desk) == 0
