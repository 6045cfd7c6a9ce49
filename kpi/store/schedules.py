"""Digests as they were ordered: which numbers go where, when, in which language."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import slots
from kpi.errors import NotFound
from kpi.metrics import Metric
from kpi.slots import Rhythm, Slot, parse_time
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Schedule

WEEKLY, MONTHLY = "weekly", "monthly"
BY_HAND = "by_hand"
"""Why a digest is paused that somebody paused; other words are Slack's, or ours about a channel."""
NOBODY_LEFT = "nobody_left"
"""Why one is paused that went by mail alone, and whose last reader took their address off."""
WHOLLY = frozenset({BY_HAND, NOBODY_LEFT})
"""Why nothing of a digest goes out; of others only the channel is closed, but no mailbox."""
STANDARD_BY = ("team",)
"""What a digest is split by that names nothing else."""

SCHEDULES = rows.table(Schedule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody asked for in the digest form."""

    owner_id: str = ""
    """Who asked, and is told when it cannot be sent."""
    channel_id: str = ""
    """Empty for one that only goes by mail."""
    addresses: Sequence[str] = ()
    title: str = ""
    metrics: Sequence[str]
    by: Sequence[str] = ()
    filters: dict[str, str] = field(default_factory=dict)
    rhythm: str = WEEKLY
    weekday: int = 0
    month_day: int = 1
    time: str = "09:00"
    """Wall-clock time in the workspace's zone."""
    language: str = "en"


A_TEAMS_WEEK = Order(
    metrics=(Metric.CSAT, Metric.CES, Metric.FRT, Metric.ART, Metric.FCR), by=("team", "channel")
)
A_MANAGERS_MONTH = Order(
    metrics=tuple(Metric),
    by=("team", "account"),
    rhythm=MONTHLY,
    # By then most of the last questions are answered that will be.
    month_day=3,
)
TEMPLATES: Mapping[str, Order] = {"week": A_TEAMS_WEEK, "month": A_MANAGERS_MONTH}
"""Something to start from, by name."""


def drawn_up(workspace_id: str, order: Order, now: datetime) -> Schedule:
    """Give the digest of an order, not kept yet. Raises WrongSetting for a time that is none."""
    parse_time(order.time)
    return Schedule(workspace_id=workspace_id, id=new_id(now), created_at=now, **_columns(order))


async def create(
    connection: AsyncConnection, workspace_id: str, order: Order, now: datetime
) -> Schedule:
    """Keep a new digest. Raises WrongSetting when its time is no time of day."""
    schedule = drawn_up(workspace_id, order, now)
    await rows.add(connection, schedule)
    return schedule


async def change(
    connection: AsyncConnection, schedule: Schedule, order: Order, now: datetime
) -> Schedule:
    """Let a digest be as it is ordered now; its owner stays.

    One that could not be sent goes on; one that was paused by hand stays so. Raises NotFound when
    it was removed meanwhile.
    """
    parse_time(order.time)
    columns = _columns(order) | {"owner_id": schedule.owner_id, "since": now}
    if schedule.paused_because != BY_HAND:
        columns["paused_because"] = ""
    where = _is(schedule.workspace_id, schedule.id)
    await connection.execute(SCHEDULES.update().where(where).values(columns))
    return await find(connection, schedule.workspace_id, schedule.id)


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


def goes_on_by_mail(schedule: Schedule) -> bool:
    """Tell whether a digest that is paused still goes to its addresses."""
    because = schedule.paused_because
    return bool(because and schedule.addresses) and because not in WHOLLY


async def take_off(
    connection: AsyncConnection, schedule: Schedule, address: str
) -> Schedule | None:
    """Mail it to an address no more; return how it stands then, None where it went elsewhere.

    Raises NotFound when it was removed meanwhile.
    """
    where = _is(schedule.workspace_id, schedule.id)
    locked = select(SCHEDULES).where(where).with_for_update()
    found = await rows.first(connection, Schedule, locked)
    if found is None:
        raise NotFound("That digest no longer exists.")
    if address not in found.addresses:
        return None
    left = [one for one in found.addresses if one != address]
    await connection.execute(SCHEDULES.update().where(where).values(addresses=left))
    found.addresses = left
    return found


async def resume(connection: AsyncConnection, schedule: Schedule, now: datetime) -> bool:
    """Send it again, from its next turn on; return whether it was paused."""
    if not await _set_pause(connection, schedule, before=schedule.paused_because, after=""):
        return False
    where = _is(schedule.workspace_id, schedule.id)
    await connection.execute(SCHEDULES.update().where(where).values(since=now))
    return True


def rhythm(schedule: Schedule, zone: str) -> Rhythm:
    """Return when a schedule is due, on the clocks of a zone."""
    is_monthly = schedule.rhythm == MONTHLY
    return Rhythm(
        weekday=schedule.weekday,
        month_day=schedule.month_day if is_monthly else None,
        at=parse_time(schedule.time),
        zone=zone,
    )


def next_slot(schedule: Schedule, zone: str, now: datetime) -> Slot:
    """Return the turn that comes next, whether it is paused or not."""
    return slots.following(rhythm(schedule, zone), now)


async def _set_pause(
    connection: AsyncConnection, schedule: Schedule, *, before: str, after: str
) -> bool:
    if before == after:
        return False
    where = _is(schedule.workspace_id, schedule.id) & (SCHEDULES.c.paused_because == before)
    done = await connection.execute(SCHEDULES.update().where(where).values(paused_because=after))
    return done.rowcount == 1


def _columns(order: Order) -> dict[str, Any]:
    lists = {name: list(getattr(order, name)) for name in ("addresses", "metrics", "by")}
    return asdict(order) | lists


def _is(workspace_id: str, schedule_id: UUID) -> ColumnElement[bool]:
    return (SCHEDULES.c.workspace_id == workspace_id) & (SCHEDULES.c.id == schedule_id)
