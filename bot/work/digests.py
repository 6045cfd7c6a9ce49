"""Digests by the calendar: which weekly slots are due now; one of many replicas wins each."""

import structlog

from bot.process import Process
from kpi.store import digests, schedule_runs, workspaces
from kpi.store.tables import Workspace

log = structlog.get_logger()


class Digests:
    """Queues what is due."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def step(self) -> None:
        """Win the slots that are due now, with their messages, in one transaction."""
        now = self._process.clock.now()
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, self._process.workspace_id)
            turns = await schedule_runs.turns(connection, workspace, now)
        if turns:
            await self._queue(workspace)

    async def _queue(self, workspace: Workspace) -> None:
        now = self._process.clock.now()
        queued = await self._process.database.writer.work(
            lambda connection: digests.queue(connection, workspace, now)
        )
        for delivery in queued:
            log.info("digest due", delivery_id=str(delivery.id), run_id=str(delivery.cause_id))
