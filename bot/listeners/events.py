"""What happens in Slack that changes what we may do there."""

from datetime import datetime

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
        """Pause what is told in a channel that outsiders read from now on, and tell the owners."""
        process, now = self._process, self._process.clock.now()
        closed = await process.database.writer.work(
            lambda connection: alerts.close(
                connection, process.workspace_id, event["channel"], SHARED, now
            )
        )
        async with process.database.reading() as connection:
            found = await schedules.in_channel(connection, process.workspace_id, event["channel"])
        for schedule in found:
            await process.database.writer.work(_paused(schedule, now))
        if found or closed:
            process.nudge()


def _paused(schedule: Schedule, now: datetime) -> Work[bool]:
    return lambda connection: digests.pause(connection, schedule, SHARED, now)
