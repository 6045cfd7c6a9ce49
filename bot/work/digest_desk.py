"""What all messages of a digest have in common: which issue they tell, and if it may appear."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot import channels, issues
from bot.blocks import notice
from bot.issues import Answer, Issue
from bot.process import Process
from kpi import snapshots
from kpi.errors import NotFound
from kpi.store import deliveries, digests, schedule_runs, schedules, workspaces
from kpi.store.tables import Delivery, ScheduleRun

TOO_LATE = "too_late"
PAUSED = "paused"
GONE = "removed"
NOTHING = "nothing_to_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Issue):
    """An issue whose turn has come."""

    run: ScheduleRun

    @property
    def stale(self) -> timedelta:
        """How long after it was queued it is still news."""
        return schedules.rhythm(self.schedule, self.workspace.time_zone).latest


class Desk:
    """Looks issues up, and ends the deliveries of those that may not appear."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def for_channel(self, delivery: Delivery) -> Due | None:
        """Give what is to be posted; None when it may not be, and then the delivery has ended."""
        found = await self._wanted(delivery, delivery.cause_id)
        if found is None:
            return None
        if _moved_away(delivery, found):
            await self._cancel(delivery, GONE)
            return None
        channel = await channels.ask(self._process, found.schedule.channel_id)
        closed = notice.SHARED if channel.has_outsiders else channel.closed_because
        if closed:
            await self.stop(delivery, closed)
            return None
        return found

    async def for_mail(self, delivery: Delivery) -> Due | None:
        """Give what is to be mailed; None as above. A channel that is closed closes no mailbox."""
        found = await self._wanted(delivery, UUID(delivery.body["run_id"]))
        if found and delivery.body["address"] not in found.schedule.addresses:
            await self._cancel(delivery, GONE)
            return None
        return found

    async def answer(self, due: Due) -> Answer:
        """Find what an issue tells, and keep what it says."""
        answer = await issues.answer(self._process, due)
        told = snapshots.taken(answer.found, due.schedule.filters)
        await self._process.database.writer.work(
            lambda connection: digests.keep_told(connection, due.schedule, due.run, told)
        )
        return answer

    async def stop(self, delivery: Delivery, because: str) -> None:
        """Give the delivery up, pause its schedule, and owe the owner a word."""
        await self._end(delivery, digests.stop, because)

    async def give_up(self, delivery: Delivery, because: str) -> None:
        """Give the delivery up, and owe the owner a word; the schedule goes on."""
        await self._end(delivery, digests.give_up, because)

    async def return_letter(self, delivery: Delivery, because: str) -> None:
        """Give a letter up, and owe the owner a word."""
        await self._end(delivery, digests.return_to_sender, because)

    async def leave_out(self, delivery: Delivery) -> None:
        """End a delivery that has nothing to say."""
        await self._cancel(delivery, NOTHING)

    async def _end(
        self, delivery: Delivery, ending: Callable[..., Awaitable[None]], because: str
    ) -> None:
        """End a delivery as the store does; where its schedule is gone it is called off."""
        found, now = await self._find(delivery, digests.run_of(delivery)), self._process.clock.now()
        if found is None:
            await self._cancel(delivery, GONE)
            return
        await self._process.database.writer.work(
            lambda connection: ending(
                connection, delivery, found.schedule, because=because, now=now
            )
        )

    async def _wanted(self, delivery: Delivery, run_id: UUID) -> Due | None:
        found = await self._find(delivery, run_id)
        reason = _obsolete(delivery, found, self._process.clock.now())
        if reason:
            await self._cancel(delivery, reason)
        return None if reason else found

    async def _find(self, delivery: Delivery, run_id: UUID) -> Due | None:
        workspace_id = delivery.workspace_id
        async with self._process.database.reading() as connection:
            try:
                run = await schedule_runs.find(connection, workspace_id, run_id)
                schedule = await schedules.find(connection, workspace_id, run.schedule_id)
            except NotFound:
                return None
            workspace = await workspaces.find(connection, workspace_id)
        return Due(workspace=workspace, schedule=schedule, slot=run.slot, run=run)

    async def _cancel(self, delivery: Delivery, reason: str) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_cancelled(connection, delivery, reason, now)
        )


def _moved_away(delivery: Delivery, found: Due) -> bool:
    """Whether it goes to no channel any more; a thread does not follow it to another one."""
    channel_id = found.schedule.channel_id
    is_elsewhere = delivery.kind == digests.DETAIL and delivery.channel_id != channel_id
    return not channel_id or is_elsewhere


def _obsolete(delivery: Delivery, found: Due | None, now: datetime) -> str:
    """Say why a digest is no longer wanted; empty when it is."""
    if found is None:
        return GONE
    because = found.schedule.paused_because
    if because and (delivery.kind != digests.LETTER or because in schedules.WHOLLY):
        return PAUSED
    return TOO_LATE if now - delivery.created_at > found.stale else ""
