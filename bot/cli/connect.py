"""`kompas connect`: open a door for a ticket system, and list the doors there are."""

import secrets
from datetime import datetime
from typing import Any

import typer

from bot.cli import output, store
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.secrets import SecretBox
from bot.sources import standard
from kpi.store import hooks
from kpi.store.tables import Hook

HOOK_ID_BYTES = 12

commands = typer.Typer(
    help="Connect a ticket system by a signed webhook.", no_args_is_help=True, rich_markup_mode=None
)


@commands.command("standard")
def connect_standard(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """Make a webhook after the Standard Webhooks specification; its secret is shown this once."""
    made = store.run(_connect(Settings.load(), workspace, Clock()))
    if as_json:
        output.as_json(made)
        return
    output.say(f"URL     {made['url']}")
    output.say(f"Secret  {made['secret']}")
    output.say("Keep the secret now: it is stored encrypted and is not shown again.")


@commands.command("list")
def connect_list(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """List the webhooks, and when each was last heard."""
    settings = Settings.load()
    doors = [_row(settings, hook) for hook in store.run(_hooks(settings, workspace, Clock()))]
    if as_json:
        output.as_json(doors)
    elif doors:
        output.show(output.Grid(headings=("source", "last event", "URL"), rows=_cells(doors)))
    else:
        output.say("No ticket system is connected. kompas connect standard makes a webhook.")


async def _connect(settings: Settings, wanted: str | None, clock: Clock) -> dict[str, Any]:
    box = SecretBox.of(settings)
    secret = standard.new_secret()
    async with store.made(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        hook = await database.writer.work(
            lambda connection: hooks.create(
                connection,
                workspace.id,
                id=secrets.token_urlsafe(HOOK_ID_BYTES),
                source=standard.SOURCE,
                secret=box.seal(secret.encode()),
                now=clock.now(),
            )
        )
    return {"id": hook.id, "url": settings.hook_url(hook.source, hook.id), "secret": secret}


async def _hooks(settings: Settings, wanted: str | None, clock: Clock) -> list[Hook]:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            return await hooks.of_workspace(connection, workspace.id)


def _row(settings: Settings, hook: Hook) -> dict[str, Any]:
    return {
        "id": hook.id,
        "source": hook.source,
        "url": settings.hook_url(hook.source, hook.id),
        "last_event_at": _iso(hook.last_event_at),
    }


def _cells(doors: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(door["source"], door["last_event_at"] or "never", door["url"]) for door in doors]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
