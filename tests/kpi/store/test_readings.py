"""What stands in an answer is what is counted of its themes, whatever happens in which order."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import dictionaries, readings, removals, responses, workspaces
from kpi.store.database import Database
from kpi.store.readings import Reading, Unread
from kpi.store.responses import Comment
from kpi.store.rows import every, table
from kpi.store.tables import Response, ThemeTally, Workspace
from kpi.store.tallies import SCORES
from kpi.store.theme_tallies import ANY, KEY, recounted
from kpi.themes import Theme
from tests.kpi.store.asking import Asking
from tests.moments import NOW

SECOND = timedelta(seconds=1)


@dataclass
class Desk:
    """Customers who say things, and somebody who reads them."""

    asking: Asking
    seconds: int = 0
    questions: list[UUID] = field(default_factory=list)

    @property
    def database(self) -> Database:
        return self.asking.database

    async def said(self, score: int, words: str, **segments: str) -> UUID:
        question = await self.asking.ask(at=NOW, **segments)
        await self.tap(question, score)
        await self.say(question, words)
        return question

    async def tap(self, question: UUID, score: int | None) -> None:
        self.seconds += 1
        tap = self.asking.tap(question, score, NOW + self.seconds * SECOND)
        await self.database.writer.submit(responses.record_taps, tap)

    async def say(self, question: UUID, words: str) -> None:
        self.seconds += 1
        home = self.asking.workspace.id
        comment = Comment(
            workspace_id=home,
            invitation_id=question,
            team_id=home,
            user_id=self.asking.people[question],
            comment=words,
            may_contact=False,
            at=NOW + self.seconds * SECOND,
        )
        await self.database.writer.submit(responses.record_comments, comment)

    async def unread(self) -> list[Unread]:
        async with self.database.reading() as connection:
            return await readings.unread(connection, self.asking.workspace.id, 99)

    async def keep(self, unread: list[Unread], *themes: str, words: str = "v1") -> None:
        found = [Reading(one, "en", themes) for one in unread]
        await self.database.writer.work(
            lambda connection: readings.keep(connection, self.asking.workspace.id, found, words)
        )

    async def counted(self) -> dict[str, dict[int, int]]:
        """What stands for the whole survey, by theme; all of it is what the answers say."""
        async with self.database.reading() as connection:
            stored = await every(connection, ThemeTally, select(table(ThemeTally)))
            answers = (await connection.execute(select(table(Response)))).mappings().all()
        rows = [
            {name: getattr(one, name) for name in (*KEY, *SCORES)}
            for one in stored
            if any(getattr(one, name) for name in SCORES)
        ]
        assert sorted(map(repr, recounted(map(dict, answers)).rows())) == sorted(map(repr, rows))
        return {
            one["theme"]: {score: one[name] for score, name in enumerate(SCORES) if one[name]}
            for one in rows
            if not one["segment"]
        }


@pytest.fixture
def desk(database: Database, workspace: Workspace) -> Desk:
    return Desk(Asking(database, workspace))


async def test_a_comment_is_counted_from_when_it_is_read(desk: Desk) -> None:
    await desk.said(2, "slow and dear", team="Network")
    (unread,) = await desk.unread()
    assert (unread.comment, unread.language) == ("slow and dear", "en")
    assert await desk.counted() == {}
    await desk.keep([unread], "speed", "price")
    assert await desk.unread() == []
    assert await desk.counted() == {ANY: {2: 1}, "speed": {2: 1}, "price": {2: 1}}


async def test_two_replicas_that_read_at_once_count_once(desk: Desk, replica: Database) -> None:
    for score in range(1, 6):
        await desk.said(score, "slow", team="Network")
    other = Desk(Asking(replica, desk.asking.workspace))
    pieces = [await one.unread() for one in (desk, other)]
    assert [len(one) for one in pieces] == [5, 5]
    pieces[1].reverse()
    await asyncio.gather(
        *(one.keep(piece, "speed") for one, piece in zip((desk, other), pieces, strict=True))
    )
    once = dict.fromkeys(range(1, 6), 1)
    assert await desk.counted() == {ANY: once, "speed": once}


async def test_what_changes_afterwards_moves_with_it(desk: Desk) -> None:
    question = await desk.said(2, "slow")
    await desk.keep(await desk.unread(), "speed")
    await desk.tap(question, 3)
    assert await desk.counted() == {ANY: {3: 1}, "speed": {3: 1}}
    await desk.say(question, "dear")
    assert await desk.counted() == {}
    await desk.keep(await desk.unread(), "price")
    assert await desk.counted() == {ANY: {3: 1}, "price": {3: 1}}
    await desk.tap(question, None)
    assert await desk.counted() == {}


async def test_a_comment_that_changed_while_it_was_read_is_read_again(desk: Desk) -> None:
    question = await desk.said(2, "slow")
    before = await desk.unread()
    await desk.say(question, "dear")
    await desk.keep(before, "speed")
    assert await desk.counted() == {}
    await desk.keep(await desk.unread(), "price")
    assert await desk.counted() == {ANY: {2: 1}, "price": {2: 1}}


async def test_asks_by_hand_are_read_and_not_counted(desk: Desk) -> None:
    await desk.said(2, "slow", trigger="hand")
    await desk.keep(await desk.unread(), "speed")
    assert await desk.counted() == {}


async def test_what_is_removed_is_taken_out(desk: Desk) -> None:
    question = await desk.said(2, "slow")
    await desk.keep(await desk.unread(), "speed")
    key = (desk.asking.workspace.id, question)
    await desk.database.writer.work(lambda connection: removals.remove(connection, [key]))
    assert await desk.counted() == {}


async def test_the_past_is_read_again_until_all_of_it_was(desk: Desk) -> None:
    for words in ("slow", "dear", "late"):
        await desk.said(2, words)
    await desk.keep(await desk.unread(), "speed")
    home = desk.asking.workspace.id
    await desk.database.writer.work(lambda connection: readings.read_again(connection, home))
    steps = 0
    going = True
    while going:
        steps += 1
        async with desk.database.reading() as connection:
            assert await readings.waiting(connection) == [home]
            workspace = await workspaces.find(connection, home)
            piece = await readings.outdated(connection, workspace, "v2", 2)
        await desk.keep(piece, "price", words="v1" if steps == 1 else "v2")
        through = piece[-1].id if piece else None
        on = partial(readings.go_on, workspace=workspace, through=through, fingerprint="v2")
        going = await desk.database.writer.work(on)
    async with desk.database.reading() as connection:
        assert await readings.progress(connection, home, "v2") == (3, 3)
        assert await readings.waiting(connection) == []
    assert await desk.counted() == {ANY: {2: 3}, "price": {2: 3}}


async def test_who_began_before_words_changed_again_does_not_end_the_reading(desk: Desk) -> None:
    await desk.said(2, "slow")
    await desk.keep(await desk.unread(), "speed")
    home = desk.asking.workspace.id
    owe = partial(readings.read_again, workspace_id=home)
    await desk.database.writer.work(owe)
    async with desk.database.reading() as connection:
        before = await workspaces.find(connection, home)
    await desk.database.writer.work(owe)
    end = partial(readings.go_on, workspace=before, through=None, fingerprint="v1")
    await desk.database.writer.work(end)
    async with desk.database.reading() as connection:
        assert await readings.waiting(connection) == [home]


async def test_of_two_replicas_that_add_one_name_the_second_sees_the_first(
    database: Database, workspace: Workspace, replica: Database
) -> None:
    parking = Theme("parking", {"en": "Parking"}, {"en": ("park*",)})

    async def add(connection: AsyncConnection) -> bool:
        before = await dictionaries.held(connection, workspace.id)
        await asyncio.sleep(0.05)
        if any(one.key == parking.key for one in before.themes):
            return False
        await dictionaries.save(connection, workspace.id, parking, by="U1", now=NOW)
        return True

    added = await asyncio.gather(database.writer.work(add), replica.writer.work(add))
    assert sorted(added) == [False, True]


async def test_a_workspace_has_words_of_its_own(database: Database, workspace: Workspace) -> None:
    parking = Theme("parking", {"en": "Parking", "nl": "Parkeren"}, {"en": ("park*",)})
    made = await database.writer.work(
        lambda connection: dictionaries.save(connection, workspace.id, parking, by="U1", now=NOW)
    )
    await database.writer.work(
        lambda connection: dictionaries.remove(connection, workspace.id, "price", by="U1", now=NOW)
    )
    async with database.reading() as connection:
        found = await dictionaries.of_workspace(connection, workspace.id)
    assert made.fingerprint != found.fingerprint
    assert found.tagged("No parking, and dear", "en").themes == ("parking",)
    back = await database.writer.work(
        lambda connection: dictionaries.restore(connection, workspace.id, "price")
    )
    assert {one.key for one in back.themes} >= {"price", "parking"}
