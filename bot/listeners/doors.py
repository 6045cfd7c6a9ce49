"""The doors of ticket systems as forms need them: found, their lights read, kept and drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.blocks import View, connect_form, connections
from bot.blocks.connect_form import Connection
from bot.blocks.connections import Connected
from bot.blocks.hook_light import Light
from bot.listeners.reception import Caller
from bot.process import Process
from bot.sources import catalog, mapping_text
from bot.sources.catalog import System
from bot.sources.mapping import FieldMapping
from bot.ticket_apis.catalog import api_of
from kpi.errors import NotFound
from kpi.store import hooks, unsaved
from kpi.store.hooks import Misread
from kpi.store.tables import Hook


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A door with its system, and what could not be understood of it."""

    hook: Hook
    system: System
    misread: Misread | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a form about a door shows beside how it stands."""

    secret: str = ""
    asks_secret: bool = False
    notice: str = ""
    is_new: bool = False
    """Whether the form made the door, so that closing it unsaved takes it away."""


class Doors:
    """Reads the doors of our workspace, and draws forms about them."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def every(self) -> list[Known]:
        """Give the doors, the oldest first; those of a kind nobody knows any more are left out."""
        home = self._process.workspace_id
        async with self._process.database.reading() as connection:
            found = await hooks.of_workspace(connection, home)
            misread = await hooks.misread(connection, home)
        return [
            Known(hook=hook, system=system, misread=misread.get(hook.id))
            for hook in found
            if (system := catalog.system_of(hook)) is not None
        ]

    async def find(self, hook_id: str) -> Known:
        """Give a door of our workspace. Raises NotFound when it was removed."""
        found = [one for one in await self.every() if one.hook.id == hook_id]
        if not found:
            raise NotFound("This connection was removed.")
        return found[0]

    async def misread(self, caller: Caller) -> list[tuple[str, Misread]]:
        """Give what could not be understood, each with what its system is called."""
        return [
            (connect_form.title(caller.say, known.system), known.misread)
            for known in await self.every()
            if known.misread is not None
        ]

    async def details(self, caller: Caller, hook_id: str, shown: Shown) -> View:
        """Draw one door as it stands now. Raises NotFound when it was removed."""
        known = await self.find(hook_id)
        connection = self._connection(caller, known, shown)
        return connect_form.details(caller.say, connection, self._process.clock.now())

    async def list(self, caller: Caller, notice: str = "") -> View:
        """Draw all doors as they stand now."""
        connected = [
            Connected(
                hook_id=known.hook.id,
                title=connect_form.title(caller.say, known.system),
                light=_light(caller, known),
                has_settings=known.system.mapping is not None or known.system.has_stages,
                makes_secret=known.system.source.secret_from_there,
                has_api=api_of(known.hook) is not None,
            )
            for known in await self.every()
        ]
        now = self._process.clock.now()
        return connections.view(caller.say, connected, now, notice=notice)

    def _connection(self, caller: Caller, known: Known, shown: Shown) -> Connection:
        hook, system, settings = known.hook, known.system, self._process.settings
        return Connection(
            hook_id=hook.id,
            title=connect_form.title(caller.say, system),
            url=settings.hook_url(hook.source, hook.id),
            is_reachable=settings.public_url is not None,
            clicks=system.source.clicks,
            light=_light(caller, known),
            secret=shown.secret,
            asks_secret=shown.asks_secret,
            mapping=_lines(hook.mapping) if system.mapping else None,
            stages=hook.options.get(catalog.CLOSED_STAGES, "") if system.has_stages else None,
            notice=shown.notice,
            is_unsaved=unsaved.is_unsaved(hook),
            goes_on_close=shown.is_new and unsaved.is_unsaved(hook),
        )


def _light(caller: Caller, known: Known) -> Light:
    return Light(
        heard_at=known.hook.last_event_at,
        misread=known.misread,
        zone=caller.workspace.time_zone,
        poll_trouble=known.hook.poll_trouble,
    )


def _lines(mapping: Mapping[str, Any]) -> str:
    """Write a stored mapping as lines; one that is not usable is left to be written anew."""
    try:
        return "\n".join(mapping_text.written(FieldMapping.model_validate(mapping)))
    except ValueError:
        return ""
