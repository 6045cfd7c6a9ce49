"""Verdicts: what an action was found to have done, kept with it, and a word owed to its owner."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import actions, deliveries
from kpi.store.actions import Deed
from kpi.store.deliveries import Owed
from kpi.store.tables import Action, Delivery

KIND = "verdict"


async def keep(connection: AsyncConnection, action: Action, deed: Deed, now: datetime) -> Action:
    """Let an action be judged; its owner hears, but for one who did it themselves.

    Raises as `actions.act` does.
    """
    judged = await actions.act(connection, action.workspace_id, action.id, deed, now)
    if judged.owner_id != deed.by:
        owed = Owed(
            kind=KIND,
            cause_id=uuid5(judged.id, now.isoformat()),
            due_at=now,
            user_id=judged.owner_id,
            body={"action_id": str(judged.id)},
        )
        await deliveries.owe(connection, judged.workspace_id, owed, now)
    return judged


def action_id(delivery: Delivery) -> UUID:
    """Give the action that such a word is about."""
    return UUID(delivery.body["action_id"])
