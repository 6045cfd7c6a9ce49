"""Deliveries: the outbox, in which every message we owe somebody ends up sent, or explained.

Every transition compares the state it comes from and the attempt it belongs to, so a worker that
slept past its lease can change nothing. A message with an unknown outcome is never sent again.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.store import attempts, rows
from kpi.store.claims import (
    CLEARED,
    LEASE,
    POSTING,
    PROMPT,
    UNSENT,
    claim,
    expire_leases,
    may_be_posting,
)
from kpi.store.tables import Delivery

__all__ = [
    "IN_FLIGHT",
    "LEASE",
    "POSTING",
    "PROMPT",
    "UNSENT",
    "Owed",
    "any_sent",
    "by_message",
    "call_off",
    "claim",
    "clear",
    "expire_leases",
    "failed",
    "held",
    "mark_cancelled",
    "mark_failed",
    "mark_held",
    "mark_retry",
    "mark_sent",
    "mark_unknown",
    "may_be_posting",
    "of_cause",
    "owe",
    "place",
]

IN_FLIGHT = ("sending", "unknown", "held")
"""States in which the message may have reached Slack."""

_TABLE = rows.table(Delivery)
_ATTEMPT = ("workspace_id", "id", "attempts")
_OF_CAUSE = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id", "kind", "cause_id"))
_CHANGED = update(_TABLE).where(
    rows.as_given(_TABLE, *_ATTEMPT), _TABLE.c.state.in_(bindparam("states", expanding=True))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A message to be sent: what for, when and to whom or where."""

    kind: str
    """What it tells: prompt, reminder, digest, notice, alert, joy and so on; see `bot.work`."""
    cause_id: UUID
    """The invitation, schedule run or schedule it serves; one message of a kind for each."""
    due_at: datetime
    user_id: str = ""
    channel_id: str = ""
    thread_ts: str = ""
    body: dict[str, Any] = field(default_factory=dict)


async def owe(
    connection: AsyncConnection, workspace_id: str, owed: Owed, now: datetime
) -> Delivery:
    """Put a message in the outbox; owing the same again returns what is there."""
    # Random, not time-ordered: it travels in the message's metadata, which other apps may read.
    fresh = Delivery(workspace_id=workspace_id, id=uuid4(), created_at=now, **asdict(owed))
    if await rows.add_new(connection, fresh):
        return fresh
    existing = await of_cause(connection, workspace_id, owed.kind, owed.cause_id)
    if existing is None:
        raise NotFound("There is no such message here.")
    return existing


async def of_cause(
    connection: AsyncConnection, workspace_id: str, kind: str, cause_id: UUID
) -> Delivery | None:
    """Return the message of a kind that serves an invitation, schedule run or schedule."""
    asked = {"given_workspace_id": workspace_id, "given_kind": kind, "given_cause_id": cause_id}
    return await rows.first(connection, Delivery, _OF_CAUSE, **asked)


async def by_message(
    connection: AsyncConnection, workspace_id: str, channel_id: str, message_ts: str
) -> Delivery | None:
    """Return the delivery that became this Slack message, or None."""
    place = and_(_TABLE.c.channel_id == channel_id, _TABLE.c.message_ts == message_ts)
    statement = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id, place)
    return await rows.first(connection, Delivery, statement)


async def any_sent(
    connection: AsyncConnection,
    workspace_id: str,
    kinds: Collection[str],
    causes: Collection[UUID],
) -> bool:
    """Tell whether a message of these kinds was sent that serves one of these causes."""
    theirs = and_(_TABLE.c.kind.in_(kinds), _TABLE.c.cause_id.in_(causes))
    mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.state == "sent")
    found = await connection.execute(select(_TABLE.c.id).where(mine, theirs).limit(1))
    return found.first() is not None


async def held(connection: AsyncConnection, workspace_id: str) -> list[Delivery]:
    """Return the deliveries whose outcome nobody knows, the oldest first."""
    mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.state.in_(("unknown", "held")))
    return await rows.every(
        connection, Delivery, select(_TABLE).where(mine).order_by(_TABLE.c.due_at)
    )


async def put_off(
    connection: AsyncConnection, workspace_id: str, reasons: Collection[str]
) -> list[Delivery]:
    """Return the deliveries to be tried again that failed for these reasons, the oldest first."""
    mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.state == "retry")
    waiting = select(_TABLE).where(mine, _TABLE.c.reason.in_(reasons))
    return await rows.every(connection, Delivery, waiting.order_by(_TABLE.c.due_at))


async def failed(connection: AsyncConnection, workspace_id: str, since: datetime) -> list[Delivery]:
    """Return the deliveries due since then that Slack refused for good, the oldest first."""
    mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.state == "failed")
    recent = select(_TABLE).where(mine, _TABLE.c.due_at >= since)
    return await rows.every(connection, Delivery, recent.order_by(_TABLE.c.due_at))


async def clear(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Give a claimed message leave to be posted; False when it is no longer ours to post."""
    return await _set(connection, delivery, ("sending",), reason=CLEARED)


async def place(
    connection: AsyncConnection, delivery: Delivery, channel_id: str, thread_ts: str = ""
) -> bool:
    """Note where the message goes, before it is posted; False when it is no longer ours to post."""
    there = {"channel_id": channel_id, "thread_ts": thread_ts, "reason": POSTING}
    return await _set(connection, delivery, ("sending",), **there)


async def displace(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Note that Slack certainly did not post it, while we try otherwise; False when not ours."""
    return await _set(connection, delivery, ("sending",), reason=CLEARED)


async def mark_sent(
    connection: AsyncConnection, delivery: Delivery, message_ts: str, now: datetime
) -> bool:
    """Note that Slack has the message, also when it was held meanwhile."""
    changes = {"state": "sent", "message_ts": message_ts, "sent_at": now, "reason": ""}
    return await _end(connection, delivery, IN_FLIGHT, changes, now)


async def mark_retry(
    connection: AsyncConnection,
    delivery: Delivery,
    due_at: datetime,
    *,
    reason: str,
    now: datetime,
) -> bool:
    """Try again later; only for a message that was certainly not sent."""
    changes = {"state": "retry", "due_at": due_at, "reason": reason}
    return await _end(connection, delivery, IN_FLIGHT, changes, now)


async def mark_unknown(
    connection: AsyncConnection, delivery: Delivery, reason: str, now: datetime
) -> bool:
    """Note that the message may or may not have been sent."""
    changes = {"state": "unknown", "reason": reason}
    return await _end(connection, delivery, ("sending",), changes, now)


async def mark_held(
    connection: AsyncConnection, delivery: Delivery, reason: str, now: datetime
) -> bool:
    """Leave a message whose outcome is unknown to a person."""
    changes = {"state": "held", "reason": reason}
    return await _end(connection, delivery, ("sending", "unknown"), changes, now)


async def mark_failed(
    connection: AsyncConnection, delivery: Delivery, reason: str, now: datetime
) -> bool:
    """Give a message up that Slack refused for good."""
    changes = {"state": "failed", "reason": reason}
    return await _end(connection, delivery, IN_FLIGHT, changes, now)


async def mark_cancelled(
    connection: AsyncConnection, delivery: Delivery, reason: str, now: datetime
) -> bool:
    """Call a message off that was not posted yet."""
    changes = {"state": "cancelled", "reason": reason}
    return await _end(connection, delivery, (*UNSENT, "sending"), changes, now)


async def call_off(
    connection: AsyncConnection, workspace_id: str, causes: Select[tuple[UUID]], reason: str
) -> list[UUID]:
    """Cancel the questions of some invitations that nobody is sending; return the invitations."""
    mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.kind == PROMPT)
    unsent = and_(_TABLE.c.cause_id.in_(causes), _TABLE.c.state.in_(UNSENT))
    cancelled = update(_TABLE).where(mine, unsent).values(state="cancelled", reason=reason)
    return list((await connection.execute(cancelled.returning(_TABLE.c.cause_id))).scalars())


async def _end(
    connection: AsyncConnection,
    delivery: Delivery,
    states: Sequence[str],
    changes: dict[str, Any],
    now: datetime,
) -> bool:
    """End an attempt, if it is still this one, and note how."""
    if not await _set(connection, delivery, states, **changes, lease_until=None):
        return False
    await attempts.log(connection, [delivery], outcome=changes["state"], now=now)
    return True


async def _set(
    connection: AsyncConnection, delivery: Delivery, states: Sequence[str], **changes: Any
) -> bool:
    """Change a delivery that is in one of the states and in the same attempt; its value follows."""
    this = rows.given(delivery, *_ATTEMPT)
    result = await connection.execute(_CHANGED, {**this, "states": list(states), **changes})
    if result.rowcount != 1:
        return False
    for name, value in changes.items():
        setattr(delivery, name, value)
    return True
