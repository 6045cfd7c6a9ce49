"""How it goes with cases: how many wait, how many were done, how soon customers heard from us."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.cases import LET_GO, State
from kpi.store import rows
from kpi.store.tables import Case

_CASE = rows.table(Case)


async def counts(connection: AsyncConnection, workspace_id: str) -> dict[State, int]:
    """Count the cases by where they stand."""
    statement = (
        select(_CASE.c.state, func.count())
        .where(_CASE.c.workspace_id == workspace_id)
        .group_by(_CASE.c.state)
    )
    return {State(state): count for state, count in await connection.execute(statement)}


async def ended(connection: AsyncConnection, workspace_id: str, since: datetime) -> int:
    """Count the cases that were done since then; what ended by itself was not done."""
    done = select(func.count()).where(
        _CASE.c.workspace_id == workspace_id,
        _CASE.c.state == State.DONE,
        _CASE.c.done_at >= since,
        _CASE.c.outcome.not_in(LET_GO),
    )
    return (await connection.execute(done)).scalar_one()


async def until_contact(
    connection: AsyncConnection, workspace_id: str, since: datetime
) -> list[timedelta]:
    """Return how long customers waited for somebody, of cases opened since then, in order.

    Those that nobody was in touch with yet are left out.
    """
    mine = and_(_CASE.c.workspace_id == workspace_id, _CASE.c.opened_at >= since)
    reached = select(_CASE.c.opened_at, _CASE.c.contacted_at).where(
        mine, _CASE.c.contacted_at.is_not(None)
    )
    return sorted(contacted - opened for opened, contacted in await connection.execute(reached))
