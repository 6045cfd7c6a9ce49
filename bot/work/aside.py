"""Work beside the rounds: ticket systems may be slow, and questions must not wait for them."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.process import Process
from bot.work.steps import attempt

PATIENCE = 5.0
"""Seconds for what is under way at a ticket system, when we are told to stop."""


class Aside:
    """One kind of work: a round begins it when something is due, and does not wait for it."""

    def __init__(
        self,
        process: Process,
        name: str,
        *,
        is_due: Callable[[], Awaitable[bool]],
        work: Callable[[], Awaitable[None]],
    ) -> None:
        """Take a name for logs, a quick look whether there is work, and the work itself."""
        self._process = process
        self._name = name
        self._is_due = is_due
        self._work = work
        self._task: asyncio.Task[None] | None = None

    async def step(self) -> None:
        """Begin the work, unless it is under way or nothing is due."""
        if self._task is not None and not self._task.done():
            return
        if await self._is_due():
            self._task = self._process.background.run(self._run(), self._name)

    async def stop(self, patience: float = PATIENCE) -> None:
        """Let the work end within some seconds, or leave it where it is."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=patience)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        await attempt(self._process, self._name, self._work())
        # What was found or stored goes on its way with the next round.
        self._process.nudge()
