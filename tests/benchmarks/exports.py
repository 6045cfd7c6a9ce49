"""Rows of an export, made and written, against a bare SELECT streamed into a CSV writer.

On Postgres also before it knows anything of its tables, as after a restore or a large import.
"""

import csv
import statistics
import tracemalloc
from collections.abc import Mapping
from functools import partial
from io import StringIO

from sqlalchemy import select

from bot.clock import Clock
from bot.exporting import writing
from bot.exporting.lines import Style
from kpi.metrics import Metric
from kpi.periods import parse, today
from kpi.query import Query
from kpi.store import exports
from kpi.store.database import Database
from kpi.store.rows import table
from kpi.store.tables import Interaction
from tests.benchmarks import bulk, report, tickets, timing, year
from tests.benchmarks.filled import Filled
from tests.benchmarks.timing import Call

MEGABYTE = 1_000_000
IN_PIECES = {"yield_per": 500}


async def run(databases: Mapping[str, str], amount: int, rounds: int) -> None:
    """Measure and print, with the most memory that one export took."""
    for name, url in databases.items():
        one = await _filled(url, amount)
        calls: dict[str, Call] = {
            "a bare SELECT": partial(_selected, one.database),
            "the export": partial(_exported, one),
        }
        rows = await _rows(f"{name}, no statistics", calls, amount, rounds)
        await bulk.settle(url)
        rows += await _rows(name, calls, amount, rounds)
        tracemalloc.start()
        await _exported(one)
        peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
        tracemalloc.stop()
        await one.database.close()
        title = f"An export of {amount:,} interactions, asked and answered; {peak:.1f} MB at most"
        report.show(title, ("", "ms", "rows a second", "ms × SELECT"), rows)


async def _filled(url: str, amount: int) -> Filled:
    database, now = Database.open(url), Clock().real()
    await year.interactions(database, amount, now)
    await tickets.reckoned(database, amount, now)
    workspace, survey = await year.answers(database, amount, now)
    return Filled(database, workspace, survey, now)


async def _rows(
    name: str, calls: Mapping[str, Call], amount: int, rounds: int
) -> list[tuple[str, str, str, str]]:
    measured = await timing.milliseconds(calls, rounds)
    first = next(iter(measured.values()))
    return [
        (
            f"{name}: {call}",
            f"{statistics.median(times):,.0f}",
            f"{amount / statistics.median(times) * 1_000:,.0f}",
            report.ratio(times, first),
        )
        for call, times in measured.items()
    ]


async def _selected(database: Database) -> None:
    """Write the interactions as they come, a column each."""
    file = StringIO()
    line = csv.writer(file)
    async with database.reading() as connection:
        found = await connection.stream(select(table(Interaction)), execution_options=IN_PIECES)
        async for piece in found.partitions():
            line.writerows(piece)


async def _exported(one: Filled) -> None:
    zone = one.workspace.time_zone
    period = parse("365d", today=today(one.now, zone), zone=zone)
    assert period is not None
    query = Query(metrics=tuple(Metric), period=period)
    async with one.database.reading() as connection:
        scope = await exports.scope(connection, one.workspace, query, one.now)
        rows = exports.rows(connection, scope)
        assert await writing.write(rows, Style(zone=zone), lambda _: None) > 0
