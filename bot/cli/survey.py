"""`kompas survey`: list the surveys, make one, show and change their settings and words."""

import html
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from bot.blocks import outdated_targets
from bot.cli import campaign, output, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import AsJson, WorkspaceId
from bot.cli.themes import themes
from bot.cli.what_if import pair, what_if
from bot.clock import Clock
from bot.config import Settings
from bot.wording import voice
from kpi import policy_settings, wording
from kpi.errors import WrongSetting
from kpi.metrics import ASKED, Metric
from kpi.store import surveys, targets, versions
from kpi.store.tables import Survey, Target

commands = typer.Typer(
    help="See and change what the surveys ask, whom and when.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
commands.add_typer(campaign.commands, name="campaign")
Name = Annotated[
    str, typer.Argument(help="csat, ces, nps, or another of the list.", metavar="SURVEY")
]
Measured = Annotated[Metric, typer.Option(help="What it measures: csat, ces or nps.")]
Title = Annotated[str, typer.Option(help="What colleagues call it.")]
Changes = Annotated[
    list[str],
    typer.Argument(
        help="Such as delay=0s cooldown=0d, or question.nl='Hoe was het?' languages=nl,en.",
        metavar="SETTING=VALUE...",
    ),
]


commands.command("what-if")(what_if)
commands.command("themes")(themes)


@commands.command("list")
def survey_list(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """List the surveys."""
    found = [_described(survey) for survey in store.run(_all(Settings.load(), workspace, Clock()))]
    if as_json:
        output.as_json(found)
        return
    rows = [(one["name"], one["definition"], one["settings"]["enabled"]) for one in found]
    output.show(output.Grid(headings=("survey", "definition", "asks by itself"), rows=rows))


@commands.command("new")
def survey_new(
    name: Annotated[str, typer.Argument(help="Small letters, digits and hyphens.")],
    *,
    metric: Measured,
    title: Title = "",
    workspace: WorkspaceId = None,
    as_json: AsJson = False,
) -> None:
    """Make a survey with the standard question; it is off until enabled=yes."""
    if metric not in ASKED:
        raise WrongUsage(
            "For {metric} nobody is asked; a survey measures csat, ces or nps.",
            metric=metric.upper(),
        )
    made = store.run(_new(Settings.load(), workspace, name, metric, title=title))
    _print(made, as_json=as_json)


@commands.command("show")
def survey_show(name: Name, *, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Show every setting of a survey, and its words."""
    _print(store.run(_one(Settings.load(), workspace, name, Clock())), as_json=as_json)


@commands.command("set")
def survey_set(
    name: Name,
    changes: Changes,
    *,
    workspace: WorkspaceId = None,
    as_json: AsJson = False,
) -> None:
    """Change settings and words of a survey: all of them, or none when one is wrong.

    Another question, scale or end of the scale starts a new version, with numbers of its own.
    """
    pairs = [pair(change) for change in changes]
    survey, left_behind = store.run(_set(Settings.load(), workspace, name, pairs))
    _print(survey, as_json=as_json)
    if not as_json:
        say, now = voice("en"), surveys.definition(survey)
        for line in outdated_targets.lines(say, left_behind, now):
            output.say(html.unescape(line))


def _print(survey: Survey, *, as_json: bool) -> None:
    described = _described(survey)
    if as_json:
        output.as_json(described)
        return
    rows = [
        ("title", described["title"]),
        ("version", str(described["version"])),
        *described["settings"].items(),
        ("languages", ",".join(described["languages"])),
        *described["words"].items(),
    ]
    output.show(output.Grid(headings=(described["name"], described["definition"]), rows=rows))


def _described(survey: Survey) -> dict[str, Any]:
    return {
        "name": survey.name,
        "title": survey.title,
        "metric": survey.metric,
        "definition": survey.definition,
        "version": survey.version,
        "settings": surveys.policy(survey).settings(),
        "languages": survey.languages,
        "words": _words(survey),
    }


def _words(survey: Survey) -> dict[str, str]:
    """Give what is said in each language, by the names under which it is changed."""
    definition = surveys.definition(survey)
    return {
        name: wording.said(definition, survey.wording, name)
        for name in wording.NAMES
        if name.rpartition(".")[2] in survey.languages
    }


async def _all(settings: Settings, wanted: str | None, clock: Clock) -> list[Survey]:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            return await surveys.of_workspace(connection, workspace.id)


async def _one(settings: Settings, wanted: str | None, name: str, clock: Clock) -> Survey:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            return await _named(connection, workspace.id, name)


async def _new(
    settings: Settings, wanted: str | None, name: str, metric: Metric, *, title: str
) -> Survey:
    async with store.made(settings) as database:
        clock = Clock()
        workspace = await store.workspace(database, wanted, clock)
        return await database.writer.work(
            lambda connection: surveys.create(
                connection, workspace.id, name, metric, title=title, now=clock.now()
            )
        )


async def _set(
    settings: Settings, wanted: str | None, name: str, pairs: Sequence[tuple[str, str]]
) -> tuple[Survey, list[Target]]:
    """Give the survey as it is then, and the targets that its change of scale leaves behind."""
    changes = dict(pairs)
    words = {name: changes.pop(name) for name in versions.SETTINGS if name in changes}
    async with store.made(settings) as database:
        clock = Clock()
        workspace = await store.workspace(database, wanted, clock)

        async def change(connection: Any) -> tuple[Survey, list[Target]]:
            before = survey = await _named(connection, workspace.id, name)
            _require_readable(survey, pairs)
            if words:
                survey = await versions.rewrite(connection, survey, words, now=clock.now())
            after = await surveys.change(connection, survey, changes, now=clock.now())
            return after, await targets.left_behind(connection, before, after)

        return await database.writer.work(change)


def _require_readable(survey: Survey, pairs: Sequence[tuple[str, str]]) -> None:
    """Raise WrongUsage with all that cannot be read, so that nobody mends one word at a time."""
    problems = []
    for name, value in pairs:
        try:
            if name in versions.SETTINGS:
                versions.rewritten(survey, {name: value})
            elif nearest := _words_near(name):
                problems.append(f"{name} is not a setting. Did you mean {nearest}?")
            else:
                surveys.policy(survey).changed(name, value)
        except WrongSetting as error:
            problems.append(f"{name}: {error}")
    if problems:
        raise WrongUsage("{problems}", problems="\n".join(problems))


def _words_near(name: str) -> str:
    """Give the name of words of a survey that comes nearer than any setting; empty for none."""
    known = (*policy_settings.EXAMPLES, *versions.SETTINGS)
    near = get_close_matches(name, known, n=1, cutoff=policy_settings.NEAR)
    return "".join(one for one in near if one in versions.SETTINGS)


async def _named(connection: Any, workspace_id: str, name: str) -> Survey:
    found = await surveys.of_workspace(connection, workspace_id)
    for survey in found:
        if survey.name == name.strip().casefold():
            return survey
    known = ", ".join(survey.name for survey in found)
    raise WrongUsage("There is no survey {name}; there are: {known}.", name=name, known=known)
