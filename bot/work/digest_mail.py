"""Digests in the post: the numbers of a week or month for a channel that only colleagues read."""

from datetime import datetime

from bot import issues
from bot.process import Process
from bot.slack_errors import PLACE_ERRORS
from bot.work.digest_desk import Desk
from bot.work.letters import Letter, Route
from kpi.store import deliveries, digests
from kpi.store.tables import Delivery


class DigestMail:
    """Writes the message."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = Desk(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the numbers of the period that ended; None when they may not be sent."""
        due = await self._desk.for_channel(delivery)
        if due is None:
            return None
        message = issues.actionable(due, await self._desk.answer(due))
        return Letter(routes=[Route(message=message, channel_id=due.schedule.channel_id)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Owe the detail, in the thread below."""
        return await self._process.database.writer.work(
            lambda connection: digests.sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:  # noqa: ARG002 - the desk looks at the clock itself
        """Tell the owner, and pause the schedule of a channel that is closed to us."""
        if reason in PLACE_ERRORS:
            await self._desk.stop(delivery, reason)
        else:
            await self._desk.give_up(delivery, reason)


class DetailMail:
    """Writes what belongs in the thread."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = Desk(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the numbers of the parts; None when they may not be sent any more."""
        due = await self._desk.for_channel(delivery)
        if due is None:
            return None
        answer = await issues.answer(self._process, due)
        if issues.is_silent(answer):
            await self._desk.leave_out(delivery)
            return None
        below = {"channel_id": due.schedule.channel_id, "thread_ts": delivery.thread_ts}
        return Letter(routes=[Route(message=issues.detail(due, answer), **below)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that it stands in the thread."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Leave the message without its detail; it stands by itself."""
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_failed(connection, delivery, reason, now)
        )
