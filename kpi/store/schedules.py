"""Digests by the week: which numbers go to which channel, and which of their slots were won."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.slots import Rhythm, Slot, caught_up, parse_time, passed
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Schedule, ScheduleRun, Workspace

QUEUED = "queued"
SKIPPED = "skipped"

SCHEDULES = rows.table(Schedule)
RUNS = rows.table(ScheduleRun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody asked for in the digest form."""

    channel_id: str
    owner_id: str
    """Who asked, and is told when it cannot be sent."""
    metrics: Sequence[str]
    filters: dict[str, str] = field(default_factory=dict)
    weekday: int = 0
    time: str = "09:00"
    """Wall-clock time in the workspace's zone."""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A schedule with its slot that is due now, and the ones that were missed."""

    schedule: Schedule
    due: Slot | None
    missed: Sequence[Slot]


async def create(
    connection: AsyncConnection, workspace_id: str, order: Order, now: datetime
) -> Schedule:
    """Keep a new digest. Raises WrongSetting when its time is no time of day."""
    parse_time(order.time)
    schedule = Schedule(
        workspace_id=workspace_id,
        id=new_id(now),
        channel_id=order.channel_id,
        owner_id=order.owner_id,
        metrics=list(order.metrics),
        filters=dict(order.filters),
        weekday=order.weekday,
        time=order.time,
        language=order.language,
        created_at=now,
    )
    await rows.add(connection, schedule)
    return schedule


async def find(connection: AsyncConnection, workspace_id: str, schedule_id: UUID) -> Schedule:
    """Return a schedule. Raises NotFound."""
    schedule = await rows.first(
        connection, Schedule, select(SCHEDULES).where(_is(workspace_id, schedule_id))
    )
    if schedule is None:
        raise NotFound("That digest no longer exists.")
    return schedule


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Schedule]:
    """Return all schedules of a workspace, oldest first, paused ones too."""
    statement = select(SCHEDULES).where(SCHEDULES.c.workspace_id == workspace_id)
    return await rows.every(connection, Schedule, statement.order_by(SCHEDULES.c.id))


async def in_channel(
    connection: AsyncConnection, workspace_id: str, channel_id: str
) -> list[Schedule]:
    """Return the schedules of one channel that are not paused."""
    found = await of_workspace(connection, workspace_id)
    return [one for one in found if one.channel_id == channel_id and not one.paused_because]


async def remove(connection: AsyncConnection, workspace_id: str, schedule_id: UUID) -> bool:
    """Stop a digest for good; return whether there was one."""
    done = await connection.execute(SCHEDULES.delete().where(_is(workspace_id, schedule_id)))
    return done.rowcount == 1


async def pause(connection: AsyncConnection, schedule: Schedule, because: str) -> bool:
    """Send no more of it until it is resumed; return whether it was running."""
    return await _set_pause(connection, schedule, before="", after=because)


async def resume(connection: AsyncConnection, schedule: Schedule) -> bool:
    """Send it again; return whether it was paused."""
    return await _set_pause(connection, schedule, before=schedule.paused_because, after="")


async def turns(connection: AsyncConnection, workspace: Workspace, now: datetime) -> list[Turn]:
    """Return the schedules of a workspace that have slots nobody has recorded yet.

    Slots lie in the workspace's zone. Those before the schedule was made, or before the last
    recorded one, are not looked for.
    """
    found = await of_workspace(connection, workspace.id)
    last = await _last_slots(connection, workspace.id)
    turns = []
    for schedule in found:
        if schedule.paused_because:
            continue
        after = last.get(schedule.id, schedule.created_at)
        slots = passed(rhythm(schedule, workspace.time_zone), after=after, until=now)
        if slots:
            due, missed = caught_up(slots, now)
            turns.append(Turn(schedule=schedule, due=due, missed=missed))
    return turns


async def win_slot(
    connection: AsyncConnection, schedule: Schedule, slot: Slot, now: datetime
) -> ScheduleRun | None:
    """Record that a slot is being served; None when it was recorded before, here or elsewhere."""
    run = _run(schedule, slot, state=QUEUED, now=now)
    return run if await rows.add_new(connection, run) else None


async def skip(
    connection: AsyncConnection, schedule: Schedule, missed: Sequence[Slot], now: datetime
) -> None:
    """Record slots that were found too late; ones that are recorded already stay as they are."""
    runs = [_run(schedule, slot, state=SKIPPED, now=now) for slot in missed]
    await rows.add_new(connection, *runs)


async def run(connection: AsyncConnection, workspace_id: str, run_id: UUID) -> ScheduleRun:
    """Return the run that a message serves. Raises NotFound."""
    where = (RUNS.c.workspace_id == workspace_id) & (RUNS.c.id == run_id)
    found = await rows.first(connection, ScheduleRun, select(RUNS).where(where))
    if found is None:
        raise NotFound("That digest no longer exists.")
    return found


async def runs(
    connection: AsyncConnection, workspace_id: str, schedule_id: UUID
) -> list[ScheduleRun]:
    """Return the recorded slots of a schedule, oldest first."""
    where = (RUNS.c.workspace_id == workspace_id) & (RUNS.c.schedule_id == schedule_id)
    return await rows.every(connection, ScheduleRun, select(RUNS).where(where).order_by(RUNS.c.at))


def rhythm(schedule: Schedule, zone: str) -> Rhythm:
    """Return when a schedule is due, on the clocks of a zone."""
    return Rhythm(weekday=schedule.weekday, at=parse_time(schedule.time), zone=zone)


async def _last_slots(connection: AsyncConnection, workspace_id: str) -> dict[UUID, datetime]:
    statement = (
        select(RUNS.c.schedule_id, func.max(RUNS.c.at))
        .where(RUNS.c.workspace_id == workspace_id)
        .group_by(RUNS.c.schedule_id)
    )
    return dict(iter(await connection.execute(statement)))


async def _set_pause(
    connection: AsyncConnection, schedule: Schedule, *, before: str, after: str
) -> bool:
    if before == after:
        return False
    where = _is(schedule.workspace_id, schedule.id) & (SCHEDULES.c.paused_because == before)
    done = await connection.execute(SCHEDULES.update().where(where).values(paused_because=after))
    return done.rowcount == 1


def _run(schedule: Schedule, slot: Slot, *, state: str, now: datetime) -> ScheduleRun:
    return ScheduleRun(
        workspace_id=schedule.workspace_id,
        id=new_id(now),
        schedule_id=schedule.id,
        slot=slot.week,
        state=state,
        at=slot.at,
    )


def _is(workspace_id: str, schedule_id: UUID) -> ColumnElement[bool]:
    return (SCHEDULES.c.workspace_id == workspace_id) & (SCHEDULES.c.id == schedule_id)
