"""Hooks with their secrets opened, remembered for a few seconds so that a burst reads them once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.rush import Rush
from bot.secrets import SecretBox
from bot.sources import catalog
from bot.sources.shape import Source
from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.tables import Hook

FRESH_SECONDS = 5.0
DOUBTED_SECONDS = 0.2
"""Younger than this a door is believed even where a signature does not fit it."""
MOST_REMEMBERED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A hook, and what its sender may sign with."""

    workspace_id: str
    hook_id: str
    source: Source
    """Of the hook's own mapping and options."""
    secret: str
    old_secret: str | None
    old_secret_until: datetime | None

    def secrets(self, now: datetime) -> list[str]:
        """Return the secrets that count now: the old one too while it is being replaced."""
        if self.old_secret is None or self.old_secret_until is None or now >= self.old_secret_until:
            return [self.secret]
        return [self.secret, self.old_secret]


class Doors:
    """Finds hooks by id; unknown ones are remembered too, so that guessing costs no queries."""

    def __init__(self, database: Database, box: SecretBox, rush: Rush) -> None:
        self._database = database
        self._rush = rush
        self.box = box
        """Seals and opens the secrets of hooks."""
        self._known: dict[str, tuple[float, Door | None]] = {}
        self._inside = 0
        self._open = asyncio.Event()
        self._open.set()
        self._empty = asyncio.Event()
        self._empty.set()

    async def find(self, hook_id: str, *, oldest: float = FRESH_SECONDS) -> Door | None:
        """Return the hook with this id, or None, as it was so many seconds ago at most.

        Raises:
            SecretUnreadable: its secret was sealed with a key we do not have.
        """
        now = asyncio.get_running_loop().time()
        if hook_id in self._known and now < self._known[hook_id][0] + oldest:
            return self._known[hook_id][1]
        async with self._database.reading() as connection:
            hook = await hooks.find(connection, hook_id)
        source = None if hook is None else catalog.source_of(hook)
        door = None if hook is None or source is None else self._opened(hook, source)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[hook_id] = (now, door)
        return door

    @asynccontextmanager
    async def entering(self) -> AsyncIterator[None]:
        """Hold the doors as they are while a webhook is found, checked and stored."""
        await self._open.wait()
        self._inside += 1
        self._empty.clear()
        try:
            with self._rush.answering():
                yield
        finally:
            self._inside -= 1
            if not self._inside:
                self._empty.set()

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[None]:
        """Keep webhooks waiting while their workspace gets another id, then look anew."""
        self._open.clear()
        try:
            await self._empty.wait()
            yield
        finally:
            self._known.clear()
            self._open.set()

    def _opened(self, hook: Hook, source: Source) -> Door:
        old = None if hook.old_secret is None else self.box.open(hook.old_secret).decode()
        return Door(
            workspace_id=hook.workspace_id,
            hook_id=hook.id,
            source=source,
            secret=self.box.open(hook.secret).decode(),
            old_secret=old,
            old_secret_until=hook.old_secret_until,
        )
