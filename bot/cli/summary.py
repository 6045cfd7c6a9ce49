"""`kompas summary`: what `/kpi` would say, and to the operator also what it would hide."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from bot import query as grammar
from bot.cli import output, store, summary_table, summary_text
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from kpi import periods
from kpi import summary as shapes
from kpi.query import NotUnderstood, Query, View
from kpi.store import comments, filing, summaries
from kpi.store.comments import Said
from kpi.store.tables import Workspace
from kpi.summary import Summary

COMMENTS = 20

Words = Annotated[
    list[str] | None, typer.Argument(help='Such as "csat week by team".', metavar="QUESTION")
]


def summary(
    question: Words = None,
    *,
    workspace: WorkspaceId = None,
    as_json: AsJson = False,
) -> None:
    """Print the numbers that /kpi would give, for example: kompas summary "csat week by team".

    With --json one object, or a list where several metrics are asked for.
    """
    store.run(_answer(_joined(question or ()), workspace, Clock(), as_json=as_json))


def _joined(words: Sequence[str]) -> str:
    """Give the question as one text; the shell took the quotes of team:"First line"."""
    if len(words) == 1:
        return words[0]
    return " ".join(_requoted(word) for word in words)


def _requoted(word: str) -> str:
    segment, colon, value = word.partition(":")
    return f'{segment}:"{value}"' if colon and " " in value and '"' not in value else word


async def _answer(question: str, wanted: str | None, clock: Clock, *, as_json: bool) -> None:
    settings, now = Settings.load(), clock.now()
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        query = _understood(question, workspace, clock)
        async with database.reading() as connection:
            found = await summaries.answer(connection, workspace, query, now)
            # A machine that asks knows its names; it gets the nothing that there is.
            if not as_json and not any(map(summaries.has_facts, found)):
                await filing.require_known(connection, workspace, query)
            said: list[Said] = []
            if query.view is View.COMMENTS:
                said = await comments.latest(connection, workspace, query, COMMENTS)
    if as_json:
        _print_json(found)
    elif query.view is View.COMMENTS:
        summary_text.show_comments(said, workspace.time_zone)
    else:
        _show(found, with_weeks=query.view is View.TREND)


def _understood(question: str, workspace: Workspace, clock: Clock) -> Query:
    zone = workspace.time_zone
    query = grammar.parse(question, today=periods.today(clock.now(), zone), zone=zone)
    if query.view in {View.HELP, View.DEFINITION}:
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
    objects = [shapes.as_json(one) for one in found]
    output.as_json(objects[0] if len(objects) == 1 else objects)
