"""The rows of a file go to the database in small pieces, so that taps never wait for them."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice

from rich.console import Console
from rich.progress import Progress

from bot.cli import store
from bot.cli.import_report import Report
from bot.clock import Clock
from bot.config import Settings
from bot.importing import answers, file
from bot.importing.answers import Reading
from bot.importing.records import BadRow
from kpi.metrics import Metric
from kpi.store import imports, surveys
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.tables import Survey, Workspace

PIECE = 25
"""Answers in one transaction: about ten milliseconds, so that a tap never waits longer."""
BREATH = timedelta(milliseconds=5)
"""Between two transactions: on SQLite a bot in another process gets its turn only there."""
LONG_FILE = 1 << 20
"""Bytes from which a progress bar is drawn."""


async def read_in(
    settings: Settings, metric: Metric, report: Report, wanted: str | None, clock: Clock
) -> Report:
    """Read a file into the database, or only try to when it is a dry run; fill the report in."""
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            survey = await surveys.named(connection, workspace.id, metric)
        reading = Reading(
            definition=surveys.definition(survey),
            columns=report.shape.columns,
            date_format=report.date_format,
            zone=workspace.time_zone,
            now=clock.now(),
        )
        await _store(database, (workspace, survey), report, reading)
    return report


async def _store(
    database: Database, place: tuple[Workspace, Survey], report: Report, reading: Reading
) -> None:
    with _progress(report) as seen:
        found = answers.understand(file.rows(report.shape, seen), reading)
        for piece in _pieces(_good(found, report)):
            report.heard(piece)
            if not report.dry_run:
                report.new += await _written(database, place, piece, reading)
                await asyncio.sleep(BREATH.total_seconds())


async def _written(
    database: Database, place: tuple[Workspace, Survey], piece: list[Imported], reading: Reading
) -> int:
    workspace, survey = place
    return await database.writer.work(
        lambda connection: imports.import_answers(connection, workspace, survey, piece, reading.now)
    )


def _good(found: Iterable[Imported | BadRow], report: Report) -> Iterator[Imported]:
    for one in found:
        if isinstance(one, BadRow):
            report.bad.append(one)
        else:
            yield one


def _pieces(found: Iterator[Imported]) -> Iterator[list[Imported]]:
    while piece := list(islice(found, PIECE)):
        yield piece


@contextmanager
def _progress(report: Report) -> Iterator[Callable[[int], None]]:
    """Draw a bar for a long file in a terminal; yield what is told how many bytes were read."""
    console = Console(stderr=True)
    total = file.size(report.shape.path)
    hidden = not console.is_terminal or total < LONG_FILE
    with Progress(console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task(report.shape.path.name, total=total)
        yield lambda read: bar.update(task, completed=read)
