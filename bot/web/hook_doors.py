"""Hooks with their secrets opened, remembered for a few seconds so that a burst reads them once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.secrets import SecretBox
from kpi.store import hooks
from kpi.store.database import Database
from kpi.store.tables import Hook

FRESH_SECONDS = 5.0
MOST_REMEMBERED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A hook, and what its sender may sign with."""

    workspace_id: str
    hook_id: str
    source: str
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

    def __init__(self, database: Database, box: SecretBox) -> None:
        self._database = database
        self.box = box
        """Seals and opens the secrets of hooks."""
        self._known: dict[str, tuple[float, Door | None]] = {}
        self._inside = 0
        self._open = asyncio.Event()
        self._open.set()
        self._empty = asyncio.Event()
        self._empty.set()

    async def find(self, hook_id: str) -> Door | None:
        """Return the hook with this id, or None.

        Raises:
            SecretUnreadable: its secret was sealed with a key we do not have.
        """
        now = asyncio.get_running_loop().time()
        until, door = self._known.get(hook_id, (now, None))
        if now < until:
            return door
        async with self._database.reading() as connection:
            hook = await hooks.find(connection, hook_id)
        door = None if hook is None else self._opened(hook)
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[hook_id] = (now + FRESH_SECONDS, door)
        return door

    @asynccontextmanager
    async def entering(self) -> AsyncIterator[None]:
        """Hold the doors as they are while a webhook is found, checked and stored."""
        await self._open.wait()
        self._inside += 1
        self._empty.clear()
        try:
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

    def _opened(self, hook: Hook) -> Door:
        old = None if hook.old_secret is None else self.box.open(hook.old_secret).decode()
        return Door(
            workspace_id=hook.workspace_id,
            hook_id=hook.id,
            source=hook.source,
            secret=self.box.open(hook.secret).decode(),
            old_secret=old,
            old_secret_until=hook.old_secret_until,
        )
