"""Claims: which messages are due, and whose they are while they are being sent."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, Update, and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import attempts, rows
from kpi.store.tables import Delivery

LEASE = timedelta(seconds=60)
"""For how long a claimed delivery is its worker's alone."""

PROMPT = "prompt"
UNSENT = ("due", "retry")

CLEARED = "cleared"
"""The reason of a delivery that was given leave to be posted, and is not being posted yet."""
POSTING = "posting"
"""The reason of a delivery from just before it is posted until its outcome is known."""

LOST = "lease_expired"

_TABLE = rows.table(Delivery)
_NOW = bindparam("now", type_=_TABLE.c.due_at.type)


def _another_first() -> ColumnElement[bool]:
    """Whether another question for the same person is under way, or due before this one."""
    other = _TABLE.alias("other")
    same_person = and_(
        other.c.workspace_id == _TABLE.c.workspace_id,
        other.c.user_id == _TABLE.c.user_id,
        other.c.kind == PROMPT,
        other.c.id != _TABLE.c.id,
    )
    earlier = or_(
        other.c.due_at < _TABLE.c.due_at,
        and_(other.c.due_at == _TABLE.c.due_at, other.c.id < _TABLE.c.id),
    )
    waits = and_(other.c.state.in_(UNSENT), other.c.due_at <= _NOW, earlier)
    under_way = other.c.state.in_(("sending", "unknown"))
    return select(other.c.id).where(same_person, or_(waits, under_way)).exists()


def _released(which: ColumnElement[bool], state: str) -> Update:
    """End the attempts of workers that vanished."""
    lost = and_(_TABLE.c.state == "sending", _TABLE.c.lease_until < _NOW)
    ended = update(_TABLE).where(lost, which).values(state=state, reason=LOST, lease_until=None)
    return ended.returning(*_TABLE.c)


# Made once, since making a statement takes as long as running it.
_DUE = (
    select(_TABLE.c.id)
    .where(
        and_(_TABLE.c.state.in_(UNSENT), _TABLE.c.due_at <= _NOW),
        or_(_TABLE.c.kind != PROMPT, ~_another_first()),
    )
    .order_by(_TABLE.c.due_at, _TABLE.c.id)
    .limit(bindparam("limit", type_=Integer()))
    .with_for_update(skip_locked=True)
)
_CLAIMED = (
    update(_TABLE)
    .where(_TABLE.c.id.in_(bindparam("ids", expanding=True)), _TABLE.c.state.in_(UNSENT))
    .values(state="sending", reason="", attempts=_TABLE.c.attempts + 1)
    .returning(*_TABLE.c)
)
_RELEASED = {
    "retry": _released(_TABLE.c.reason != POSTING, "retry"),
    "unknown": _released(_TABLE.c.reason == POSTING, "unknown"),
}
"""By what becomes of them: those that were only claimed, and those that may have been posted."""
_HELD = update(_TABLE).where(_TABLE.c.state == "unknown").values(state="held").returning(*_TABLE.c)


async def claim(connection: AsyncConnection, now: datetime, limit: int) -> list[Delivery]:
    """Take messages that are due, for `LEASE`; the earliest first.

    Of several questions for one person only the first is taken, and none while another is under
    way: the others must see its outcome, since it starts their cool-down.
    """
    found = await connection.execute(_DUE, {"now": now, "limit": limit})
    ids = list(found.scalars())
    if not ids:
        return []
    taken = await rows.every(connection, Delivery, _CLAIMED, ids=ids, lease_until=now + LEASE)
    await attempts.log(connection, taken, outcome="sending", now=now)
    return sorted(taken, key=lambda delivery: (delivery.due_at, delivery.id))


async def expire_leases(connection: AsyncConnection, now: datetime) -> list[Delivery]:
    """Hold each message whose outcome is unknown, or whose worker vanished posting it; return them.

    They may have been sent, so a person has to decide. What a vanished worker had only claimed was
    certainly not sent, and is due again: its worker cannot post it any more, since the place is
    noted first, and only for the attempt under way.
    """
    for outcome, released in _RELEASED.items():
        gone = await rows.every(connection, Delivery, released, now=now)
        await attempts.log(connection, gone, outcome=outcome, now=now)
    return await rows.every(connection, Delivery, _HELD)


def may_be_posting() -> ColumnElement[bool]:
    """Return whether a row of the outbox was given leave to be posted, and did not end yet."""
    return and_(_TABLE.c.state == "sending", _TABLE.c.reason.in_((CLEARED, POSTING)))
