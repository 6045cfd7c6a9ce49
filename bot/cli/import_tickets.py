"""Tickets of a file go to the database in small pieces, as answers do."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeAlias

from bot.cli import import_report, progress, store
from bot.cli.import_rows import BREATH, pieces
from bot.cli.import_ticket_report import TicketReport
from bot.clock import Clock
from bot.config import Settings
from bot.importing import file, tickets
from bot.importing.moments import Calendar
from bot.importing.records import BadRow
from bot.importing.tickets import TicketReading
from kpi.past_tickets import PastTicket
from kpi.store import database as databases
from kpi.store import past
from kpi.store.database import Database
from kpi.store.past import TakenIn
from kpi.store.tables import Workspace

Write: TypeAlias = Callable[[list[PastTicket]], Awaitable[TakenIn]]
"""Stores a piece and says what it added."""


async def read_in(
    settings: Settings, report: TicketReport, wanted: str | None, clock: Clock
) -> None:
    """Read a file into the database and fill the report in; a dry run only tries to.

    A dry run makes no database: where there is none, the file is read as a new one would be.
    """
    now = clock.now()
    if report.dry_run and databases.missing_file(settings.database_url):
        fresh = Workspace(id=store.LOCAL, created_at=now)
        await _go_through(report, _reading(report, fresh, now), None)
        return
    async with store.made(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        write = None if report.dry_run else _into(database, workspace, now)
        await _go_through(report, _reading(report, workspace, now), write)


def _reading(report: TicketReport, workspace: Workspace, now: datetime) -> TicketReading:
    zone = report.plan.zone or workspace.time_zone
    calendar = Calendar(date_format=report.date_format, zone=zone, now=now)
    return TicketReading(plan=report.plan, calendar=calendar)


async def _go_through(report: TicketReport, reading: TicketReading, write: Write | None) -> None:
    layout = report.plan.layout
    total = file.size(layout.path)
    with (
        import_report.whole(layout.path, "ticket", lambda: report.new),
        progress.shown(layout.path.name, total=total, quiet=report.quiet) as seen,
    ):
        found = tickets.understand(file.rows(layout, seen), reading)
        for piece in pieces(_good(found, report)):
            report.heard(piece)
            if write is not None:
                report.stored(await write(piece))
            await asyncio.sleep(0 if write is None else BREATH.total_seconds())


def _into(database: Database, workspace: Workspace, now: datetime) -> Write:
    async def write(piece: list[PastTicket]) -> TakenIn:
        return await database.writer.work(
            lambda connection: past.take_in(connection, workspace.id, piece, now)
        )

    return write


def _good(found: Iterable[PastTicket | BadRow], report: TicketReport) -> Iterator[PastTicket]:
    for one in found:
        if isinstance(one, BadRow):
            report.bad.append(one)
        else:
            yield one
