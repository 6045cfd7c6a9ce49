"""What is owed to ticket systems, or asked of them, a few talks side by side."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar

from bot.process import Process
from bot.work.rests import Rests

AT_ONCE = 8
"""Talks that are held side by side."""

Owed = TypeVar("Owed")


class TicketRound(Generic[Owed]):
    """Holds all talks that are due, but with systems that ask for a pause."""

    def __init__(
        self,
        process: Process,
        *,
        is_due: Callable[[Any, datetime, Collection[str]], Awaitable[bool]],
        claim: Callable[[Any, datetime, int, Collection[str]], Awaitable[Sequence[Owed]]],
        talk: Callable[[Owed], Awaitable[None]],
    ) -> None:
        """Take from the store what is due and who claims it, and the talk itself; it never raises.

        The store is told the moment, how many at most, and the hooks that rest.
        """
        self._process = process
        self._is_due, self._claim, self._talk = is_due, claim, talk
        self.rests = Rests()

    async def is_due(self) -> bool:
        """Tell whether there is anything to talk about."""
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            return await self._is_due(connection, now, self.rests.now(now))

    async def work(self) -> None:
        """Hold the talks, until nothing is due."""
        while claimed := await self._claimed():
            await asyncio.gather(*(self._talk(one) for one in claimed))

    async def _claimed(self) -> Sequence[Owed]:
        now = self._process.clock.now()
        resting = self.rests.now(now)
        return await self._process.database.writer.work(
            lambda connection: self._claim(connection, now, AT_ONCE, resting)
        )
