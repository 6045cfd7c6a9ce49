"""Heeding: a while after an answer changed, see whether it needs somebody."""

from bot.process import Process
from bot.work.steps import attempt
from kpi.store import heeding, workspaces

AT_ONCE = 100
"""Answers in one piece: taps wait no longer than for one."""
PIECES = 20
"""In one round; what is left waits for the next."""


class Heeding:
    """Looks at answers that are due."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Look at all that is due; what needs somebody is in the outbox then."""
        async with self._process.database.reading() as connection:
            waiting = await heeding.waiting(connection, self._process.clock.now())
        for workspace_id in waiting:
            await attempt(
                self._process, "heeding", self._heed(workspace_id), workspace_id=workspace_id
            )

    async def _heed(self, workspace_id: str) -> None:
        for _ in range(PIECES):
            if await self._piece(workspace_id) < AT_ONCE:
                return

    async def _piece(self, workspace_id: str) -> int:
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, workspace_id)
        now = self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: heeding.heed(connection, workspace, now, AT_ONCE)
        )
