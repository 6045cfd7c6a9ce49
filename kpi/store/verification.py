"""The proof of the tallies: count every answer again and name each difference."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store.rows import table
from kpi.store.tables import Response, Tally
from kpi.store.tallies import KEY, SCORES, Counted, Deltas, apply

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Difference:
    """A tally that is not what its answers say; counts are by score, 0 … 10."""

    key: tuple[Any, ...]
    """Survey id, version, segment, value and day; an empty segment is the whole survey."""
    stored: tuple[int, ...]
    recounted: tuple[int, ...]


async def differences(connection: AsyncConnection, workspace_id: str) -> list[Difference]:
    """Recount all answers of a workspace and return where the tallies say something else."""
    recounted = _by_key((await _recounted(connection, workspace_id)).rows())
    stored = await _stored(connection, workspace_id)
    nothing = (0,) * len(SCORES)
    return [
        Difference(key[1:], stored.get(key, nothing), recounted.get(key, nothing))
        for key in sorted(stored.keys() | recounted.keys(), key=repr)
        if stored.get(key, nothing) != recounted.get(key, nothing)
    ]


async def recount(connection: AsyncConnection, workspace_id: str) -> None:
    """Make the tallies of a workspace anew from its answers."""
    deltas = await _recounted(connection, workspace_id)
    tally = table(Tally)
    await connection.execute(delete(tally).where(tally.c.workspace_id == workspace_id))
    await apply(connection, deltas)


async def _recounted(connection: AsyncConnection, workspace_id: str) -> Deltas:
    response = table(Response)
    statement = select(response).where(
        response.c.workspace_id == workspace_id, response.c.score.is_not(None)
    )
    deltas = Deltas()
    result = await connection.stream(statement.execution_options(yield_per=_AT_ONCE))
    async for row in result.mappings():
        deltas.move(Counted.of(dict(row), row["day"]), None, row["score"])
    return deltas


async def _stored(
    connection: AsyncConnection, workspace_id: str
) -> dict[tuple[Any, ...], tuple[int, ...]]:
    tally = table(Tally)
    found = await connection.execute(select(tally).where(tally.c.workspace_id == workspace_id))
    return _by_key(found.mappings())


def _by_key(rows: Any) -> dict[tuple[Any, ...], tuple[int, ...]]:
    return {_key(row): tuple(row[name] for name in SCORES) for row in rows}


def _key(row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in KEY)
