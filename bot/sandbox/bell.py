"""Waiting for something to become visible, without polling."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


class Bell:
    """Rings whenever anything changes that somebody may be looking for."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self.rings = 0

    def ring(self) -> None:
        self.rings += 1
        rung, self._changed = self._changed, asyncio.Event()
        rung.set()

    async def until(self, look: Callable[[], Seen | None], *, within: float) -> Seen:
        """Look after each change until there is something; TimeoutError after `within` seconds."""
        async with asyncio.timeout(within):
            while True:
                changed = self._changed
                found = look()
                if found is not None:
                    return found
                await changed.wait()
