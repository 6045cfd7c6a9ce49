"""`kompas export`: what the numbers are made of, row by row, for a spreadsheet or a program."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from bot import wording
from bot.blocks import extremes
from bot.cli import output, progress, questions, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.exporting import paper, writing
from bot.exporting.lines import Format, Style
from bot.query import saved
from kpi import periods
from kpi.query import Query, View
from kpi.store import exports, filing, remark_filters, summaries, views
from kpi.store.database import Database
from kpi.store.tables import SavedView, Workspace
from kpi.summary import Summary

STDOUT = "-"

As = Annotated[Format, typer.Option("--format", help="csv, or jsonl: an object a line.")]
To = Annotated[
    str | None,
    typer.Option(help="Where to write; - is stdout. Named after the question when left out."),
]
Bom = Annotated[bool, typer.Option("--bom", help="Begin with a mark by which Excel knows UTF-8.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants exported."""

    question: str
    format: Format
    to: str | None
    has_bom: bool


def export(
    question: questions.Words = None,
    *,
    format: As = Format.CSV,  # noqa: A002 - the option's name
    output: To = None,
    bom: Bom = False,
    workspace: WorkspaceId = None,
) -> None:
    """Write what the numbers of a question are made of to a file: kompas export "csat month".

    One row for each interaction that counts in the period, with the moments of its story, first
    response and resolution time in seconds, whether somebody was asked or why not, and the answer.
    Answers to anonymous surveys stand by themselves at the end, without what they were about.
    Agents are left out unless numbers by agent are on. The file holds what customers wrote: keep
    it as you keep their tickets.
    """
    if bom and format is not Format.CSV:
        raise WrongUsage("--bom is for CSV, which Excel opens: leave it out of JSON lines.")
    order = Order(question=questions.joined(question or ()), format=format, to=output, has_bom=bom)
    store.run(_write(Settings.load(), order, workspace))


async def _write(settings: Settings, order: Order, wanted: str | None) -> None:
    clock = Clock()
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        query = await _meant(database, workspace, order.question, clock)
        style = _style(order, workspace)
        path = None if order.to == STDOUT else _path(order, query, style)
        async with database.reading() as connection:
            scope = await exports.scope(connection, workspace, query, clock.now())
            total = await exports.number(connection, scope)
            if not total:
                await filing.require_known(connection, workspace, query)
            with progress.shown("rows", total=total) as told, _place(path) as put:
                rows = exports.rows(connection, scope)
                count = await writing.write(rows, style, put, told=told)
            plain, now = replace(query, view=View.SUMMARY, by=None), clock.now()
            some = query.is_of_some
            found = () if some else await summaries.answer(connection, workspace, plain, now)
    if path is not None:
        _tell(path, count, found)


async def _meant(database: Database, workspace: Workspace, question: str, clock: Clock) -> Query:
    async with database.reading() as connection:
        kept = await views.of_workspace(connection, workspace.id)
        teams = await filing.names(connection, workspace, "team")
        query = _understood(question, kept, teams, workspace, clock)
        return await remark_filters.meant(connection, workspace, query)


def _style(order: Order, workspace: Workspace) -> Style:
    return Style(
        format=order.format,
        zone=workspace.time_zone,
        language=workspace.language,
        has_bom=order.has_bom,
    )


def _tell(path: Path, count: int, found: Sequence[Summary]) -> None:
    output.say(f"{count:,} {'row' if count == 1 else 'rows'} written to {path}.")
    for line in extremes.lines(wording.voice("en"), found):
        output.say(line)


def _path(order: Order, query: Query, style: Style) -> Path:
    asked = replace(query, view=View.SUMMARY)
    return Path(order.to or writing.name(asked.text, style))


def _understood(
    question: str,
    kept: Sequence[SavedView],
    teams: Sequence[str],
    workspace: Workspace,
    clock: Clock,
) -> Query:
    zone = workspace.time_zone
    today = periods.today(clock.now(), zone)
    query = saved.read(question, kept, teams=teams, today=today, zone=zone)
    if query.view not in {View.SUMMARY, View.EXPORT}:
        raise WrongUsage(
            "An export holds rows, so leave {view} out. Try kompas export csat month.",
            view=query.view.value,
        )
    return replace(query, view=View.EXPORT)


@contextmanager
def _place(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Give what takes the text: a file that is there once it is whole, or stdout."""
    if path is not None:
        with paper.whole(path) as put:
            yield put
        return
    yield _print
    with output.read():
        sys.stdout.buffer.flush()


def _print(text: str) -> None:
    with output.read():
        sys.stdout.buffer.write(text.encode())
