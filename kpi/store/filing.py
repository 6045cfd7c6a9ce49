"""Names as people write them and as answers are filed: capitals aside, and the nearest to a slip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import tallies
from kpi.store.tables import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A filter that nothing is filed under, and what was probably meant."""

    segment: str
    value: str
    nearest: str


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


async def slip(
    connection: AsyncConnection, workspace: Workspace, filters: Mapping[str, str]
) -> Slip | None:
    """Give the first filter that nothing is filed under but something with a name like it is."""
    for segment, wanted in filters.items():
        known = await _known(connection, workspace, segment)
        plain = wanted.casefold()
        if plain not in known and (nearest := _nearest(plain, list(known))):
            return Slip(segment=segment, value=wanted, nearest=known[nearest])
    return None


async def _known(
    connection: AsyncConnection, workspace: Workspace, segment: str
) -> Mapping[str, str]:
    """Give the names in use, each under its small letters."""
    values = await tallies.values(connection, workspace.id, segment)
    return {value.casefold(): value for value in reversed(values)}


def _nearest(wanted: str, known: Sequence[str]) -> str:
    holding = [name for name in known if wanted in name]
    if len(holding) == 1:
        return holding[0]
    return "".join(get_close_matches(wanted, known, n=1, cutoff=0.6))
