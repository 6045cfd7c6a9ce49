"""Alerts in the post: an answer that needs somebody, for a channel that only colleagues read."""

from datetime import datetime

from bot.process import Process
from bot.work.alert_desk import AlertDesk
from bot.work.letters import Letter, Route
from kpi.store import alerts, deliveries
from kpi.store.tables import Delivery

GONE = "removed"


class AlertMail:
    """Writes the message."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = AlertDesk(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Tell of the answers as they stand; None where they may not be told, or need nobody."""
        closed = await self._desk.closed_because(delivery)
        if closed:
            await self.refused(delivery, closed, self._process.clock.now())
            return None
        await self._desk.fresh(delivery)
        await self._desk.let_go(delivery)
        message = await self._desk.drawn(delivery)
        if message is None:
            await self._cancel(delivery)
            return None
        return Letter(routes=[Route(message=message, channel_id=delivery.channel_id)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note where it stands: what changes is shown there."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Pause the rules of the channel and tell their owners; the cases stay."""
        await self._process.database.writer.work(
            lambda connection: alerts.stop(connection, delivery, reason, now)
        )

    async def _cancel(self, delivery: Delivery) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_cancelled(connection, delivery, GONE, now)
        )
