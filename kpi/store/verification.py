"""The proof of the tallies: count every answer and question again and name each difference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.store.asked_tallies import AskedDeltas, Reached
from kpi.store.rows import table
from kpi.store.tables import AskedTally, Invitation, Response, Tally, ThemeTally
from kpi.store.tallies import Counted, CountRows, Deltas
from kpi.store.theme_tallies import ThemeDeltas

_AT_ONCE = 5_000

_Counts: TypeAlias = Mapping[tuple[Any, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A tally that is not what its answers say; counts are by score, 0 … 10.

    Of who was asked it is what its questions say; counts are those of `asked_tallies.COUNTS`.
    """

    key: tuple[Any, ...]
    """Survey id, version, segment, value and day, and perhaps a theme; an empty segment is the
    whole survey, an empty theme every remark that was read. Of who was asked survey id, segment,
    value, day and the day on which the questions end."""
    stored: tuple[int, ...]
    recounted: tuple[int, ...]


async def differences(connection: AsyncConnection, workspace_id: str) -> list[Difference]:
    """Recount all answers of a workspace and return where the tallies say something else.

    The connection sees all of it as of one moment, or what goes on meanwhile would differ.
    """
    deltas, _ = await _recounted(connection, workspace_id)
    return await apart(connection, workspace_id, Tally, deltas)


async def theme_differences(connection: AsyncConnection, workspace_id: str) -> list[Difference]:
    """Do the same for the counts of what remarks speak of; keys end with the theme."""
    _, deltas = await _recounted(connection, workspace_id)
    return await apart(connection, workspace_id, ThemeTally, deltas)


async def asked_differences(connection: AsyncConnection, workspace_id: str) -> list[Difference]:
    """Do the same for who was helped, asked and heard; what is not counted yet is left out."""
    invitation, response = table(Invitation), table(Response)
    its = and_(
        response.c.workspace_id == invitation.c.workspace_id,
        response.c.invitation_id == invitation.c.id,
    )
    asked = invitation.outerjoin(response, its)
    statement = select(invitation, response.c.score.is_not(None).label("is_answered"))
    mine = statement.select_from(asked).where(invitation.c.workspace_id == workspace_id)
    deltas = AskedDeltas()
    result = await connection.stream(mine.execution_options(yield_per=_AT_ONCE))
    async for row in result.mappings():
        deltas.move(None, Reached(dict(row), row["is_answered"]))
    return await apart(connection, workspace_id, AskedTally, deltas)


async def apart(
    connection: AsyncConnection, workspace_id: str, model: type[SQLModel], deltas: CountRows
) -> list[Difference]:
    """Return where tallies are not what was recounted in `deltas`."""
    tally = table(model)
    found = await connection.execute(select(tally).where(tally.c.workspace_id == workspace_id))
    stored, recounted = _by_key(found.mappings(), deltas), _by_key(deltas.rows(), deltas)
    nothing = (0,) * len(deltas.counts)
    return [
        Difference(key[1:], stored.get(key, nothing), recounted.get(key, nothing))
        for key in sorted(stored.keys() | recounted.keys(), key=repr)
        if stored.get(key, nothing) != recounted.get(key, nothing)
    ]


async def _recounted(connection: AsyncConnection, workspace_id: str) -> tuple[Deltas, ThemeDeltas]:
    response = table(Response)
    statement = select(response).where(
        response.c.workspace_id == workspace_id, response.c.score.is_not(None)
    )
    deltas, themes = Deltas(), ThemeDeltas()
    result = await connection.stream(statement.execution_options(yield_per=_AT_ONCE))
    async for row in result.mappings():
        answer = dict(row)
        deltas.move(Counted.of(answer, row["day"]), None, row["score"])
        themes.move(None, answer)
    return deltas, themes


def _by_key(rows: Iterable[Any], like: CountRows) -> _Counts:
    return {
        tuple(row[name] for name in like.key): tuple(row[name] for name in like.counts)
        for row in rows
    }
