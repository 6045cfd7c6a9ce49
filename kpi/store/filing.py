"""Names as people write them and as things are filed: capitals aside, and what a slip meant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.query import NotUnderstood, Query
from kpi.store import reckoned_rows, tallies
from kpi.store.tables import Workspace


async def filed_as(
    connection: AsyncConnection, workspace: Workspace, filters: Mapping[str, str]
) -> dict[str, str]:
    """Give filters the spelling under which answers are filed; unknown values stay as they are."""
    filed = dict(filters)
    for segment, wanted in filters.items():
        found = await first_filed(connection, workspace, segment, [wanted])
        filed[segment] = found or wanted
    return filed


async def first_filed(
    connection: AsyncConnection, workspace: Workspace, segment: str, names: Sequence[str]
) -> str | None:
    """Give the first of several names of the same thing that answers are filed under, as filed."""
    known = await _known(connection, workspace, segment)
    return next((known[name.casefold()] for name in names if name.casefold() in known), None)


async def require_known(connection: AsyncConnection, workspace: Workspace, query: Query) -> None:
    """Let a question pass unless a name in it looks like a slip of the pen.

    Raises:
        NotUnderstood: nothing is filed under a name, but something is under one like it.
    """
    for segment, wanted in query.filters.items():
        known = await _known(connection, workspace, segment)
        plain = wanted.casefold()
        if plain not in known and (nearest := _nearest(plain, list(known))):
            raise _slip(query, segment, known[nearest])


async def _known(
    connection: AsyncConnection, workspace: Workspace, segment: str
) -> Mapping[str, str]:
    """Give the names in use, each under its small letters."""
    values = [
        *await tallies.values(connection, workspace.id, segment),
        *await reckoned_rows.values(connection, workspace.id, segment),
    ]
    return {value.casefold(): value for value in reversed(values)}


def _nearest(wanted: str, known: Sequence[str]) -> str:
    holding = [name for name in known if _letters(wanted) in _letters(name)]
    if len(holding) == 1:
        return holding[0]
    return "".join(get_close_matches(wanted, known, n=1, cutoff=0.6))


def _letters(name: str) -> str:
    """Leave out what people leave out: @adevries for a.devries@example.com."""
    return "".join(one for one in name if one.isalnum())


def _slip(query: Query, segment: str, nearest: str) -> NotUnderstood:
    meant = replace(query, filters={**query.filters, segment: nearest})
    return NotUnderstood(
        'There is no {segment} "{word}". Did you mean {nearest}?  Try  /kpi {example}',
        segment=segment,
        word=query.filters[segment],
        nearest=nearest,
        example=meant.text.replace("&amp;", "&"),
    )
