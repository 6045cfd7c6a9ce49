"""Rows of an export, made and written, against fetching the interactions alone."""

import tracemalloc
from collections.abc import Mapping
from datetime import timedelta
from functools import partial

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.exporting import writing
from bot.exporting.lines import Style
from kpi.metrics import Metric
from kpi.periods import parse, today
from kpi.query import Query
from kpi.store import exports
from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import Interaction, Workspace
from tests.benchmarks import report, seeding, timing, what_if

MEGABYTE = 1_000_000


async def run(databases: Mapping[str, str], *, amount: int, rounds: int) -> None:
    """Measure and print, with the most memory that one export took."""
    clock = Clock()
    for name, url in databases.items():
        database = Database.open(url)
        workspace, survey = await seeding.prepared(database, clock.real())
        await what_if.seed(database, survey, amount, clock.real())
        await database.writer.work(_known_to_the_planner)
        calls = {
            "fetching the interactions": partial(_fetched, database),
            "the whole export": partial(_exported, database, workspace),
        }
        rows = await timing.rows(name, calls, rounds, decimals=0)
        tracemalloc.start()
        await _exported(database, workspace)
        peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
        tracemalloc.stop()
        await database.close()
        title = f"An export of {amount:,} interactions, {peak:.1f} MB at most; milliseconds"
        report.show(title, ("", "ms", "× fetching"), rows)


async def _known_to_the_planner(connection: AsyncConnection) -> None:
    """Do what Postgres does by itself some minutes after so many rows came in."""
    await connection.execute(text("ANALYZE"))


async def _fetched(database: Database) -> None:
    async with database.reading() as connection:
        await connection.execute(select(table(Interaction)))


async def _exported(database: Database, workspace: Workspace) -> None:
    now, zone = Clock().real() + timedelta(minutes=1), workspace.time_zone
    period = parse("92d", today=today(now, zone), zone=zone)
    assert period is not None
    query = Query(metrics=tuple(Metric), period=period)
    async with database.reading() as connection:
        scope = await exports.scope(connection, workspace, query, now)
        rows = exports.rows(connection, scope)
        assert await writing.write(rows, Style(zone=zone), lambda _: None) > 0
