"""Catching up: whose API is asked when, and how far what webhooks left out is known."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows
from kpi.store.tables import Hook

EVERY = timedelta(minutes=10)
"""How often an API is asked for what changed."""
OVERLAP = timedelta(minutes=5)
"""How far back we ask again: systems list changes a little late."""
AT_FIRST = timedelta(days=1)
"""How far back we ask at first, at most."""
AT_MOST = timedelta(days=14)
"""How far back we ask after a long silence: what is older would not be asked about any more."""

_TABLE = rows.table(Hook)


def since(hook: Hook, now: datetime) -> datetime:
    """Return from when on changes are asked for; never from before the hook was made."""
    if hook.polled_until is None:
        return max(hook.created_at, now - AT_FIRST)
    return max(hook.created_at, hook.polled_until - OVERLAP, now - AT_MOST)


async def is_due(connection: AsyncConnection, sources: Collection[str], now: datetime) -> bool:
    """Tell whether an API of one of these systems is to be asked now."""
    due = select(_TABLE.c.id).where(_due(sources, now)).limit(1)
    return (await connection.execute(due)).first() is not None


async def claim(connection: AsyncConnection, sources: Collection[str], now: datetime) -> list[Hook]:
    """Take the hooks of these systems that are due; no replica takes them before `EVERY` ends."""
    due = select(_TABLE.c.id).where(_due(sources, now)).order_by(_TABLE.c.id)
    found = await connection.execute(due.with_for_update(skip_locked=True))
    claimed = (
        update(_TABLE)
        .where(_TABLE.c.id.in_(list(found.scalars())), _due(sources, now))
        .values(poll_due_at=now + EVERY)
        .returning(*_TABLE.c)
    )
    return await rows.every(connection, Hook, claimed)


async def reached(
    connection: AsyncConnection,
    hook: Hook,
    until: datetime,
    *,
    due_at: datetime,
    trouble: str = "",
) -> None:
    """Note up to when all is stored, what an admin should know of it, and when to ask next."""
    changes = {"polled_until": until, "poll_trouble": trouble, "poll_due_at": due_at}
    await connection.execute(update(_TABLE).where(_is(hook)).values(**changes))


async def failed(
    connection: AsyncConnection, hook: Hook, trouble: str, *, due_at: datetime
) -> None:
    """Note why it could not be asked, in words for an admin; how far we are, stays."""
    changes = {"poll_trouble": trouble, "poll_due_at": due_at}
    await connection.execute(update(_TABLE).where(_is(hook)).values(**changes))


def _due(sources: Collection[str], now: datetime) -> ColumnElement[bool]:
    is_time = or_(_TABLE.c.poll_due_at.is_(None), _TABLE.c.poll_due_at <= now)
    return and_(_TABLE.c.token.is_not(None), _TABLE.c.source.in_(sources), is_time)


def _is(hook: Hook) -> ColumnElement[bool]:
    return and_(_TABLE.c.workspace_id == hook.workspace_id, _TABLE.c.id == hook.id)
