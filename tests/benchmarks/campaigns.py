"""Campaigns: a hundred thousand people planned in pieces, while taps keep coming."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from kpi.cohorts import Rhythm
from kpi.store import audiences, campaigns, planning, responses, rows
from kpi.store.audiences import Member
from kpi.store.campaigns import Wish
from kpi.store.columns import new_id
from kpi.store.database import Database
from kpi.store.responses import Tap
from kpi.store.tables import Campaign, CampaignAsk, Workspace
from tests.benchmarks import report, seeding

TAPS_A_SECOND = 200
QUIET_SECONDS = 2.0
_ASK = rows.table(CampaignAsk)


@dataclass
class Rounds:
    """What one database did, round by round."""

    copied: list[float] = field(default_factory=list)
    """Rows a second, in one INSERT … SELECT."""
    inserted: list[float] = field(default_factory=list)
    """Rows a second, ready-made and in one transaction."""
    planned: list[float] = field(default_factory=list)
    planned_with_taps: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)
    """Seconds until a tap was committed."""
    busy: list[float] = field(default_factory=list)


class Taps:
    """Taps at a steady rate, each measured from its intended moment."""

    def __init__(self, database: Database, asked: Sequence[tuple[UUID, str]], home: str) -> None:
        self._database = database
        self._asked = asked
        self._home = home
        self._numbers = count()
        self._clock = Clock()
        self.waits: list[float] = []

    async def come(self, until: asyncio.Event) -> None:
        """Tap until told otherwise, then wait for the last."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        async with asyncio.TaskGroup() as tapping:
            for turn in count():
                intended = begin + turn / TAPS_A_SECOND
                await asyncio.sleep(max(intended - loop.time(), 0))
                if until.is_set():
                    return
                tapping.create_task(self._tap(intended))

    async def _tap(self, intended: float) -> None:
        await self._database.writer.submit(responses.record_taps, self._made(next(self._numbers)))
        self.waits.append(asyncio.get_running_loop().time() - intended)

    def _made(self, number: int) -> Tap:
        invitation_id, user_id = self._asked[number % len(self._asked)]
        return Tap(
            workspace_id=self._home,
            invitation_id=invitation_id,
            team_id=self._home,
            user_id=user_id,
            channel_id="D1",
            message_ts=f"{number}.0",
            action_id="rate:4",
            at=self._clock.real() + timedelta(microseconds=number),
            score=1 + number % 5,
        )


async def run(urls: Mapping[str, str], people: int, rounds: int) -> None:
    """Measure and print."""
    measured = {name: Rounds() for name in urls}
    for name, url in urls.items():
        database = Database.open(url)
        now = Clock().real()
        asked = await seeding.questions(database, 2_000, now)
        workspace, _ = await seeding.prepared(database, now)
        for _ in range(rounds):
            await _round(
                database, workspace, Taps(database, asked, workspace.id), measured[name], people
            )
        await database.close()
    _show(measured, people)


async def _round(
    database: Database, workspace: Workspace, taps: Taps, measured: Rounds, people: int
) -> None:
    now = Clock().real()
    alone = await _campaign(database, workspace, people, now)
    measured.planned.append(people / await _timed(_planned(database, workspace, alone, now)))
    measured.copied.append(people / await _timed(_copied(database, alone, now)))
    measured.inserted.append(people / await _timed(_inserted(database, alone, now)))
    measured.quiet += await _waits(taps, asyncio.sleep(QUIET_SECONDS))
    beside = await _campaign(database, workspace, people, now)
    begin = time.perf_counter()
    measured.busy += await _waits(taps, _planned(database, workspace, beside, now))
    measured.planned_with_taps.append(people / (time.perf_counter() - begin))


async def _campaign(
    database: Database, workspace: Workspace, people: int, now: datetime
) -> Campaign:
    wish = Wish(name="Relations", survey="nps", rhythm=Rhythm.QUARTERLY, starts_on=now.date())
    work = database.writer.work
    campaign = await work(lambda it: campaigns.create(it, workspace.id, wish, now))
    for start in range(0, people, seeding.CHUNK):
        numbers = range(start, min(start + seeding.CHUNK, people))
        members = [Member(person=f"{workspace.id}/U{number:08d}") for number in numbers]
        await work(lambda it, members=members: audiences.join(it, campaign, members, now))  # type: ignore[misc]  # bound for this turn
    await work(lambda it: campaigns.start(it, campaign, workspace, now))
    await work(lambda it: campaigns.compared(it, campaign, now))
    return campaign


async def _planned(
    database: Database, workspace: Workspace, campaign: Campaign, now: datetime
) -> None:
    while await database.writer.work(lambda it: planning.plan_piece(it, campaign, workspace, now)):
        pass


async def _copied(database: Database, campaign: Campaign, now: datetime) -> None:
    """Insert the rows that were planned once more, as another campaign's, all in the database."""
    columns = [one for one in _ASK.c if one.name != "campaign_id"]
    other = literal(new_id(now), _ASK.c.campaign_id.type)
    same = select(other, *columns).where(_ASK.c.campaign_id == campaign.id)
    names = ["campaign_id", *(one.name for one in columns)]

    async def insert(connection: AsyncConnection) -> None:
        await connection.execute(_ASK.insert().from_select(names, same))

    await database.writer.work(insert)


async def _inserted(database: Database, campaign: Campaign, now: datetime) -> None:
    """Insert the same rows from ready-made values, all in one transaction."""
    async with database.reading() as connection:
        found = await connection.execute(select(_ASK).where(_ASK.c.campaign_id == campaign.id))
        other = new_id(now)
        ready = [dict(row) | {"campaign_id": other} for row in found.mappings()]

    async def insert(connection: AsyncConnection) -> None:
        await connection.execute(_ASK.insert(), ready)

    await database.writer.work(insert)


async def _timed(work: Awaitable[None]) -> float:
    begin = time.perf_counter()
    await work
    return time.perf_counter() - begin


async def _waits(taps: Taps, work: Awaitable[None]) -> list[float]:
    """Have taps come while some work runs; give how long each waited."""
    taps.waits = []
    done = asyncio.Event()
    coming = asyncio.create_task(taps.come(done))
    await work
    done.set()
    await coming
    return taps.waits


def _show(measured: Mapping[str, Rounds], people: int) -> None:
    report.show(
        f"Campaigns: {people:,} people planned in pieces of {audiences.PIECE};"
        f" {TAPS_A_SECOND} taps a second, ms from the intended moment",
        (
            "",
            "plan /s",
            "÷ INSERT rows",
            "÷ INSERT…SELECT",
            "with taps /s",
            "quiet p50 p99 max",
            "planning p50 p99 max",
        ),
        [
            (
                name,
                f"{statistics.median(one.planned):,.0f}",
                report.ratio(one.planned, one.inserted),
                report.ratio(one.planned, one.copied),
                f"{statistics.median(one.planned_with_taps):,.0f}",
                _shown(one.quiet),
                _shown(one.busy),
            )
            for name, one in measured.items()
        ],
    )


def _shown(waits: Sequence[float]) -> str:
    in_order = sorted(1000 * one for one in waits)
    marks = (in_order[len(in_order) // 2], in_order[len(in_order) * 99 // 100], in_order[-1])
    return " ".join(f"{mark:.1f}" for mark in marks)
