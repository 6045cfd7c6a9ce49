"""`kompas connect`: open a door for a ticket system, bring its secret, and list the doors."""

import secrets
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeAlias

import typer

from bot.cli import connect_steps, output, store
from bot.cli.complaints import WrongUsage
from bot.cli.connect_steps import Made
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.secrets import SecretBox
from bot.sources import standard
from bot.sources.catalog import SOURCES
from bot.sources.shape import Source
from kpi.errors import NotFound
from kpi.store import hooks
from kpi.store.tables import Hook

HOOK_ID_BYTES = 12
SECRET_BYTES = 32
OVERLAP = timedelta(hours=24)
"""How long the secret that was replaced still counts."""

Secret: TypeAlias = Annotated[
    str | None,
    typer.Option("--secret", metavar="TEXT", help="The secret that the system made."),
]

commands = typer.Typer(
    help="Connect a ticket system by a signed webhook.", no_args_is_help=True, rich_markup_mode=None
)


def _connecting(source: Source) -> Callable[..., None]:
    """Return the command that makes a hook for this kind of ticket system."""

    def connect(
        *, secret: Secret = None, workspace: WorkspaceId = None, as_json: AsJson = False
    ) -> None:
        made = store.run(_connect(Settings.load(), source, secret, workspace))
        if as_json:
            output.as_json(asdict(made))
            return
        for line in connect_steps.lines(source, made):
            output.say(line)

    connect.__doc__ = f"Connect {source.title}: makes a hook and says what to do there."
    return connect


for known in SOURCES.values():
    commands.command(known.name)(_connecting(known))


@commands.command("secret")
def connect_secret(
    hook_id: Annotated[str, typer.Argument(metavar="HOOK_ID", help="As kompas connect told it.")],
    *,
    secret: Secret = None,
    workspace: WorkspaceId = None,
) -> None:
    """Bring a hook the secret that its system made; the one it had counts for another day."""
    store.run(_bring(Settings.load(), hook_id, secret or _asked(), workspace))
    output.say("The secret is stored, encrypted. The one before it counts for another day.")


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
        output.say("No ticket system is connected. kompas connect standard makes a webhook,")
        output.say("kompas connect --help names the systems that have one of their own.")


def _asked() -> str:
    """Ask for the secret without showing it; from a pipe, take its first line."""
    if sys.stdin.isatty():
        return str(typer.prompt("Secret", hide_input=True)).strip()
    secret = sys.stdin.readline().strip()
    if not secret:
        raise WrongUsage("There is no secret: type it, pipe it in, or use --secret.")
    return secret


async def _connect(
    settings: Settings, source: Source, theirs: str | None, wanted: str | None
) -> Made:
    clock, box = Clock(), SecretBox.of(settings)
    secret = theirs or _new_secret(source)
    async with store.made(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        hook = await database.writer.work(
            lambda connection: hooks.create(
                connection,
                workspace.id,
                id=secrets.token_hex(HOOK_ID_BYTES),
                source=source.name,
                secret=box.seal(secret.encode()),
                now=clock.now(),
            )
        )
    awaited = source.secret_from_there and theirs is None
    url = settings.hook_url(hook.source, hook.id)
    return connect_steps.told(source, hook_id=hook.id, url=url, secret=None if awaited else secret)


async def _bring(settings: Settings, hook_id: str, secret: str, wanted: str | None) -> None:
    """Raise NotFound when the workspace has no such hook."""
    clock, sealed = Clock(), SecretBox.of(settings).seal(secret.encode())
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            doors = await hooks.of_workspace(connection, workspace.id)
        found = [hook for hook in doors if hook.id == hook_id]
        if not found:
            raise NotFound("There is no hook {id}; kompas connect list names them.", id=hook_id)
        until = clock.real() + OVERLAP
        await database.writer.work(
            lambda connection: hooks.change_secret(connection, found[0], sealed, old_until=until)
        )


def _new_secret(source: Source) -> str:
    if source is standard.STANDARD:
        return standard.new_secret()
    return secrets.token_urlsafe(SECRET_BYTES)


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
