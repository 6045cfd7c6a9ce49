"""`kompas summary`: what `/kpi` would say, and to the operator also what it would hide."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console

from bot import wording
from bot.blocks import caveats
from bot.cli import (
    comments_text,
    definitions,
    insights,
    kept,
    output,
    questions,
    store,
    summary_table,
    summary_text,
    whom,
)
from bot.cli.complaints import for_a_shell
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.query import in_own_words, saved
from kpi import periods, summary_json
from kpi.query import NotUnderstood, Query, View
from kpi.store import (
    combinations,
    comments,
    filing,
    hand_picked,
    remark_filters,
    summaries,
    views,
)
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

    The name of a view that was kept in Slack is a question, too; "views", "targets" and
    "cases" list what is kept. With --json one object, or a
    list where several metrics are asked for.
    """
    store.run(_answer(questions.joined(question or ()), workspace, Clock(), as_json=as_json))


async def _answer(question: str, wanted: str | None, clock: Clock, *, as_json: bool) -> None:
    settings, now = Settings.load(), clock.now()
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        if (listed := kept.asked(question)) is not None:
            await kept.answer(database, workspace, listed, now, as_json=as_json)
            return
        try:
            await _tell(database, workspace, question, clock, as_json=as_json)
        except NotUnderstood as refusal:
            zone = workspace.time_zone
            today = periods.today(now, zone)
            raise in_own_words(refusal, question, today=today, zone=zone) from None


async def _tell(
    database: Database, workspace: Workspace, question: str, clock: Clock, *, as_json: bool
) -> None:
    """Print the answer to a question."""
    now = clock.now()
    query = await _meant(database, workspace, question, clock)
    if query.view in insights.VIEWS:
        await insights.answer(database, workspace, query, now, as_json=as_json)
    elif query.view is View.DEFINITION:
        await definitions.answer(database, workspace, query, as_json=as_json)
    elif query.view is View.COMMENTS:
        await _comments(database, workspace, query, as_json=as_json)
    else:
        await _numbers(database, workspace, query, now, as_json=as_json)


async def _meant(database: Database, workspace: Workspace, question: str, clock: Clock) -> Query:
    async with database.reading() as connection:
        known = await views.of_workspace(connection, workspace.id)
        teams = await filing.names(connection, workspace, "team")
        query = _understood(question, known, teams, workspace, clock)
        return await remark_filters.meant(connection, workspace, query)


async def _comments(
    database: Database, workspace: Workspace, query: Query, *, as_json: bool
) -> None:
    async with database.reading() as connection:
        page = await comments.page(connection, workspace, query, COMMENTS)
        if not page.all and not as_json:
            await filing.require_known(connection, workspace, query)
    if as_json:
        output.as_json(comments_text.as_json(page, query))
    else:
        comments_text.show(page, query)


async def _numbers(
    database: Database, workspace: Workspace, query: Query, now: datetime, *, as_json: bool
) -> None:
    async with database.reading() as connection:
        found = await summaries.answer(connection, workspace, query, now)
        # A machine that asks knows its names; it gets the nothing that there is.
        if not as_json and not any(one.has_facts for one in found):
            await filing.require_known(connection, workspace, query)
        found = await hand_picked.beside(connection, workspace, query, found, now)
        found = await combinations.told(connection, workspace, query, found, now)
    if as_json:
        _print_json(found)
    else:
        _show(found, query)
        for line in caveats.lines(wording.voice("en"), found, query, leads=True):
            output.say(for_a_shell(line).replace("`", ""))


def _understood(
    question: str,
    known: Sequence[SavedView],
    teams: Sequence[str],
    workspace: Workspace,
    clock: Clock,
) -> Query:
    zone = workspace.time_zone
    today = periods.today(clock.now(), zone)
    query = saved.read(question, known, teams=teams, today=today, zone=zone)
    if query.view is View.EXPORT:
        raise NotUnderstood("Rows are written by kompas export, such as kompas export csat month.")
    if query.view is View.HELP:
        raise NotUnderstood(
            "Here I print numbers and comments only.  Try  /kpi {example}", example="csat week"
        )
    return query


def _show(found: Sequence[Summary], query: Query) -> None:
    if query.filters:
        output.say(f"Of {whom.named(query)}")
    console, with_weeks = Console(highlight=False), query.view is View.TREND
    if console.is_terminal:
        summary_table.show(found, console, with_weeks=with_weeks)
    else:
        summary_text.show(found, with_weeks=with_weeks)


def _print_json(found: Sequence[Summary]) -> None:
    objects = [summary_json.as_json(one) for one in found]
    output.as_json(objects[0] if len(objects) == 1 else objects)
