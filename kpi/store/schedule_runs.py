"""The turns of digests: which are due, which were won or missed, and what was told in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.slots import Slot, caught_up, passed
from kpi.store import rows, schedules
from kpi.store.columns import new_id
from kpi.store.tables import Schedule, ScheduleRun, Workspace

QUEUED = "queued"
SKIPPED = "skipped"

RUNS = rows.table(ScheduleRun)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A schedule with its slot that is due now, and the ones that were missed."""

    schedule: Schedule
    due: Slot | None
    missed: Sequence[Slot]


async def turns(connection: AsyncConnection, workspace: Workspace, now: datetime) -> list[Turn]:
    """Return the schedules of a workspace that have slots nobody has recorded yet.

    Slots lie in the workspace's zone. Those before the schedule was made, changed or resumed, or
    before the last recorded one, are not looked for.
    """
    found = await schedules.of_workspace(connection, workspace.id)
    last = await _last_slots(connection, workspace.id)
    turns = []
    for schedule in found:
        if schedule.paused_because and not schedules.goes_on_by_mail(schedule):
            continue
        begun = schedule.since or schedule.created_at
        rhythm = schedules.rhythm(schedule, workspace.time_zone)
        slots = passed(rhythm, after=max(begun, last.get(schedule.id, begun)), until=now)
        slots = await _unrecorded(connection, schedule, slots)
        if slots:
            due, missed = caught_up(slots, now, rhythm.latest)
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


async def find(connection: AsyncConnection, workspace_id: str, run_id: UUID) -> ScheduleRun:
    """Return the run that a message serves. Raises NotFound."""
    where = (RUNS.c.workspace_id == workspace_id) & (RUNS.c.id == run_id)
    found = await rows.first(connection, ScheduleRun, select(RUNS).where(where))
    if found is None:
        raise NotFound("That digest no longer exists.")
    return found


async def of_schedule(
    connection: AsyncConnection, workspace_id: str, schedule_id: UUID
) -> list[ScheduleRun]:
    """Return the recorded slots of a schedule, oldest first."""
    where = (RUNS.c.workspace_id == workspace_id) & (RUNS.c.schedule_id == schedule_id)
    return await rows.every(connection, ScheduleRun, select(RUNS).where(where).order_by(RUNS.c.at))


async def keep_told(connection: AsyncConnection, run: ScheduleRun, told: Mapping[str, Any]) -> None:
    """Keep what a digest says; what comes in later does not change what was said."""
    where = (RUNS.c.workspace_id == run.workspace_id) & (RUNS.c.id == run.id)
    await connection.execute(RUNS.update().where(where).values(told=dict(told)))


async def in_slot(
    connection: AsyncConnection, schedule: Schedule, label: str
) -> ScheduleRun | None:
    """Return the run of a week or month; None where it has none."""
    statement = select(RUNS).where(_of(schedule), RUNS.c.slot == label)
    return await rows.first(connection, ScheduleRun, statement)


async def next_slot(
    connection: AsyncConnection, schedule: Schedule, zone: str, now: datetime
) -> Slot:
    """Return the turn that comes next; a week that was told is not told on another day as well."""
    slot = schedules.next_slot(schedule, zone, now)
    while await in_slot(connection, schedule, slot.label):
        slot = schedules.next_slot(schedule, zone, slot.at)
    return slot


async def _unrecorded(
    connection: AsyncConnection, schedule: Schedule, slots: Sequence[Slot]
) -> list[Slot]:
    """Leave out the slots whose week or month has a run: of a day that it was on before."""
    if not slots:
        return []
    labels = [slot.label for slot in slots]
    statement = select(RUNS.c.slot).where(_of(schedule), RUNS.c.slot.in_(labels))
    recorded = set((await connection.execute(statement)).scalars())
    return [slot for slot in slots if slot.label not in recorded]


async def _last_slots(connection: AsyncConnection, workspace_id: str) -> dict[UUID, datetime]:
    statement = (
        select(RUNS.c.schedule_id, func.max(RUNS.c.at))
        .where(RUNS.c.workspace_id == workspace_id)
        .group_by(RUNS.c.schedule_id)
    )
    return dict(iter(await connection.execute(statement)))


def _of(schedule: Schedule) -> ColumnElement[bool]:
    return (RUNS.c.workspace_id == schedule.workspace_id) & (RUNS.c.schedule_id == schedule.id)


def _run(schedule: Schedule, slot: Slot, *, state: str, now: datetime) -> ScheduleRun:
    return ScheduleRun(
        workspace_id=schedule.workspace_id,
        id=new_id(now),
        schedule_id=schedule.id,
        slot=slot.label,
        state=state,
        at=slot.at,
    )
