"""Look-ups at ticket systems: interactions whose source gave ids, until its API names them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows
from kpi.store.tables import Hook, Interaction, TicketLookup

TRIES = 8
"""How often a system is asked before we give up: about two hours."""
FIRST_PAUSE = timedelta(minutes=1)
"""Time before the second try; doubled for each further one."""
LEASE = timedelta(minutes=3)
"""For how long a claimed look-up is its worker's alone; a talk takes two minutes at most."""

_TABLE = rows.table(TicketLookup)
_HOOK = rows.table(Hook)


async def begin(connection: AsyncConnection, interaction: Interaction, now: datetime) -> None:
    """Note that its source has to be asked, where it gave ids and we have a token for its API."""
    if not _ids(interaction) or not await _may_ask(connection, interaction):
        return
    workspace_id, hook_id = interaction.workspace_id, interaction.hook_id
    await begin_anew(connection, workspace_id, [interaction.id], hook_id=hook_id, now=now)


async def begin_anew(
    connection: AsyncConnection,
    workspace_id: str,
    interaction_ids: Sequence[UUID],
    *,
    hook_id: str,
    now: datetime,
) -> None:
    """Note that a source has to be asked about these, with all its tries before it."""
    if not interaction_ids:
        return
    wanted = [
        TicketLookup(
            workspace_id=workspace_id,
            interaction_id=interaction_id,
            hook_id=hook_id,
            due_at=now,
            created_at=now,
        )
        for interaction_id in interaction_ids
    ]
    insert = rows.insert_into(connection, TicketLookup)
    anew = {name: insert.excluded[name] for name in ("hook_id", "due_at", "attempts")}
    upsert = insert.on_conflict_do_update(
        index_elements=("workspace_id", "interaction_id"), set_=anew
    )
    await connection.execute(upsert, rows.values(wanted))


async def hasten(connection: AsyncConnection, hook: Hook, now: datetime) -> None:
    """Ask a source at once about all that waits, with all its tries before it."""
    door = and_(_TABLE.c.workspace_id == hook.workspace_id, _TABLE.c.hook_id == hook.id)
    await connection.execute(update(_TABLE).where(door).values(due_at=now, attempts=0))


async def is_pending(connection: AsyncConnection, interaction: Interaction) -> bool:
    """Tell whether its source's API still has to say who was helped."""
    mine = and_(
        _TABLE.c.workspace_id == interaction.workspace_id,
        _TABLE.c.interaction_id == interaction.id,
    )
    return (await connection.execute(select(_TABLE.c.hook_id).where(mine))).first() is not None


async def is_due(connection: AsyncConnection, now: datetime, resting: Collection[str] = ()) -> bool:
    """Tell whether anything has to be looked up now, but for the hooks that rest."""
    due = select(_TABLE.c.hook_id).where(_due(now, resting)).limit(1)
    return (await connection.execute(due)).first() is not None


async def claim(
    connection: AsyncConnection, now: datetime, limit: int, resting: Collection[str] = ()
) -> list[TicketLookup]:
    """Take look-ups that are due, the earliest first; for `LEASE` no replica takes them too.

    Those of hooks that rest are left, so that one busy system does not hold up the others.
    """
    due = select(_TABLE.c.interaction_id).where(_due(now, resting))
    earliest = due.order_by(_TABLE.c.due_at, _TABLE.c.interaction_id).limit(limit)
    found = await connection.execute(earliest.with_for_update(skip_locked=True))
    mine = _TABLE.c.interaction_id.in_(list(found.scalars()))
    claimed = (
        update(_TABLE)
        .where(mine, _TABLE.c.due_at <= now)
        .values(due_at=now + LEASE, attempts=_TABLE.c.attempts + 1)
        .returning(*_TABLE.c)
    )
    return await rows.every(connection, TicketLookup, claimed)


async def end(connection: AsyncConnection, lookup: TicketLookup) -> bool:
    """Strike a claimed look-up; False when it was claimed or begun anew meanwhile."""
    return (await connection.execute(delete(_TABLE).where(_is(lookup)))).rowcount == 1


async def put_off(connection: AsyncConnection, lookup: TicketLookup, now: datetime) -> bool:
    """Ask again after a pause; False when this was the last try, and nothing is changed."""
    if lookup.attempts >= TRIES:
        return False
    due_at = now + FIRST_PAUSE * 2 ** (lookup.attempts - 1)
    await connection.execute(update(_TABLE).where(_is(lookup)).values(due_at=due_at))
    return True


def _due(now: datetime, resting: Collection[str]) -> ColumnElement[bool]:
    return and_(_TABLE.c.due_at <= now, _TABLE.c.hook_id.not_in(list(resting)))


def _is(lookup: TicketLookup) -> ColumnElement[bool]:
    """Compare the claim too, which another one moves on."""
    same = _TABLE.c.interaction_id == lookup.interaction_id
    mine = and_(_TABLE.c.workspace_id == lookup.workspace_id, same)
    return and_(mine, _TABLE.c.due_at == lookup.due_at)


def _ids(interaction: Interaction) -> Mapping[str, Any]:
    ids = interaction.extra.get("lookup")
    return ids if isinstance(ids, dict) else {}


async def _may_ask(connection: AsyncConnection, interaction: Interaction) -> bool:
    door = and_(_HOOK.c.workspace_id == interaction.workspace_id, _HOOK.c.id == interaction.hook_id)
    has_token = select(_HOOK.c.id).where(door, _HOOK.c.token.is_not(None))
    return (await connection.execute(has_token)).first() is not None
