"""Reading: every comment is read for what it is about, soon after it was written.

What was found in all comments is found anew when an admin changed the words of a theme.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

from bot.process import Process
from bot.work.steps import attempt
from kpi.store import dictionaries, readings, workspaces
from kpi.store.readings import Reading, Unread
from kpi.store.tables import Workspace
from kpi.themes import Dictionary

AT_ONCE = 200
"""Comments in one piece: taps wait no longer than for one."""
PIECES = 10
"""In one round; what is left waits for the next."""


class Readings:
    """Reads what waits to be read."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._has_begun = False

    async def begin(self) -> None:
        """Owe, once, what was read with the words of another version of this program."""
        if self._has_begun:
            return
        home = self._process.workspace_id
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, home)
            dictionary = await dictionaries.of_workspace(connection, home)
            is_outdated = await readings.is_outdated(connection, home, dictionary.fingerprint)
        if is_outdated and workspace.read_through is None:
            await self._process.database.writer.work(
                lambda connection: readings.read_again(connection, home)
            )
        self._has_begun = True

    async def step(self) -> None:
        """Read new comments first, then those of before words were changed."""
        async with self._process.database.reading() as connection:
            waiting = await readings.waiting(connection)
        for workspace_id in waiting:
            await attempt(
                self._process, "reading", self._read(workspace_id), workspace_id=workspace_id
            )

    async def _read(self, workspace_id: str) -> None:
        for _ in range(PIECES):
            if not await self._piece(workspace_id):
                return

    async def _piece(self, workspace_id: str) -> bool:
        """Read one piece; False when nothing is left."""
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, workspace_id)
            dictionary = await dictionaries.of_workspace(connection, workspace_id)
            unread = await readings.unread(connection, workspace_id, AT_ONCE)
        if unread:
            await self._keep(workspace_id, unread, dictionary)
            return True
        return workspace.read_through is not None and await self._again(workspace, dictionary)

    async def _again(self, workspace: Workspace, dictionary: Dictionary) -> bool:
        """Read a piece of the past; what was read with old words meanwhile begins it anew."""
        async with self._process.database.reading() as connection:
            found = await readings.outdated(connection, workspace, dictionary.fingerprint, AT_ONCE)
        if found:
            await self._keep(workspace.id, found, dictionary)
        return await self._process.database.writer.work(
            lambda connection: readings.go_on(
                connection, workspace, found[-1].id if found else None, dictionary.fingerprint
            )
        )

    async def _keep(
        self, workspace_id: str, unread: Sequence[Unread], dictionary: Dictionary
    ) -> None:
        """Keep what is found in comments; words that changed meanwhile are owed once more."""
        # Apart: the first one loads the word lists of two languages, which takes half a second.
        found = await asyncio.to_thread(read, unread, dictionary)

        async def kept(connection: Any) -> None:
            await readings.keep(connection, workspace_id, found, dictionary.fingerprint)
            now = await dictionaries.of_workspace(connection, workspace_id)
            if now.fingerprint != dictionary.fingerprint:
                await readings.read_again(connection, workspace_id)

        await self._process.database.writer.work(kept)


def read(unread: Sequence[Unread], dictionary: Dictionary) -> list[Reading]:
    """Find out the language of comments, and what they are about."""
    return [_read_one(one, dictionary) for one in unread]


def _read_one(one: Unread, dictionary: Dictionary) -> Reading:
    if one.recognised:
        found = dictionary.tagged(one.comment, one.recognised)
    else:
        found = dictionary.read(one.comment, one.language)
    return Reading(one, found.language, found.themes)
