"""The rows of a file go to the database in small pieces, so that taps never wait for them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeAlias, TypeVar

from bot.cli import import_report, progress, store
from bot.cli.import_report import Report
from bot.clock import Clock
from bot.config import Settings
from bot.importing import answers, file, plans
from bot.importing.answers import NoAnswer, Reading
from bot.importing.moments import Calendar
from bot.importing.records import BadRow
from kpi.metrics import Definition, standard
from kpi.store import database as databases
from kpi.store import imports, surveys
from kpi.store.database import Database
from kpi.store.imports import Imported
from kpi.store.tables import Survey, Workspace

PIECE = 25
"""Answers in one transaction: about ten milliseconds, so that a tap never waits longer."""
BREATH = timedelta(milliseconds=5)
"""Between two transactions: on SQLite a bot in another process gets its turn only there."""

Write: TypeAlias = Callable[[list[Imported]], Awaitable[int]]
"""Stores a piece and says how many of it were new."""
Row = TypeVar("Row")


async def read_in(settings: Settings, report: Report, wanted: str | None, clock: Clock) -> Report:
    """Read a file into the database, or only try to when it is a dry run; fill the report in.

    A dry run makes no database: where there is none, the file is read as a new one would be.

    Raises:
        WrongSetting: the tool whose export it is asks on another scale than the survey.
    """
    now, metric = clock.now(), report.plan.metric
    if report.dry_run and databases.missing_file(settings.database_url):
        fresh = Workspace(id=store.LOCAL, created_at=now)
        await _go_through(report, _reading(report, standard(metric), fresh, now), None)
        return report
    async with store.made(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            survey = await surveys.named(connection, workspace.id, metric)
        reading = _reading(report, surveys.definition(survey), workspace, now)
        write = None if report.dry_run else _into(database, workspace, survey, now)
        await _go_through(report, reading, write)
    return report


def _reading(
    report: Report, definition: Definition, workspace: Workspace, now: datetime
) -> Reading:
    plan = report.plan
    if plan.preset is not None:
        plans.require_scale(plan.preset, definition)
    return Reading(
        definition=definition,
        columns=plan.shape.columns,
        calendar=Calendar(
            date_format=report.date_format, zone=plan.zone or workspace.time_zone, now=now
        ),
        preset=plan.preset,
        kind=plan.kind,
    )


async def _go_through(report: Report, reading: Reading, write: Write | None) -> None:
    shape = report.plan.shape
    total = file.size(shape.path)
    with (
        import_report.whole(shape.path, "answer", lambda: report.new),
        progress.shown(shape.path.name, total=total, quiet=report.quiet) as seen,
    ):
        found = answers.understand(file.rows(shape, seen), reading)
        for piece in pieces(_good(found, report)):
            report.heard(piece)
            if write is not None:
                report.new += await write(piece)
            await asyncio.sleep(0 if write is None else BREATH.total_seconds())


def _into(database: Database, workspace: Workspace, survey: Survey, now: datetime) -> Write:
    async def write(piece: list[Imported]) -> int:
        return await database.writer.work(
            lambda connection: imports.import_answers(connection, workspace, survey, piece, now)
        )

    return write


def _good(found: Iterable[Imported | BadRow | NoAnswer], report: Report) -> Iterator[Imported]:
    for one in found:
        if isinstance(one, BadRow):
            report.bad.append(one)
        elif isinstance(one, NoAnswer):
            report.passed(one)
        else:
            yield one


def pieces(found: Iterator[Row]) -> Iterator[list[Row]]:
    """Cut rows into what is stored in one transaction."""
    while piece := list(islice(found, PIECE)):
        yield piece
