"""Makes a database look as one of the release before, in which nothing was reckoned."""

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import table
from kpi.store.tables import Interaction, Reckoning, ServiceTally, Workspace


async def unreckon(connection: AsyncConnection) -> None:
    """Forget what was reckoned, and what was kept for it."""
    for model in (Reckoning, ServiceTally):
        await connection.execute(delete(table(model)))
    await connection.execute(update(table(Workspace)).values(reckoned_through=None))
    nothing = {"first_resolved_at": None, "first_reopened_at": None}
    await connection.execute(update(table(Interaction)).values(**nothing))
