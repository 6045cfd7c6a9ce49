"""The themes as lists and forms need them: read, changed, and drawn where they stand open."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from bot.blocks import View, theme_list
from bot.blocks.theme_list import Page
from bot.listeners.reception import Caller
from bot.listeners.showing import Showing
from bot.process import Process
from kpi.store import dictionaries, readings, silent_rules, theme_trials, workspaces
from kpi.store.readings import Progress
from kpi.store.tables import Workspace
from kpi.themes import Dictionary

Change: TypeAlias = Callable[[Any], Awaitable[Dictionary]]
"""Changes themes on a connection, and gives all as they are then."""


class Changed(NamedTuple):
    """Themes as they were and as they are."""

    before: Dictionary
    after: Dictionary

    @property
    def is_owed(self) -> bool:
        """Whether all comments are read again because of it."""
        return self.before.fingerprint != self.after.fingerprint


@dataclass(slots=True)
class Follow:
    """What an open list tells of reading: from when it was owed, and on when it is done."""

    is_owed: bool = False
    read: Progress | None = None

    @property
    def is_done(self) -> bool:
        return self.read is not None and self.read.read == self.read.all


class ThemeDesk:
    """Reads the themes of our workspace, and changes them."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._showing = Showing(process)

    async def dictionary(self) -> Dictionary:
        """Give the themes as they are now."""
        async with self._process.database.reading() as connection:
            return await dictionaries.of_workspace(connection, self._process.workspace_id)

    async def change(self, change: Change) -> Changed:
        """Change themes, and have all comments read again where other words count from now on."""
        home = self._process.workspace_id

        async def work(connection: Any) -> Changed:
            before = await dictionaries.held(connection, home)
            changed = Changed(before, await change(connection))
            if changed.is_owed:
                await readings.read_again(connection, home)
            await silent_rules.review(connection, home, self._process.clock.now())
            return changed

        changed = await self._process.database.writer.work(work)
        self._process.nudge()
        return changed

    async def list(self, caller: Caller, notice: str, follow: Follow) -> View:
        """Draw the list as it stands now."""
        home, now = self._process.workspace_id, self._process.clock.now()
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, home)
            changes = await dictionaries.changes(connection, home)
            dictionary = dictionaries.applied(changes)
            page = Page(
                dictionary=dictionary,
                changes=changes,
                counts=await theme_trials.counted(connection, workspace, now),
                read=await _read(connection, workspace, dictionary, follow),
                now=now,
                zone=workspace.time_zone,
            )
        return theme_list.view(caller.say, page, notice)

    async def redraw(
        self, caller: Caller, view_id: str, notice: str, *, is_owed: bool = False
    ) -> None:
        """Draw the list anew where it stands, and have it follow what is read again."""
        follow = Follow(is_owed)
        view = await self.list(caller, notice, follow)
        await self._showing.update_view(view_id, view)
        self.watch(caller, view_id, view, notice=notice, follow=follow)

    def watch(
        self, caller: Caller, view_id: str, view: View, *, notice: str, follow: Follow
    ) -> None:
        """Have an open list follow what comes in and what is read."""
        draw, now = partial(self.list, caller, notice, follow), self._process.clock.real()
        self._process.lights.watch(view_id, draw, shown=view, now=now)


async def _read(
    connection: Any, workspace: Workspace, dictionary: Dictionary, follow: Follow
) -> Progress | None:
    """Count how far reading is, where it is owed or was; once all is read, no more."""
    is_owed = workspace.read_through is not None
    follow.is_owed = follow.is_owed or is_owed
    if is_owed or (follow.is_owed and not follow.is_done):
        follow.read = await readings.progress(connection, workspace.id, dictionary.fingerprint)
    return follow.read
