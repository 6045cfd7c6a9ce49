"""Sources that tell of no customer's message: there a ticket is solved at once unless reopened."""

from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import table
from kpi.store.tables import Interaction, Reckoning

LOOKED_AT = 500
"""Tickets of a period that are looked at, however many there are."""
ENOUGH = 100
"""Of one source: so many without a message are no chance."""

_reckoning, _interaction = table(Reckoning).c, table(Interaction).c


async def sources(
    connection: AsyncConnection, workspace_id: str, first: date, until: date
) -> tuple[str, ...]:
    """Return the sources that told of no message in the first contacts of a period, in order.

    Args:
        connection: only reads, and no more than LOOKED_AT tickets.
        workspace_id: whose tickets.
        first: the first local day.
        until: the local day before which it ends.
    """
    counted = (
        select(_reckoning.interaction_id)
        .where(
            _reckoning.workspace_id == workspace_id,
            _reckoning.fcr_day >= first,
            _reckoning.fcr_day < until,
        )
        .limit(LOOKED_AT)
        .subquery()
    )
    mine = and_(
        _interaction.workspace_id == workspace_id, _interaction.id == counted.c.interaction_id
    )
    statement = (
        select(_interaction.source)
        .select_from(counted.join(table(Interaction), mine))
        .group_by(_interaction.source)
        .having(func.count() >= ENOUGH, func.count(_interaction.customer_wrote_at) == 0)
        .order_by(_interaction.source)
    )
    return tuple((await connection.execute(statement)).scalars())
