"""Looking after the doors of ticket systems: list them, mend them, try again what failed."""

import sys
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeAlias, TypeVar

import typer

from bot import connecting
from bot.cli import output, store
from bot.cli.complaints import WrongUsage
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.secrets import SecretBox
from bot.sources import catalog, mapping, mapping_text
from kpi.errors import NotFound
from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.hooks import Misread
from kpi.store.tables import Hook

HookId: TypeAlias = Annotated[
    str, typer.Argument(metavar="HOOK_ID", help="As kompas connect list tells it.")
]
Fields: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="NAME=PATH",
        help="Where a field stands in the JSON, such as requester_email=caller.email; beside"
        " resolved= stand the statuses that mean it, with commas. May be given many times.",
    ),
]
Result = TypeVar("Result")


def list_doors(*, workspace: WorkspaceId = None, as_json: AsJson = False) -> None:
    """List the webhooks, when each was last heard, and what could not be understood."""
    settings = Settings.load()
    found, misread = store.run(_hooks(settings, workspace, Clock()))
    doors = [_row(settings, hook, misread.get(hook.id)) for hook in found]
    if as_json:
        output.as_json(doors)
    elif doors:
        headings = ("system", "last event", "not understood", "URL")
        output.show(output.Grid(headings=headings, rows=_cells(doors), numbers=frozenset({2})))
        for door in doors:
            if door["trouble"]:
                output.say(f"{door['system']} {door['id']}: {output.single(door['trouble'])}")
    else:
        output.say("No ticket system is connected. kompas connect --help names the systems with a")
        output.say("webhook of their own; kompas connect mapped is for TOPdesk, Freshservice,")
        output.say("HaloPSA, Autotask and other JSON, kompas connect standard for your own code.")


def bring_secret(
    hook_id: HookId,
    *,
    secret: Annotated[
        str | None,
        typer.Option("--secret", metavar="TEXT", help="The secret that the system made."),
    ] = None,
    workspace: WorkspaceId = None,
) -> None:
    """Bring a hook the secret that its system made; the one it had counts for another day."""
    settings = Settings.load()
    theirs, box, clock = secret or _asked(), SecretBox.of(settings), Clock()

    async def bring(database: Database, hook: Hook) -> None:
        await connecting.replace_secret(database, box, hook, theirs=theirs, clock=clock)

    store.run(with_hook(settings, hook_id, workspace, bring))
    output.say("The secret is stored, encrypted. The one before it counts for another day.")


def retry(hook_id: HookId, *, workspace: WorkspaceId = None) -> None:
    """Try again what a hook sent and nobody understood, as when its mapping was mended."""
    count = store.run(with_hook(Settings.load(), hook_id, workspace, _retried))
    output.say(_told(count))


def change_mapping(hook_id: HookId, *, field: Fields = None, workspace: WorkspaceId = None) -> None:
    """Show the mapping of a hook, or change fields of it and try again what failed."""
    lines = field or []

    async def change(database: Database, hook: Hook) -> tuple[list[str], int]:
        known = mapping.read(hook.mapping)
        if not lines:
            return mapping_text.written(known), 0
        columns = {"mapping": mapping_text.read(lines, known).model_dump(mode="json")}
        await database.writer.work(lambda connection: hooks.change(connection, hook, **columns))
        return [], await _retried(database, hook)

    shown, count = store.run(with_hook(Settings.load(), hook_id, workspace, change))
    for line in shown or ["The mapping is stored.", _told(count)]:
        output.say(line)


VERBS: Mapping[str, Callable[..., None]] = {
    "secret": bring_secret,
    "mapping": change_mapping,
    "retry": retry,
    "list": list_doors,
}


def _told(count: int) -> str:
    events = "1 event" if count == 1 else f"{count} events"
    return f"{events} to try again." if count else "There is nothing to try again."


async def _retried(database: Database, hook: Hook) -> int:
    return await database.writer.work(lambda connection: hooks.retry(connection, hook))


def _asked() -> str:
    """Ask for the secret without showing it; from a pipe, take its first line."""
    if sys.stdin.isatty():
        return str(typer.prompt("Secret", hide_input=True)).strip()
    secret = sys.stdin.readline().strip()
    if not secret:
        raise WrongUsage("There is no secret: type it, pipe it in, or use --secret.")
    return secret


async def with_hook(
    settings: Settings,
    hook_id: str,
    wanted: str | None,
    work: Callable[[Database, Hook], Awaitable[Result]],
) -> Result:
    """Do something about a hook. Raises NotFound when the workspace has no such one."""
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, Clock())
        async with database.reading() as connection:
            doors = await hooks.of_workspace(connection, workspace.id)
        found = [hook for hook in doors if hook.id == hook_id]
        if not found:
            raise NotFound("There is no hook {id}; kompas connect list names them.", id=hook_id)
        return await work(database, found[0])


async def _hooks(
    settings: Settings, wanted: str | None, clock: Clock
) -> tuple[list[Hook], dict[str, Misread]]:
    async with store.opened(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        async with database.reading() as connection:
            found = await hooks.of_workspace(connection, workspace.id)
            return found, await hooks.misread(connection, workspace.id)


def _row(settings: Settings, hook: Hook, misread: Misread | None) -> dict[str, Any]:
    system = catalog.system_of(hook)
    return {
        "id": hook.id,
        "source": hook.source,
        "system": system.source.title if system else hook.source,
        "url": settings.hook_url(hook.source, hook.id),
        "last_event_at": _iso(hook.last_event_at),
        "not_understood": misread.count if misread else 0,
        "reason": misread.reason if misread else "",
        "asked_until": _iso(hook.polled_until),
        "trouble": hook.poll_trouble,
        "write_back": hook.write_back,
    }


def _cells(doors: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [
        (
            door["system"],
            door["last_event_at"] or "never",
            str(door["not_understood"] or ""),
            door["url"],
        )
        for door in doors
    ]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
