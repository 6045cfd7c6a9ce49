"""A digest with fifty teams, from due to posted with its details, against the summary it tells."""

import json
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from aiohttp import ClientSession
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.process import Process
from bot.sandbox.messages import Message
from bot.sandbox.sandbox import Sandbox
from bot.work.delivery import Deliveries
from bot.work.digests import Digests
from bot.work.halt import Halt
from bot.work.pace import Pace
from kpi.metrics import Metric
from kpi.periods import week_of
from kpi.query import Query
from kpi.store import schedules, summaries
from kpi.store.database import Database
from kpi.store.schedules import Order
from kpi.store.tables import Workspace
from tests.benchmarks import bulk, report, tickets, year
from tests.bot.stage import SCOPES, clock_at, process_of
from tests.bot.work.mondays import MONDAY, SECOND, WEEK
from tests.moments import NOW

CHANNEL = "C0WEEKLY01"
DAY = timedelta(days=1)
ORDERS: Mapping[str, tuple[Metric, ...]] = {
    "CSAT by team": (Metric.CSAT,),
    "all six by team": tuple(Metric),
}


class Statements:
    """Counts the statements that read, whoever has them run."""

    def __init__(self) -> None:
        self._count = 0
        event.listen(Engine, "before_cursor_execute", self._seen)

    def taken(self) -> int:
        """Return how many there were since this was asked last."""
        count, self._count = self._count, 0
        return count

    def _seen(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self._count += statement.startswith(("SELECT", "WITH"))


@dataclass
class Told:
    """What the issues of one digest took, round by round."""

    digest: list[float] = field(default_factory=list)
    summary: list[float] = field(default_factory=list)
    reads: list[int] = field(default_factory=list)
    reads_of_summary: list[int] = field(default_factory=list)


class Desk:
    """A workspace whose digests are due on Mondays, Tuesdays and so on, at nine."""

    def __init__(self, process: Process, workspace: Workspace) -> None:
        self._process = process
        self._workspace = workspace
        self._reads = Statements()
        deliveries = Deliveries(process, Halt(process), Pace(0.0))
        self._steps = (Digests(process).step, deliveries.step)

    async def order(self) -> None:
        """Have all digests, each on a weekday of its own."""
        for weekday, metrics in enumerate(ORDERS.values()):
            order = Order(
                channel_id=CHANNEL, owner_id="U0LEAD0001", metrics=metrics, weekday=weekday
            )
            await self._process.database.writer.work(partial(self._keep, order=order))

    async def issue(self, due: datetime, metrics: Sequence[Metric], told: Told) -> None:
        """Let a digest be due, and send it; then answer the question that it is about."""
        self._process.clock.move(due - self._process.clock.now())
        self._reads.taken()
        told.digest.append(await _milliseconds(self._told))
        told.reads.append(self._reads.taken())
        told.summary.append(await _milliseconds(partial(self._asked, metrics, due)))
        told.reads_of_summary.append(self._reads.taken())

    async def _keep(self, connection: AsyncConnection, *, order: Order) -> None:
        await schedules.create(connection, self._workspace.id, order, self._process.clock.now())

    async def _told(self) -> None:
        for step in self._steps:
            await step()

    async def _asked(self, metrics: Sequence[Metric], due: datetime) -> None:
        zone = self._workspace.time_zone
        week = week_of(due.date(), zone).previous()
        query = Query(metrics=tuple(metrics), period=week, by="team")
        async with self._process.database.reading() as connection:
            await summaries.answer(connection, self._workspace, query, due)


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print, of `amount` answers and as many tickets in a year."""
    for name, url in databases.items():
        database = Database.open(url)
        workspace = await _filled(database, url, amount, NOW + (rounds + 2) * WEEK)
        sandbox = Sandbox.populated(SCOPES, clock_at(NOW).now, pace=False)
        async with sandbox.serving(), ClientSession() as session:
            process = process_of(database, session, sandbox)
            desk = Desk(replace(process, workspace_id=workspace.id), workspace)
            told = await _issues(desk, rounds)
        await database.close()
        _show(f"{name}, {amount:,} answers and tickets", told, sandbox)


async def _filled(database: Database, url: str, amount: int, until: datetime) -> Workspace:
    workspace, _ = await year.answers(database, amount, until)
    await tickets.reckoned(database, amount, until)
    await bulk.settle(url)
    return workspace


async def _issues(desk: Desk, rounds: int) -> dict[str, Told]:
    """Send each digest once a week; what the first week took does not count."""
    await desk.order()
    told = {label: Told() for label in ORDERS}
    for week in range(rounds + 1):
        for weekday, (label, metrics) in enumerate(ORDERS.items()):
            due = MONDAY + week * WEEK + weekday * DAY + SECOND
            await desk.issue(due, metrics, told[label] if week else Told())
    return told


async def _milliseconds(call: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await call()
    return (time.perf_counter() - began) * 1000


def _show(title: str, told: Mapping[str, Told], slack: Sandbox) -> None:
    posted = slack.messages(CHANNEL)[-2 * len(told) :]
    rows = [
        (
            label,
            f"{statistics.median(one.digest):,.0f}",
            f"{statistics.median(one.summary):,.0f}",
            report.ratio(one.digest, one.summary),
            f"{statistics.median(one.reads):,.0f}",
            f"{statistics.median(one.reads_of_summary):,.0f}",
            *(f"{_size(message):,}" for message in posted[2 * place : 2 * place + 2]),
        )
        for place, (label, one) in enumerate(told.items())
    ]
    columns = ("ms", "summary", "× summary", "SELECTs", "of summary", "signs", "of details")
    report.show(f"Digests of {title}; milliseconds", ("", *columns), rows)


def _size(message: Message) -> int:
    return len(json.dumps(message.blocks, ensure_ascii=False))
