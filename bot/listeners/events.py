"""What happens in Slack that changes what we may do there."""

from datetime import datetime
from typing import Any

from bot.listeners.payloads import Body
from bot.process import Process
from kpi.store import alerts, digests, schedules
from kpi.store.tables import Schedule
from kpi.store.writer import Work

SHARED = "channel_shared"


class Events:
    """Listens to events; each may be told twice, and then changes nothing."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def channel_shared(self, event: Body) -> None:
        """Pause what is told in a channel that outsiders read from now on, and tell the owners.

        What stands there of customers is hidden in the next round.
        """
        process, now = self._process, self._process.clock.now()

        async def close(connection: Any) -> bool:
            home, channel_id = process.workspace_id, event["channel"]
            if await alerts.close(connection, home, channel_id, SHARED, now):
                return True
            return await alerts.hide(connection, home, channel_id)

        closed = await process.database.writer.work(close)
        async with process.database.reading() as connection:
            found = await schedules.in_channel(connection, process.workspace_id, event["channel"])
        for schedule in found:
            await process.database.writer.work(_paused(schedule, now))
        if found or closed:
            process.nudge()


def _paused(schedule: Schedule, now: datetime) -> Work[bool]:
    return lambda connection: digests.pause(connection, schedule, SHARED, now)
