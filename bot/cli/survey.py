"""`kompas survey`: list the surveys, show their settings, change them."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from bot.cli import output, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from kpi.metrics import Metric
from kpi.store import surveys
from kpi.store.database import Database
from kpi.store.tables import Survey

commands = typer.Typer(
    help="See and change when the surveys ask.", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[Metric, typer.Argument(help="csat, ces or nps.", metavar="SURVEY")]
Changes = Annotated[
    list[str], typer.Argument(help="Such as delay=0s cooldown=0d.", metavar="SETTING=VALUE...")
]


@commands.command("list")
def survey_list(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """List the surveys."""
    found = [_described(survey) for survey in store.run(_all(Settings.load(), workspace, Clock()))]
    if as_json:
        output.as_json(found)
        return
    rows = [(one["name"], one["definition"], one["settings"]["enabled"]) for one in found]
    output.show(output.Grid(headings=("survey", "definition", "asks by itself"), rows=rows))


@commands.command("show")
def survey_show(name: Name, *, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Show every setting of a survey."""
    _print(store.run(_one(Settings.load(), workspace, name, Clock())), as_json=as_json)


@commands.command("set")
def survey_set(
    name: Name,
    changes: Changes,
    *,
    workspace: WorkspaceId = None,
    as_json: AsJson = False,
) -> None:
    """Change settings of a survey: all of them, or none when one is wrong."""
    pairs = [_pair(change) for change in changes]
    _print(store.run(_set(Settings.load(), workspace, name, pairs)), as_json=as_json)


def _print(survey: Survey, *, as_json: bool) -> None:
    described = _described(survey)
    if as_json:
        output.as_json(described)
        return
    rows = list(described["settings"].items())
    output.show(output.Grid(headings=(described["name"], described["definition"]), rows=rows))


def _pair(change: str) -> tuple[str, str]:
    name, equals, value = change.partition("=")
    if not equals or not name.strip():
        raise WrongUsage("{change} is not SETTING=VALUE. Try delay=0s.", change=change)
    return name, value


def _described(survey: Survey) -> dict[str, Any]:
    return {
        "name": survey.name,
        "metric": survey.metric,
        "definition": survey.definition,
        "settings": surveys.policy(survey).settings(),
    }


async def _all(settings: Settings, wanted: str | None, clock: Clock) -> list[Survey]:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            return await surveys.of_workspace(connection, workspace.id)


async def _one(settings: Settings, wanted: str | None, name: Metric, clock: Clock) -> Survey:
    async with store.opened(settings) as database:
        return await _named(database, (await store.workspace(database, wanted, clock)).id, name)


async def _set(
    settings: Settings, wanted: str | None, name: Metric, pairs: Sequence[tuple[str, str]]
) -> Survey:
    async with store.made(settings) as database:
        workspace = await store.workspace(database, wanted, Clock())

        async def change(connection: Any) -> Survey:
            survey = await surveys.named(connection, workspace.id, name)
            for setting, value in pairs:
                survey = await surveys.change(connection, survey, setting, value)
            return survey

        return await database.writer.work(change)


async def _named(database: Database, workspace_id: str, name: Metric) -> Survey:
    async with database.reading() as connection:
        return await surveys.named(connection, workspace_id, name)
