"""`kompas survey themes`: what comments can be about, with all words, as a file to keep."""

import yaml

from bot.cli import output, store
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from kpi import theme_lists
from kpi.store import dictionaries
from kpi.themes import Dictionary


def themes(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Print the themes with their names and words, as YAML; they are changed in Slack."""
    found = theme_lists.written(store.run(_read(Settings.load(), workspace, Clock())))
    if as_json:
        output.as_json(found)
        return
    plain = [
        {**one, "words": {language: list(lines) for language, lines in words.items()}}
        for one in found
        if isinstance(words := one["words"], dict)
    ]
    output.say(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False).rstrip("\n"))


async def _read(settings: Settings, wanted: str | None, clock: Clock) -> Dictionary:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            return await dictionaries.of_workspace(connection, workspace.id)
