"""Answers that do not say which ticket they are about: a release that did not keep it wrote them.

Whoever looks at answers by ticket, such as by how long each took, misses them until they say it.
"""

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import table
from kpi.store.tables import Invitation, Response

AT_ONCE = 200
"""Answers in one piece: taps wait no longer than for one."""

_INVITATION = table(Invitation)
_RESPONSE = table(Response)
_ITS_QUESTION = and_(
    _INVITATION.c.workspace_id == _RESPONSE.c.workspace_id,
    _INVITATION.c.id == _RESPONSE.c.invitation_id,
)


async def count(connection: AsyncConnection, workspace_id: str) -> int:
    """Return how many there are; answers of files are about no ticket."""
    lone = select(func.count()).where(_is_lone(workspace_id))
    return int((await connection.execute(lone)).scalar_one())


async def name_tickets(connection: AsyncConnection, workspace_id: str) -> int:
    """Write into some of them which ticket they are about, in a transaction of the writer.

    Returns:
        How many; 0 when none is left.
    """
    lone = select(_INVITATION.c.id).join(_RESPONSE, _ITS_QUESTION).where(_is_lone(workspace_id))
    # Taps lock questions too, in this order.
    some = lone.order_by(_INVITATION.c.id).limit(AT_ONCE).with_for_update(of=_INVITATION)
    asked = list((await connection.execute(some)).scalars())
    if asked:
        ticket = select(_INVITATION.c.interaction_id).where(_ITS_QUESTION).scalar_subquery()
        these = and_(_RESPONSE.c.workspace_id == workspace_id, _RESPONSE.c.invitation_id.in_(asked))
        await connection.execute(update(_RESPONSE).where(these).values(interaction_id=ticket))
    return len(asked)


def _is_lone(workspace_id: str) -> ColumnElement[bool]:
    return and_(
        _RESPONSE.c.workspace_id == workspace_id,
        _RESPONSE.c.invitation_id.is_not(None),
        _RESPONSE.c.interaction_id.is_(None),
    )
