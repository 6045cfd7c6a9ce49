"""Attempts: the append-only record of every try at a delivery."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Attempt, Delivery


async def log(
    connection: AsyncConnection, deliveries: Sequence[Delivery], *, outcome: str, now: datetime
) -> None:
    """Note what became of some deliveries, with the reason each of them carries."""
    attempts = [
        Attempt(
            workspace_id=delivery.workspace_id,
            id=new_id(now),
            delivery_id=delivery.id,
            outcome=outcome,
            detail=delivery.reason,
            at=now,
        )
        for delivery in deliveries
    ]
    await rows.add(connection, *attempts)
