"""`kompas summary`: what `/kpi` would say, and to the operator also what it would hide."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from bot.cli import definitions, insights, output, questions, store, summary_table, summary_text
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.query import saved
from kpi import periods, summary_json
from kpi.query import NotUnderstood, Query, View
from kpi.store import comments, filing, summaries, views
from kpi.store.database import Database
from kpi.store.tables import SavedView, Workspace
from kpi.summary import Summary

COMMENTS = 20


def summary(
    question: questions.Words = None,
    *,
    workspace: WorkspaceId = None,
    as_json: AsJson = False,
) -> None:
    """Print the numbers that /kpi would give, for example: kompas summary "csat week by team".

    The name of a view that was kept in Slack is a question, too. With --json one object, or a
    list where several metrics are asked for.
    """
    store.run(_answer(questions.joined(question or ()), workspace, Clock(), as_json=as_json))


async def _answer(question: str, wanted: str | None, clock: Clock, *, as_json: bool) -> None:
    settings, now = Settings.load(), clock.now()
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            kept = await views.of_workspace(connection, workspace.id)
        query = _understood(question, kept, workspace, clock)
        if query.view in insights.VIEWS:
            await insights.answer(database, workspace, query, now, as_json=as_json)
        elif query.view is View.DEFINITION:
            await definitions.answer(database, workspace, query, as_json=as_json)
        elif query.view is View.COMMENTS and not as_json:
            await _comments(database, workspace, query)
        else:
            await _numbers(database, workspace, query, now, as_json=as_json)


async def _comments(database: Database, workspace: Workspace, query: Query) -> None:
    async with database.reading() as connection:
        said = await comments.latest(connection, workspace, query, COMMENTS)
        if not said:
            await filing.require_known(connection, workspace, query)
    summary_text.show_comments(said, workspace.time_zone)


async def _numbers(
    database: Database, workspace: Workspace, query: Query, now: datetime, *, as_json: bool
) -> None:
    async with database.reading() as connection:
        found = await summaries.answer(connection, workspace, query, now)
        # A machine that asks knows its names; it gets the nothing that there is.
        if not as_json and not any(one.has_facts for one in found):
            await filing.require_known(connection, workspace, query)
    if as_json:
        _print_json(found)
    else:
        _show(found, with_weeks=query.view is View.TREND)


def _understood(
    question: str, kept: Sequence[SavedView], workspace: Workspace, clock: Clock
) -> Query:
    zone = workspace.time_zone
    query = saved.read(question, kept, today=periods.today(clock.now(), zone), zone=zone)
    if query.view is View.EXPORT:
        raise NotUnderstood("Rows are written by kompas export, such as kompas export csat month.")
    if query.view is View.HELP:
        raise NotUnderstood(
            "Here I print numbers and comments only.  Try  /kpi {example}", example="csat week"
        )
    return query


def _show(found: Sequence[Summary], *, with_weeks: bool) -> None:
    console = Console(highlight=False)
    if console.is_terminal:
        summary_table.show(found, console, with_weeks=with_weeks)
    else:
        summary_text.show(found, with_weeks=with_weeks)


def _print_json(found: Sequence[Summary]) -> None:
    objects = [summary_json.as_json(one) for one in found]
    output.as_json(objects[0] if len(objects) == 1 else objects)
