"""What leads keep, for `kompas summary`: questions under a name, and where numbers should be."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from bot import wording
from bot.blocks import figures
from bot.cli import cases, improvements, output
from bot.cli.complaints import WrongUsage
from bot.query import orders
from bot.query.orders import ListActions, ListCases, ListTargets, ListViews
from kpi import goals
from kpi.store import targets, views
from kpi.store.database import Database
from kpi.store.tables import SavedView, Target, Workspace

Lists: TypeAlias = ListViews | ListTargets | ListCases | ListActions


def asked(question: str) -> Lists | None:
    """Give the list that a text asks for; None for any other question.

    Raises:
        WrongUsage: it would change what is kept, or is for people, who do both in Slack.
        NotUnderstood: it begins as such an order and is none.
    """
    order = orders.parse(question)
    if order is None or isinstance(order, Lists):
        return order
    raise WrongUsage(
        "Views, targets and actions are looked after in Slack. Here I print lists: kompas summary "
        "views, targets, actions or cases."
    )


async def answer(
    database: Database, workspace: Workspace, asked: Lists, now: datetime, *, as_json: bool
) -> None:
    """Print all views, targets or actions, or the cases of a workspace."""
    if isinstance(asked, ListCases):
        await cases.answer(database, workspace, asked.which, now, as_json=as_json)
        return
    if isinstance(asked, ListActions):
        await improvements.answer(database, workspace, now, as_json=as_json)
        return
    async with database.reading() as connection:
        if isinstance(asked, ListViews):
            _show_views(await views.of_workspace(connection, workspace.id), as_json=as_json)
        else:
            _show_targets(await targets.of_workspace(connection, workspace.id), as_json=as_json)


def _show_views(found: Sequence[SavedView], *, as_json: bool) -> None:
    if as_json:
        output.as_json([{"name": one.name, "question": one.question} for one in found])
    elif not found:
        output.say("No views yet.")
    else:
        asked = [(one.name, one.question) for one in found]
        output.show(output.Grid(headings=("view", "question"), rows=asked))


def _show_targets(found: Sequence[Target], *, as_json: bool) -> None:
    if as_json:
        output.as_json([_object(one) for one in found])
    elif not found:
        output.say("No targets yet.")
    else:
        headings = ("metric", "for", "target", "definition")
        rows = [*map(_row, found)]
        output.show(output.Grid(headings=headings, rows=rows, numbers=frozenset({2})))


def _row(target: Target) -> tuple[str, ...]:
    set_for = goals.definition(target.definition)
    say = wording.voice("en")
    aim = figures.number(say, set_for.unit, target.aim) if set_for else f"{target.aim:g}"
    whom = f"{target.segment}:{target.value}" if target.segment else "everybody"
    return target.metric, whom, aim, target.definition


def _object(target: Target) -> dict[str, str | float | None]:
    told = ("metric", "definition")
    place = {"segment": target.segment or None, "value": target.value or None}
    return {**{name: getattr(target, name) for name in told}, **place, "target": target.aim}
