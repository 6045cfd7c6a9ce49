"""Tallies put right: what a recount finds otherwise is added to them, beside taps and webhooks.

Whoever changes what is counted moves its tallies by as much in the same transaction, so what they
lack stays the same whatever goes on, and nobody has to wait. Only another repair would change it:
each piece leaves a mark with the workspace, and does nothing where it finds another than the last.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi.store import (
    asked_tallies,
    said_tallies,
    said_verification,
    service_tallies,
    service_verification,
    tallies,
    theme_tallies,
)
from kpi.store import verification as of_surveys
from kpi.store.rows import table
from kpi.store.tables import AskedTally, SaidTally, ServiceTally, Tally, ThemeTally, Workspace
from kpi.store.tallies import CountRows

AT_ONCE = 200
"""Tallies in one piece: taps wait no longer than for one."""

Difference: TypeAlias = of_surveys.Difference | service_verification.Difference


@dataclass(frozen=True, slots=True)
class Kind:
    """Tallies of one table, and what proves them."""

    model: type[SQLModel]
    key: tuple[str, ...]
    """The names of the columns of a difference's key, after the workspace."""
    counts: tuple[str, ...]
    """The names of the columns that count."""
    differences: Callable[[AsyncConnection, str], Awaitable[Sequence[Difference]]]
    """Finds those of a workspace."""

    def named(self, difference: Difference) -> dict[str, Any]:
        """Return the key of a difference by the names of its columns."""
        return dict(zip(self.key, difference.key, strict=True))


class Piece(NamedTuple):
    """What is put right in one transaction."""

    name: str
    """Of its kind, in `KINDS`."""
    differences: Sequence[Difference]
    after: UUID | None
    """The mark that it must find."""
    mark: UUID
    """The mark that it leaves."""


KINDS: Mapping[str, Kind] = {
    "answers": Kind(Tally, tallies.KEY[1:], tallies.SCORES, of_surveys.differences),
    "themes": Kind(ThemeTally, theme_tallies.KEY[1:], tallies.SCORES, of_surveys.theme_differences),
    "asked": Kind(
        AskedTally, asked_tallies.KEY[1:], asked_tallies.COUNTS, of_surveys.asked_differences
    ),
    "said": Kind(
        SaidTally, said_tallies.KEY[1:], said_tallies.COUNTS, said_verification.differences
    ),
    "service": Kind(
        ServiceTally,
        service_tallies.KEY[1:],
        service_tallies.COUNTS,
        service_verification.differences,
    ),
}
"""All tallies there are."""


def pieces(found: Mapping[str, Sequence[Difference]], seen: UUID | None) -> list[Piece]:
    """Divide what has to be put right.

    Args:
        found: differences by the name of their kind, as of one moment.
        seen: `Workspace.repaired_with` as of that moment.
    """
    some = [
        (name, differing[start : start + AT_ONCE])
        for name, differing in found.items()
        for start in range(0, len(differing), AT_ONCE)
    ]
    marks = [uuid4() for _ in some]
    steps = zip(some, [seen, *marks], marks, strict=False)
    return [Piece(*what, after, mark) for what, after, mark in steps]


async def repair(connection: AsyncConnection, workspace_id: str, piece: Piece) -> int:
    """Add to tallies what they lack, in a transaction of the writer.

    Returns:
        How many were put right; 0 where somebody else repairs since it was found.
    """
    workspace = table(Workspace)
    is_next = workspace.c.repaired_with.is_not_distinct_from(piece.after)
    marked = update(workspace).where(workspace.c.id == workspace_id, is_next)
    if not (await connection.execute(marked.values(repaired_with=piece.mark))).rowcount:
        return 0
    kind = KINDS[piece.name]
    missing = CountRows(("workspace_id", *kind.key), kind.counts)
    for one in piece.differences:
        both = zip(one.stored, one.recounted, strict=True)
        for place, (stored, recounted) in enumerate(both):
            missing.add((workspace_id, *one.key), place, recounted - stored)
    await missing.write(connection, kind.model)
    return len(piece.differences)
