"""Interactions: what the sources told, kept as the state after all their events."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.interaction_event import Event, State, applied, completed
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import Interaction

_TABLE = rows.table(Interaction)
_KEY = ("workspace_id", "id")
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_LOCKED = _FOUND.with_for_update()
_CALLED = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id", "source", "external_id"))
_CALLED_LOCKED = _CALLED.with_for_update()
_KEPT = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))


@dataclass(frozen=True, slots=True)
class Recorded:
    """An interaction after an event, and what the event made happen."""

    interaction: Interaction
    resolved: bool
    reopened: bool
    changed: frozenset[str]
    """The columns that the event changed."""


async def find(connection: AsyncConnection, workspace_id: str, interaction_id: UUID) -> Interaction:
    """Return an interaction. Raises NotFound when the workspace has none with this id."""
    key = {"given_workspace_id": workspace_id, "given_id": interaction_id}
    found = await rows.first(connection, Interaction, _FOUND, **key)
    if found is None:
        raise NotFound("There is no such interaction here.")
    return found


async def by_external(
    connection: AsyncConnection, workspace_id: str, source: str, external_id: str
) -> Interaction | None:
    """Return the interaction that a source calls by this id, or None."""
    called = _called(workspace_id, source, external_id)
    return await rows.first(connection, Interaction, _CALLED, **called)


async def by_externals(
    connection: AsyncConnection, workspace_id: str, names: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Interaction]:
    """Return the interactions with these sources and ids that are here, by source and id."""
    are_called = tuple_(_TABLE.c.source, _TABLE.c.external_id).in_(list(names))
    statement = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id, are_called)
    found = await rows.every(connection, Interaction, statement)
    return {(one.source, one.external_id): one for one in found}


async def record(
    connection: AsyncConnection, workspace_id: str, event: Event, now: datetime
) -> Recorded:
    """Take an event in; the interaction stays locked until the end of the transaction."""
    row = await _locked(connection, workspace_id, event)
    if row is None:
        await rows.add_new(connection, _first_heard(workspace_id, event, now))
        row = await _locked(connection, workspace_id, event)
    assert row is not None  # noqa: S101 - it was there, or was inserted just now
    told = applied(state_of(row), event)
    changed = await _keep(connection, row, told.state)
    return Recorded(row, resolved=told.resolved, reopened=told.reopened, changed=changed)


async def complete(
    connection: AsyncConnection,
    asked: Interaction,
    before: Mapping[str, str],
    found: Mapping[str, str],
) -> Interaction:
    """Keep what a source's API said of an interaction, and return it as it is then.

    Args:
        connection: in a transaction of the writer; the row stays locked until its end.
        asked: the interaction.
        before: its details when the API was asked.
        found: the details that the API knows.

    Raises:
        NotFound: it was erased meanwhile.
    """
    row = await rows.first(connection, Interaction, _LOCKED, **rows.given(asked, *_KEY))
    if row is None:
        raise NotFound("There is no such interaction here.")
    await _keep(connection, row, completed(state_of(row), before, found))
    return row


def state_of(row: Interaction) -> State:
    """Return what we know of an interaction."""
    return State(**{one.name: getattr(row, one.name) for one in fields(State)})


async def _locked(
    connection: AsyncConnection, workspace_id: str, event: Event
) -> Interaction | None:
    called = _called(workspace_id, event.source, event.external_id)
    return await rows.first(connection, Interaction, _CALLED_LOCKED, **called)


def _first_heard(workspace_id: str, event: Event, now: datetime) -> Interaction:
    return Interaction(
        workspace_id=workspace_id,
        id=new_id(now),
        source=event.source,
        external_id=event.external_id,
        created_at=now,
    )


async def _keep(connection: AsyncConnection, row: Interaction, state: State) -> frozenset[str]:
    """Write the columns that changed, if any, and return their names."""
    changed: dict[str, Any] = {
        name: value for name, value in asdict(state).items() if getattr(row, name) != value
    }
    if not changed:
        return frozenset()
    for name, value in changed.items():
        setattr(row, name, value)
    await connection.execute(_KEPT, {**rows.given(row, *_KEY), **changed})
    return frozenset(changed)


def _called(workspace_id: str, source: str, external_id: str) -> dict[str, str]:
    return {
        "given_workspace_id": workspace_id,
        "given_source": source,
        "given_external_id": external_id,
    }
