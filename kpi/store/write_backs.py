"""Writing back: answers that are owed to the tickets they are about."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows
from kpi.store.tables import Hook, Interaction, Invitation, Response, WriteBack

PATIENCE = timedelta(minutes=2)
"""Time before an answer is written, so that the comment that follows a tap comes along."""
TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)
"""Time before the second try; doubled for each further one."""
LEASE = timedelta(minutes=3)
"""For how long a claimed answer is its worker's alone; a talk takes two minutes at most."""
INTERRUPTED = "interrupted"
"""Why an answer is not written whose worker vanished: it may stand there already."""

_TABLE = rows.table(WriteBack)
_WANTED = select(rows.table(Hook).c.id).where(rows.table(Hook).c.write_back.is_(True)).limit(1)


async def owe(
    connection: AsyncConnection, answers: Collection[Mapping[str, Any]], at: datetime
) -> None:
    """Owe these answers to their tickets, where the admin turned it on and a name was given.

    An answer that changed since it was written is owed again.

    Args:
        connection: in the transaction of the answers.
        answers: rows of `Response`.
        at: when they were given, aware.
    """
    # Customers wait for this: statements are made once, and most admins never turn it on.
    if (await connection.execute(_WANTED)).first() is None:
        return
    told = {
        "workspace_ids": list({answer["workspace_id"] for answer in answers}),
        "response_ids": [answer["id"] for answer in answers],
        "due": at + PATIENCE,
        "now": at,
    }
    await connection.execute(_owing(connection.dialect.name), told)


async def is_due(connection: AsyncConnection, now: datetime, resting: Collection[str] = ()) -> bool:
    """Tell whether anything is to be written now, but for the hooks that rest."""
    due = select(_TABLE.c.hook_id).where(_due(now), _is_of_others(resting)).limit(1)
    return (await connection.execute(due)).first() is not None


async def claim(
    connection: AsyncConnection, now: datetime, limit: int, resting: Collection[str] = ()
) -> list[WriteBack]:
    """Take answers that are due, the earliest first; no replica takes them too.

    Those whose worker vanished are given up: what may stand there is not written again. Those of
    hooks that rest are left, so that one busy system does not hold up the others.
    """
    await _give_up(connection, now)
    ready = and_(_TABLE.c.state == "due", _TABLE.c.due_at <= now, _is_of_others(resting))
    due = select(_TABLE.c.response_id).where(ready).order_by(_TABLE.c.due_at).limit(limit)
    found = await connection.execute(due.with_for_update(skip_locked=True))
    claimed = (
        update(_TABLE)
        .where(_TABLE.c.response_id.in_(list(found.scalars())), ready)
        .values(state="writing", due_at=now + LEASE, attempts=_TABLE.c.attempts + 1)
        .returning(*_TABLE.c)
    )
    return await rows.every(connection, WriteBack, claimed)


async def written(
    connection: AsyncConnection, owed: WriteBack, remote_id: str, now: datetime
) -> None:
    """Note that it stands on the ticket; an answer that changed meanwhile stays owed."""
    there = {"remote_id": remote_id, "written_at": now}
    await connection.execute(update(_TABLE).where(_mine(owed)).values(**there))
    await settled(connection, owed, "")


async def settled(connection: AsyncConnection, owed: WriteBack, reason: str) -> None:
    """Owe it no more, for a reason where it was not written."""
    ended = {"state": "done", "reason": reason}
    await connection.execute(update(_TABLE).where(_claimed(owed)).values(**ended))


async def failed(
    connection: AsyncConnection, owed: WriteBack, reason: str, *, is_final: bool, now: datetime
) -> None:
    """Try again later, or give up with the reason."""
    changes: dict[str, Any] = {"state": "failed"}
    if not is_final and owed.attempts < TRIES:
        pause = FIRST_PAUSE * 2 ** (owed.attempts - 1)
        changes = {"state": "due", "due_at": now + pause}
    await connection.execute(update(_TABLE).where(_claimed(owed)).values(reason=reason, **changes))


async def failures(
    connection: AsyncConnection, workspace_id: str, since: datetime
) -> list[WriteBack]:
    """Return the answers owed since a moment that could not be written, the newest first."""
    mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.state == "failed")
    newest = select(_TABLE).where(mine, _TABLE.c.due_at >= since)
    return await rows.every(connection, WriteBack, newest.order_by(_TABLE.c.due_at.desc()))


async def response_of(connection: AsyncConnection, owed: WriteBack) -> Response | None:
    """Return the answer as it stands; None when it was erased."""
    columns = rows.table(Response).c
    mine = and_(columns.workspace_id == owed.workspace_id, columns.id == owed.response_id)
    return await rows.first(connection, Response, select(rows.table(Response)).where(mine))


@cache
def _owing(dialect: str) -> Executable:
    """Return the statement that owes answers, or owes them anew."""
    columns = ("workspace_id", "response_id", "hook_id", "state", "due_at", "attempts")
    more = ("reason", "remote_id", "created_at")
    insert = rows.insert_in(dialect, WriteBack).from_select([*columns, *more], _owed())
    anew = {name: insert.excluded[name] for name in ("state", "due_at", "attempts", "reason")}
    return insert.on_conflict_do_update(index_elements=("workspace_id", "response_id"), set_=anew)


def _owed() -> Select[Any]:
    response, invitation, interaction, hook = (
        rows.table(one) for one in (Response, Invitation, Interaction, Hook)
    )
    moment = _TABLE.c.due_at.type
    values = (
        *(literal("due"), bindparam("due", type_=moment), literal(0)),
        *(literal(""), literal(""), bindparam("now", type_=moment)),
    )
    return (
        select(response.c.workspace_id, response.c.id, hook.c.id, *values)
        .join(invitation, _same(invitation, response.c.invitation_id, response))
        .join(interaction, _same(interaction, invitation.c.interaction_id, invitation))
        .join(hook, _same(hook, interaction.c.hook_id, interaction))
        .where(
            response.c.workspace_id.in_(bindparam("workspace_ids", expanding=True)),
            response.c.id.in_(bindparam("response_ids", expanding=True)),
            invitation.c.is_anonymous.is_(False),
            hook.c.write_back.is_(True),
            hook.c.token.is_not(None),
        )
    )


def _same(parent: Any, key: ColumnElement[Any], child: Any) -> ColumnElement[bool]:
    return and_(parent.c.workspace_id == child.c.workspace_id, parent.c.id == key)


async def _give_up(connection: AsyncConnection, now: datetime) -> None:
    left = and_(_TABLE.c.state == "writing", _TABLE.c.due_at <= now)
    ended = {"state": "failed", "reason": INTERRUPTED}
    await connection.execute(update(_TABLE).where(left).values(**ended))


def _due(now: datetime) -> ColumnElement[bool]:
    """Tell what is to be written, and what was being written when its worker vanished."""
    return and_(_TABLE.c.state.in_(("due", "writing")), _TABLE.c.due_at <= now)


def _is_of_others(resting: Collection[str]) -> ColumnElement[bool]:
    return _TABLE.c.hook_id.not_in(list(resting))


def _mine(owed: WriteBack) -> ColumnElement[bool]:
    same = _TABLE.c.response_id == owed.response_id
    return and_(_TABLE.c.workspace_id == owed.workspace_id, same)


def _claimed(owed: WriteBack) -> ColumnElement[bool]:
    """Compare the claim too, which another answer or worker moves on."""
    return and_(_mine(owed), _TABLE.c.state == "writing", _TABLE.c.due_at == owed.due_at)
