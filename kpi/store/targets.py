"""Where a workspace wants its numbers to be: for everybody, or for one segment value."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound, Refused
from kpi.goals import SURVEY, Goal, Goals
from kpi.metrics import Metric
from kpi.store import rows
from kpi.store.tables import Survey, Target

MOST = 20
"""Of one workspace: they are listed in one message."""
_TABLE = rows.table(Target)
_KEY = ("workspace_id", "metric", "segment", "value")


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Target]:
    """Return all targets, by metric and with everybody's before those of segments."""
    mine = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id)
    found = await rows.every(connection, Target, mine)
    order = [metric.value for metric in Metric]
    return sorted(found, key=lambda one: (order.index(one.metric), one.segment, one.value))


async def outdated(
    connection: AsyncConnection, workspace_id: str, metric: Metric, definition: str
) -> list[Target]:
    """Return the targets of a metric that were set under another definition than this one."""
    found = await of_workspace(connection, workspace_id)
    return [one for one in found if one.metric == metric.value and one.definition != definition]


async def left_behind(connection: AsyncConnection, before: Survey, after: Survey) -> list[Target]:
    """Return the targets of a survey that a change of its scale leaves behind."""
    if before.definition == after.definition:
        return []
    metric = Metric(after.metric)
    found = await outdated(connection, after.workspace_id, metric, after.definition)
    if after.name == after.metric:
        return [one for one in found if one.segment != SURVEY]
    return [one for one in found if (one.segment, one.value) == (SURVEY, after.name)]


async def goals(connection: AsyncConnection, workspace_id: str) -> Goals:
    """Return the same as what numbers are measured against."""
    found = await of_workspace(connection, workspace_id)
    return Goals(tuple(Goal(one.definition, one.segment, one.value, one.aim) for one in found))


async def save(
    connection: AsyncConnection,
    workspace_id: str,
    metric: Metric,
    goal: Goal,
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep a target in the place of one for the same metric and segment value.

    Raises:
        Refused: there are `MOST` others already.
    """
    place = (metric.value, goal.segment, goal.value)
    _require_room(place, await of_workspace(connection, workspace_id))
    target = Target(
        workspace_id=workspace_id,
        metric=metric.value,
        created_by=by,
        created_at=now,
        **goal._asdict(),
    )
    (values,) = rows.values([target])
    changed = {name: value for name, value in values.items() if name not in _KEY}
    await connection.execute(
        rows.insert_into(connection, Target)
        .values(values)
        .on_conflict_do_update(index_elements=_KEY, set_=changed)
    )


async def remove(
    connection: AsyncConnection, workspace_id: str, metric: Metric, segment: str, value: str
) -> None:
    """Take a target away. Raises NotFound."""
    found = await of_workspace(connection, workspace_id)
    same = [
        one
        for one in found
        if (one.metric, one.segment) == (metric.value, segment)
        and one.value.casefold() == value.casefold()
    ]
    if not same:
        raise NotFound("There is no such target. See  /kpi targets")
    mine = and_(
        _TABLE.c.workspace_id == workspace_id,
        _TABLE.c.metric == metric.value,
        _TABLE.c.segment == segment,
        _TABLE.c.value.in_([one.value for one in same]),
    )
    await connection.execute(_TABLE.delete().where(mine))


def _require_room(place: tuple[str, str, str], known: Sequence[Target]) -> None:
    if len(known) >= MOST and place not in {(one.metric, one.segment, one.value) for one in known}:
        raise Refused(
            "There are {count} targets already, which is the most. Remove one first:  /kpi targets",
            count=MOST,
        )
