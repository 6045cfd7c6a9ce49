"""The past at work: interactions from before they were reckoned get their turn, piece by piece."""

from bot.process import Process
from kpi.store import arrears

MOST_PIECES = 20
"""In one round; when more is left, the next one begins at once."""
PATIENCE = 1.0
"""Seconds that a piece lets those at the doors go first."""


class Arrears:
    """Reckons what older releases took in; once all is done, a look costs next to nothing."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Reckon some pieces of the past; what is left waits for the next round."""
        async with self._process.database.reading() as connection:
            behind = await arrears.waiting(connection)
        for workspace_id in behind:
            await self._catch_up(workspace_id)

    async def _catch_up(self, workspace_id: str) -> None:
        now = self._process.clock.now()
        for _ in range(MOST_PIECES):
            await self._process.rush.over(PATIENCE)
            if not await self._process.database.writer.work(
                lambda connection: arrears.catch_up(connection, workspace_id, now)
            ):
                return
        self._process.nudge()
