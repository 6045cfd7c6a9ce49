"""Digests in the post: last week's numbers for a channel that only colleagues read."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import channels
from bot.blocks import Message, digest, notice, quotable
from bot.process import Process
from bot.work.letters import Letter, Route
from kpi.errors import NotFound
from kpi.metrics import Metric
from kpi.query import Query
from kpi.slots import week_reported
from kpi.store import comments, deliveries, digests, schedules, summaries, workspaces
from kpi.store.tables import Delivery, Schedule, ScheduleRun, Workspace

COMMENTS_READ = 200
"""Of the week, the newest first; those to quote are chosen from them."""
DETAIL_BY = "team"

STALE = timedelta(hours=24)
"""How long after it was queued a digest is still news."""

TOO_LATE = "too_late"
PAUSED = "paused"
GONE = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """One week's digest: what is asked, and for where."""

    workspace: Workspace
    schedule: Schedule
    run: ScheduleRun

    @property
    def query(self) -> Query:
        metrics = tuple(Metric(name) for name in self.schedule.metrics)
        return Query(
            metrics=metrics or tuple(Metric),
            period=week_reported(self.run.slot, self.workspace.time_zone),
            filters=self.schedule.filters,
        )


class _Desk:
    """What the message and its detail have in common: whether the issue may appear at all."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def issue(self, delivery: Delivery) -> _Issue | None:
        """Give what is to be sent; None when it may not be, and then the delivery has ended."""
        found = await self._find(delivery)
        reason = _obsolete(delivery, found, self._process.clock.now())
        if found is None or reason:
            await self._cancel(delivery, reason)
            return None
        channel = await channels.ask(self._process, found.schedule.channel_id)
        closed = notice.SHARED if channel.has_outsiders else channel.closed_because
        if closed:
            await self.stop(delivery, closed)
            return None
        return found

    async def stop(self, delivery: Delivery, because: str) -> None:
        """Give the delivery up, pause its schedule, and owe the owner a word."""
        found, now = await self._find(delivery), self._process.clock.now()
        work = self._process.database.writer.work
        if found is None:
            await self._cancel(delivery, GONE)
            return
        await work(
            lambda connection: digests.stop(
                connection, delivery, found.schedule, because=because, now=now
            )
        )

    async def _find(self, delivery: Delivery) -> _Issue | None:
        async with self._process.database.reading() as connection:
            try:
                run = await schedules.run(connection, delivery.workspace_id, delivery.cause_id)
                schedule = await schedules.find(connection, delivery.workspace_id, run.schedule_id)
            except NotFound:
                return None
            workspace = await workspaces.find(connection, delivery.workspace_id)
        return _Issue(workspace=workspace, schedule=schedule, run=run)

    async def _cancel(self, delivery: Delivery, reason: str) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_cancelled(connection, delivery, reason, now)
        )


class DigestMail:
    """Writes the message."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = _Desk(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the numbers of the week that ended; None when they may not be sent."""
        issue = await self._desk.issue(delivery)
        if issue is None:
            return None
        message = await self._message(issue)
        route = Route(message=message, channel_id=issue.schedule.channel_id)
        return Letter(routes=[route])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Owe the detail, in the thread below."""
        return await self._process.database.writer.work(
            lambda connection: digests.sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:  # noqa: ARG002 - the desk looks at the clock itself
        """Pause the schedule and tell its owner."""
        await self._desk.stop(delivery, reason)

    async def _message(self, issue: _Issue) -> Message:
        now, query = self._process.clock.now(), issue.query
        async with self._process.database.reading() as connection:
            found = await summaries.answer(connection, issue.workspace, query, now)
            said = await comments.latest(connection, issue.workspace, query, COMMENTS_READ)
        schedule, quotes = issue.schedule, quotable.picked(said)
        return digest.main(found, quotes, filters=schedule.filters, language=schedule.language)


class DetailMail:
    """Writes what belongs in the thread."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = _Desk(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the numbers by team; None when they may not be sent any more."""
        issue = await self._desk.issue(delivery)
        if issue is None:
            return None
        route = Route(
            message=await self._message(issue),
            channel_id=issue.schedule.channel_id,
            thread_ts=delivery.thread_ts,
        )
        return Letter(routes=[route])

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

    async def _message(self, issue: _Issue) -> Message:
        now, query = self._process.clock.now(), replace(issue.query, by=DETAIL_BY)
        async with self._process.database.reading() as connection:
            found = await summaries.answer(connection, issue.workspace, query, now)
        schedule = issue.schedule
        return digest.detail(
            found, by=DETAIL_BY, filters=schedule.filters, language=schedule.language
        )


def _obsolete(delivery: Delivery, found: _Issue | None, now: datetime) -> str:
    """Say why a digest is no longer wanted; empty when it is."""
    if found is None:
        return GONE
    if found.schedule.paused_because:
        return PAUSED
    return TOO_LATE if now - delivery.created_at > STALE else ""
