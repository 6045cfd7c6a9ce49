"""Hooks and their events: what a ticket system sends is stored first and understood later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Hook, HookEvent

_HOOK = rows.table(Hook)
_EVENT = rows.table(HookEvent)

REMOVED = "its hook was removed"
"""Why an event is done that nobody understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingEvent:
    """A webhook whose signature was right."""

    workspace_id: str
    hook_id: str
    key: str
    """The sender's own delivery id, or a hash of the body."""
    body: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """The events of a hook that could not be understood."""

    count: int
    reason: str
    """Of the newest."""
    at: datetime
    """When the newest came in."""


async def create(
    connection: AsyncConnection,
    workspace_id: str,
    *,
    id: str,  # noqa: A002 - the column's own name
    source: str,
    secret: bytes,
    now: datetime,
) -> Hook:
    """Make a door for a ticket system; `secret` comes encrypted."""
    hook = Hook(workspace_id=workspace_id, id=id, source=source, secret=secret, created_at=now)
    await rows.add(connection, hook)
    return hook


async def ensure(connection: AsyncConnection, hook: Hook) -> Hook:
    """Make a door, unless the workspace has one with this id; return the one that stands."""
    await rows.add_new(connection, hook)
    mine = select(_HOOK).where(_is_hook(hook))
    return await rows.first(connection, Hook, mine) or hook


async def change_secret(
    connection: AsyncConnection, hook: Hook, secret: bytes, *, old_until: datetime
) -> None:
    """Give a hook another secret, encrypted as well; the one it had counts until a moment."""
    await change(
        connection, hook, secret=secret, old_secret=hook.secret, old_secret_until=old_until
    )


async def change(connection: AsyncConnection, hook: Hook, **columns: Any) -> None:
    """Set columns of a hook, such as its mapping or its options."""
    await connection.execute(update(_HOOK).where(_is_hook(hook)).values(**columns))


async def remove(connection: AsyncConnection, hook: Hook) -> None:
    """Close a door for good; what came in by it is kept, and no longer waits for anybody."""
    await connection.execute(delete(_HOOK).where(_is_hook(hook)))
    unfinished = _of_hook(hook) & (_EVENT.c.state != "done")
    await connection.execute(update(_EVENT).where(unfinished).values(state="done", reason=REMOVED))


async def retry(connection: AsyncConnection, hook: Hook) -> int:
    """Let the events that could not be understood wait once more; return how many they are."""
    failed = _of_hook(hook) & (_EVENT.c.state == "failed")
    result = await connection.execute(
        update(_EVENT).where(failed).values(state="stored", reason="")
    )
    return result.rowcount


async def find(connection: AsyncConnection, hook_id: str) -> Hook | None:
    """Return the hook with this id in whichever workspace, or None."""
    return await rows.first(connection, Hook, select(_HOOK).where(_HOOK.c.id == hook_id))


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Hook]:
    """Return the hooks of a workspace, the oldest first."""
    mine = select(_HOOK).where(_HOOK.c.workspace_id == workspace_id)
    return await rows.every(connection, Hook, mine.order_by(_HOOK.c.created_at, _HOOK.c.id))


async def store_events(connection: AsyncConnection, events: Sequence[IncomingEvent]) -> list[bool]:
    """Store webhooks together; for each, True when it is new and False when it was seen before."""
    stored = [_stored(event) for event in events]
    new = await rows.add_new_values(connection, HookEvent, stored)
    await _heard(connection, events)
    return [row["id"] in new for row in stored]


async def waiting(connection: AsyncConnection, limit: int) -> list[HookEvent]:
    """Return stored events that nobody has looked at yet, the oldest first."""
    statement = select(_EVENT).where(_EVENT.c.state == "stored")
    oldest = statement.order_by(_EVENT.c.received_at, _EVENT.c.id).limit(limit)
    return await rows.every(connection, HookEvent, oldest)


async def done(connection: AsyncConnection, event: HookEvent, reason: str = "") -> bool:
    """Mark an event as understood; False when somebody had finished it before."""
    return await _finish(connection, event, state="done", reason=reason)


async def failed(connection: AsyncConnection, event: HookEvent, reason: str) -> bool:
    """Put an event aside that cannot be understood; False when it was finished before."""
    return await _finish(connection, event, state="failed", reason=reason)


async def failures(connection: AsyncConnection, workspace_id: str) -> list[HookEvent]:
    """Return the events of a workspace that could not be understood, the newest first."""
    mine = (_EVENT.c.workspace_id == workspace_id) & (_EVENT.c.state == "failed")
    newest = select(_EVENT).where(mine).order_by(_EVENT.c.received_at.desc())
    return await rows.every(connection, HookEvent, newest)


async def misread(connection: AsyncConnection, workspace_id: str) -> dict[str, Misread]:
    """Return, by hook, what could not be understood; hooks without such events are left out."""
    newest = [_EVENT.c.received_at.desc(), _EVENT.c.id.desc()]
    numbered = (
        select(
            _EVENT.c.hook_id,
            _EVENT.c.reason,
            _EVENT.c.received_at,
            func.count().over(partition_by=_EVENT.c.hook_id).label("events"),
            func.row_number().over(partition_by=_EVENT.c.hook_id, order_by=newest).label("number"),
        )
        .where(_EVENT.c.workspace_id == workspace_id, _EVENT.c.state == "failed")
        .subquery()
    )
    found = await connection.execute(select(numbered).where(numbered.c.number == 1))
    return {
        row.hook_id: Misread(count=row.events, reason=row.reason, at=row.received_at)
        for row in found.all()
    }


def _stored(event: IncomingEvent) -> dict[str, Any]:
    """Return the row of a webhook; not as its model, whose making is a fifth of all our time."""
    return {
        "workspace_id": event.workspace_id,
        "id": new_id(event.received_at),
        "hook_id": event.hook_id,
        "key": event.key,
        "body": storable(event.body),
        "headers": storable(dict(event.headers)),
        "state": "stored",
        "reason": "",
        "received_at": event.received_at,
    }


def storable(value: Any) -> Any:
    """Replace what no database text can hold, NUL and half surrogates, in every string of JSON."""
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
    if isinstance(value, list):
        return [storable(part) for part in value]
    if isinstance(value, dict):
        return {storable(name): storable(part) for name, part in value.items()}
    return value


async def _heard(connection: AsyncConnection, events: Sequence[IncomingEvent]) -> None:
    """Note when each hook was last heard, in one order so that replicas never deadlock."""
    last: dict[tuple[str, str], datetime] = {}
    for event in events:
        door = (event.workspace_id, event.hook_id)
        last[door] = max(event.received_at, last.get(door, event.received_at))
    for (workspace_id, hook_id), moment in sorted(last.items()):
        mine = (_HOOK.c.workspace_id == workspace_id) & (_HOOK.c.id == hook_id)
        await connection.execute(update(_HOOK).where(mine).values(last_event_at=moment))


async def _finish(
    connection: AsyncConnection, event: HookEvent, *, state: str, reason: str
) -> bool:
    result = await connection.execute(
        update(_EVENT)
        .where(_is(event), _EVENT.c.state == "stored")
        .values(state=state, reason=reason)
    )
    return result.rowcount == 1


def _is_hook(hook: Hook) -> ColumnElement[bool]:
    return (_HOOK.c.workspace_id == hook.workspace_id) & (_HOOK.c.id == hook.id)


def _of_hook(hook: Hook) -> ColumnElement[bool]:
    return (_EVENT.c.workspace_id == hook.workspace_id) & (_EVENT.c.hook_id == hook.id)


def _is(event: HookEvent) -> ColumnElement[bool]:
    return (_EVENT.c.workspace_id == event.workspace_id) & (_EVENT.c.id == event.id)
