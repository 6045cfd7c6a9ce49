"""`kompas connect`: open a door for a ticket system, and look after the doors there are."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, TypeAlias

import typer

from bot import connecting
from bot.cli import connect_api, connect_doors, connect_steps, output, store
from bot.cli.connect_doors import Fields
from bot.cli.connect_steps import Made
from bot.cli.options import AsJson, WorkspaceId
from bot.clock import Clock
from bot.config import Settings
from bot.connecting import Wish
from bot.secrets import SecretBox
from bot.sources import catalog, mapped, mapping_text
from bot.sources.catalog import System
from bot.sources.mapping import WrongMapping
from bot.sources.presets import PRESETS
from kpi.errors import KpiError, WrongSetting

Secret: TypeAlias = Annotated[
    str | None,
    typer.Option("--secret", metavar="TEXT", help="The secret that the system made."),
]
PresetName: TypeAlias = Annotated[
    str | None,
    typer.Option("--preset", metavar="NAME", help=f"A ready mapping: {', '.join(PRESETS)}."),
]

commands = typer.Typer(
    help="Connect a ticket system by a signed webhook.", no_args_is_help=True, rich_markup_mode=None
)


def _connecting(system: System) -> Callable[..., None]:
    """Return the command that makes a hook for this kind of ticket system."""

    def connect(
        *, secret: Secret = None, workspace: WorkspaceId = None, as_json: AsJson = False
    ) -> None:
        _connect(_wish(system, secret), workspace, as_json=as_json)

    connect.__doc__ = f"Connect {system.source.title}: makes a hook and says what to do there."
    return connect


for known in catalog.SOURCES:
    commands.command(known)(_connecting(catalog.SYSTEMS[known]))


@commands.command(mapped.NAME)
def connect_mapped(
    *,
    preset: PresetName = None,
    field: Fields = None,
    secret: Secret = None,
    workspace: WorkspaceId = None,
    as_json: AsJson = False,
) -> None:
    """Connect TOPdesk, Freshservice, HaloPSA, Autotask, or any other system that posts JSON."""
    _connect(_mapped(preset, field or [], secret), workspace, as_json=as_json)


for verb, look_after in {**connect_doors.VERBS, **connect_api.VERBS}.items():
    commands.command(verb)(look_after)


def _connect(wish: Wish, workspace: str | None, *, as_json: bool) -> None:
    made = store.run(_made(Settings.load(), wish, workspace))
    if as_json:
        output.as_json(asdict(made))
        return
    for line in connect_steps.lines(wish.system.source, made):
        output.say(line)


def _wish(system: System, secret: str | None) -> Wish:
    hook_id = connecting.hook_id(connecting.new_seed(), system)
    return Wish(system=system, hook_id=hook_id, theirs=secret or "")


def _mapped(preset: str | None, lines: list[str], secret: str | None) -> Wish:
    """Read the mapping. Raises WrongMapping, with everything that is wrong."""
    name = (preset or mapped.NAME).casefold()
    system = catalog.SYSTEMS[name] if name in PRESETS else catalog.SYSTEMS[mapped.NAME]
    wrong: list[KpiError] = []
    if preset and name not in PRESETS:
        names = ", ".join(PRESETS)
        wrong = [
            WrongSetting("There is no preset {name}: {known}.", name=preset, known=names),
        ]
    start = system.mapping if preset else None
    try:
        found = mapping_text.read(lines, start)
    except WrongMapping as refused:
        raise WrongMapping([*wrong, *refused.problems]) from None
    if wrong:
        raise WrongMapping(wrong)
    hook_id = connecting.hook_id(connecting.new_seed(), system)
    return Wish(system=system, hook_id=hook_id, theirs=secret or "", mapping=found)


async def _made(settings: Settings, wish: Wish, wanted: str | None) -> Made:
    clock, box, source = Clock(), SecretBox.of(settings), wish.system.source
    async with store.made(settings) as database:
        workspace = await store.workspace(database, wanted, clock)
        made = await connecting.connect(database, box, workspace.id, wish, now=clock.now())
    awaited = source.secret_from_there and not wish.theirs
    url = settings.hook_url(made.hook.source, made.hook.id)
    return connect_steps.told(
        source,
        hook_id=made.hook.id,
        url=url,
        secret=None if awaited else made.secret,
        mapping=mapping_text.written(wish.mapping) if wish.mapping else (),
    )
