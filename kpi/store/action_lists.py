"""Lists of actions: those that go on, those that went live, those that were judged."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.actions import GOING, State
from kpi.metrics import Metric
from kpi.store import rows
from kpi.store.tables import Action

_ACTION = rows.table(Action)


async def of_workspace(
    connection: AsyncConnection, workspace_id: str, states: Sequence[State], limit: int
) -> list[Action]:
    """Return actions in these states: by state in their order of life, the first due before."""
    mine = and_(_ACTION.c.workspace_id == workspace_id, _ACTION.c.state.in_(states))
    life = case({state.value: place for place, state in enumerate(State)}, value=_ACTION.c.state)
    ordered = (
        select(_ACTION)
        .where(mine)
        .order_by(life, _ACTION.c.due_on.is_(None), _ACTION.c.due_on, _ACTION.c.created_at.desc())
    )
    return await rows.every(connection, Action, ordered.limit(limit))


async def going(connection: AsyncConnection) -> list[Action]:
    """Return the actions of all workspaces whose day of going live, or judgement, is to come."""
    expected = and_(_ACTION.c.state.in_((State.DOING, State.LIVE)), _ACTION.c.live_on.is_not(None))
    return await rows.every(connection, Action, select(_ACTION).where(expected))


async def live_since(
    connection: AsyncConnection, workspace_id: str, first: date, until: date
) -> list[Action]:
    """Return the actions whose change went live on these local days, the first one first."""
    mine = and_(
        _ACTION.c.workspace_id == workspace_id,
        _ACTION.c.state.in_((State.LIVE, State.JUDGED)),
        _ACTION.c.live_on >= first,
        _ACTION.c.live_on < until,
    )
    ordered = select(_ACTION).where(mine).order_by(_ACTION.c.live_on, _ACTION.c.id)
    return await rows.every(connection, Action, ordered)


async def judged_between(
    connection: AsyncConnection, workspace_id: str, since: datetime, until: datetime
) -> list[Action]:
    """Return the actions that were judged in this time, the first one first."""
    mine = and_(
        _ACTION.c.workspace_id == workspace_id,
        _ACTION.c.state == State.JUDGED,
        _ACTION.c.judged_at >= since,
        _ACTION.c.judged_at < until,
    )
    ordered = select(_ACTION).where(mine).order_by(_ACTION.c.judged_at, _ACTION.c.id)
    return await rows.every(connection, Action, ordered)


async def going_and_latest(
    connection: AsyncConnection, workspace_id: str, limit: int
) -> tuple[list[Action], Action | None]:
    """Return the actions that something is expected of, and the one that was judged last."""
    mine = _ACTION.c.workspace_id == workspace_id
    judged = select(_ACTION.c.id).where(mine, _ACTION.c.state == State.JUDGED)
    latest = judged.order_by(_ACTION.c.judged_at.desc(), _ACTION.c.id).limit(1)
    wanted = or_(_ACTION.c.state.in_(GOING), _ACTION.c.id.in_(latest))
    statement = select(_ACTION).where(mine, wanted).limit(limit + 1)
    found = await rows.every(connection, Action, statement)
    going = [one for one in found if one.state in GOING]
    return going, next((one for one in found if one.state == State.JUDGED), None)


async def overdue(connection: AsyncConnection, workspace_id: str, today: date) -> list[Action]:
    """Return the actions that should be done by now, those due first first."""
    mine = and_(
        _ACTION.c.workspace_id == workspace_id,
        _ACTION.c.state.in_((State.IDEA, State.DOING)),
        _ACTION.c.due_on < today,
    )
    ordered = select(_ACTION).where(mine).order_by(_ACTION.c.due_on, _ACTION.c.id)
    return await rows.every(connection, Action, ordered)


def concerns(action: Action, metrics: Collection[Metric], filters: Mapping[str, str]) -> bool:
    """Whether an action is about numbers that are looked at: of its metric, and of its part.

    What should move everybody's number concerns each part.
    """
    if Metric(action.metric) not in metrics:
        return False
    own = filters.get(action.segment, "").casefold()
    return not action.segment or not filters or own == action.value.casefold()


async def judged_since(
    connection: AsyncConnection, workspace_id: str, since: datetime, *, besides: UUID
) -> int:
    """Count the other actions that were judged since then."""
    mine = and_(
        _ACTION.c.workspace_id == workspace_id,
        _ACTION.c.judged_at >= since,
        _ACTION.c.id != besides,
    )
    counted = select(func.count()).select_from(_ACTION).where(mine)
    return int((await connection.execute(counted)).scalar_one())
