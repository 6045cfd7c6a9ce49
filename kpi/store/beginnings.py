"""How far a new installation is: its first hook, first event, first question, first answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import table
from kpi.store.tables import Hook, Invitation, Response

_hook = table(Hook).c
_invitation = table(Invitation).c
_response = table(Response).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginnings:
    """What has happened at least once in a workspace."""

    hooks: int
    """Ticket systems that are connected."""
    heard_at: datetime | None
    """When any of them was heard last."""
    asked: bool
    """Whether a question was sent."""
    answered: bool
    """Whether a question was answered; imported answers do not count."""


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> Beginnings:
    """Return how far a workspace has come, in one statement."""
    doors = select(_hook.id).where(_hook.workspace_id == workspace_id)
    count = select(func.count()).select_from(doors.subquery()).scalar_subquery()
    heard = select(func.max(_hook.last_event_at)).where(_hook.workspace_id == workspace_id)
    asked = exists().where(
        _invitation.workspace_id == workspace_id, _invitation.sent_at.is_not(None)
    )
    answered = exists().where(
        _response.workspace_id == workspace_id,
        _response.invitation_id.is_not(None),
        _response.score.is_not(None),
    )
    statement = select(
        count.label("hooks"),
        heard.scalar_subquery().label("heard_at"),
        asked.label("asked"),
        answered.label("answered"),
    )
    row = (await connection.execute(statement)).mappings().one()
    return Beginnings(**row)
