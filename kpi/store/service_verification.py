"""The proof of the service tallies: count every reckoning again, and look for lost ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import SYSTEM
from kpi.store.reckoning_terms import reckoned_of
from kpi.store.rows import table
from kpi.store.service_tallies import COUNTS, KEY, Deltas
from kpi.store.tables import Interaction, Reckoning, ServiceTally, Workspace

_Counted: TypeAlias = dict[tuple[Any, ...], tuple[int, int]]

_AT_ONCE = 5_000
_TOLD = table(Interaction)
_RECKONING = table(Reckoning)


@dataclass(frozen=True, slots=True)
class Difference:
    """A tally that is not what its interactions count for."""

    key: tuple[Any, ...]
    """Measure, definition, segment, value, day and bucket."""
    stored: tuple[int, int]
    """How many, and their seconds together."""
    recounted: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stray:
    """An interaction that is service and not reckoned, or reckoned and no service."""

    source: str
    external_id: str
    """Both are empty for one that is not there."""


async def differences(connection: AsyncConnection, workspace_id: str) -> list[Difference]:
    """Recount all reckonings of a workspace and return where the tallies say something else.

    The connection sees all of it as of one moment, or what goes on meanwhile would differ.
    """
    tally = table(ServiceTally).c
    columns = [tally[name] for name in (*KEY, *COUNTS)]
    mine = select(*columns).where(tally.workspace_id == workspace_id)
    stored = _by_key(await connection.execute(mine))
    recounted = _by_key((await _recounted(connection, workspace_id)).rows())
    nothing = (0, 0)
    return [
        Difference(key[1:], stored.get(key, nothing), recounted.get(key, nothing))
        for key in sorted(_differing(stored, recounted))
    ]


async def strays(connection: AsyncConnection, workspace_id: str) -> list[Stray]:
    """Return the interactions of which one was forgotten, they or their reckoning.

    Those of a past that is still being reckoned are not looked at.
    """
    workspace = table(Workspace)
    through = select(workspace.c.reckoned_through).where(workspace.c.id == workspace_id)
    past = _TOLD.c.id <= through.scalar_subquery()
    lost = (
        select(_TOLD.c.source, _TOLD.c.external_id)
        .where(_TOLD.c.workspace_id == workspace_id, _is_service(), past)
        .where(~exists(select(_RECKONING).where(_are_same())))
    )
    gone = select(_RECKONING.c.interaction_id).where(
        _RECKONING.c.workspace_id == workspace_id,
        ~exists(select(_TOLD).where(_are_same(), _is_service())),
    )
    unreckoned = [Stray(*row) for row in await connection.execute(lost)]
    return sorted(unreckoned, key=str) + [Stray("", "") for _ in await connection.execute(gone)]


async def _recounted(connection: AsyncConnection, workspace_id: str) -> Deltas:
    statement = select(_RECKONING).where(_RECKONING.c.workspace_id == workspace_id)
    deltas = Deltas()
    result = await connection.stream(statement.execution_options(yield_per=_AT_ONCE))
    async for row in result.mappings():
        deltas.move(workspace_id, None, reckoned_of(row))
    return deltas


def _by_key(rows: Iterable[Sequence[Any]]) -> _Counted:
    """Give the counts by their keys, except those that come to nothing."""
    return {(*key,): (n, seconds) for *key, n, seconds in rows if n or seconds}


def _differing(one: _Counted, other: _Counted) -> set[tuple[Any, ...]]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def _are_same() -> ColumnElement[bool]:
    return and_(
        _RECKONING.c.workspace_id == _TOLD.c.workspace_id,
        _RECKONING.c.interaction_id == _TOLD.c.id,
    )


def _is_service() -> ColumnElement[bool]:
    return _TOLD.c.trigger == SYSTEM
