"""The past at work: what has to be counted anew gets its turn, piece by piece."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.process import Process
from kpi.store import arrears, asked_arrears, zones

MOST_PIECES = 20
"""In one round; when more is left, the next one begins at once."""
PATIENCE = 1.0
"""Seconds that a piece lets those at the doors go first."""


class Arrears:
    """Counts what older releases took in, or what was counted in another time zone.

    Once all is done, a look costs next to nothing.
    """

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Count some pieces of the past; what is left waits for the next round."""
        now = self._process.clock.now()
        work = self._process.database.writer.work
        async with self._process.database.reading() as connection:
            moving = await zones.waiting(connection, now)
            behind = await arrears.waiting(connection, now)
            uncounted = await asked_arrears.waiting(connection)
        for workspace_id in moving:
            piece = partial(zones.catch_up, workspace_id=workspace_id, now=now)
            await self._pieces(partial(work, piece))
        for workspace_id in behind:
            piece = partial(arrears.catch_up, workspace_id=workspace_id, now=now)
            await self._pieces(partial(work, piece))
        for workspace_id in uncounted:
            await self._pieces(
                partial(work, partial(asked_arrears.catch_up, workspace_id=workspace_id))
            )

    async def _pieces(self, piece: Callable[[], Awaitable[bool]]) -> None:
        for _ in range(MOST_PIECES):
            await self._process.rush.over(PATIENCE)
            if not await piece():
                return
        self._process.nudge()
