"""Reckonings: what interactions count for, written with their tallies when they change.

Whoever reckons holds the interactions locked, so two replicas never count one twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Executable, and_, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import remeasured
from kpi.reckoning import FILED, SYSTEM, Reckoned, reckon
from kpi.remeasured import EVERYTHING
from kpi.store import (
    interactions,
    own_words,
    reckoning_terms,
    rows,
    said_tallies,
    service_tallies,
)
from kpi.store.interactions import Recorded
from kpi.store.reckoning_terms import COLUMNS, House
from kpi.store.said_tallies import SaidDeltas
from kpi.store.tables import Interaction, Reckoning

Move: TypeAlias = tuple[Reckoned | None, Reckoned | None]
"""What an interaction counted for, and what it counts for now."""

_TABLE = rows.table(Reckoning)
_COUNTS = frozenset(
    {
        *FILED,
        *("trigger", "tags", "opened_at", "first_replied_at", "resolved_at", "closed_at"),
        *("reopened_at", "first_resolved_at", "first_reopened_at", "customer_wrote_at"),
        "waited_seconds",
    }
)
"""The columns of an interaction on which its reckoning rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An interaction after something was told of it."""

    interaction: Interaction
    resolved_as: Interaction | None = None
    """The interaction as it was at a new resolution, as which it is filed from now on."""
    named: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Segments whose ids have names now, each with its id and name."""
    told: frozenset[str] = EVERYTHING
    """The fields of its state that changed."""


def changes(recorded: Sequence[Recorded]) -> list[Change]:
    """Return what has to be reckoned anew after events; often they change nothing that counts."""
    return [
        Change(
            interaction=one.interaction,
            resolved_as=one.interaction if one.resolved else None,
            told=one.changed,
        )
        for one in recorded
        if not _COUNTS.isdisjoint(one.changed)
    ]


async def keep(connection: AsyncConnection, changes: Sequence[Change], now: datetime) -> None:
    """Reckon interactions of one workspace that are locked, and count them.

    Tallies are locked last and in one order, so that replicas never wait for each other.
    """
    latest = _latest(changes)
    if not latest:
        return
    workspace_id = changes[0].interaction.workspace_id
    known = await reckoning_terms.known(connection, workspace_id, list(latest))
    moves: dict[UUID, Move] = {}
    for key, change in latest.items():
        before = known.before.get(key)
        moves[key] = (before, _reckoned(change, before, known.house))
    if any(change.interaction.created_at < now for change in latest.values()):
        moves = await with_words(connection, workspace_id, moves)
    await write(connection, workspace_id, moves, now)


async def with_words(
    connection: AsyncConnection, workspace_id: str, moves: Mapping[UUID, Move]
) -> dict[UUID, Move]:
    """Add what customers said of what counted for nothing yet; of the rest it is known."""
    anew = {key: after for key, (before, after) in moves.items() if before is None and after}
    words = await own_words.last(connection, workspace_id, list(anew))
    return {**moves, **{key: (None, replace(anew[key], **word)) for key, word in words.items()}}


async def write(
    connection: AsyncConnection,
    workspace_id: str,
    moves: Mapping[UUID, Move],
    now: datetime,
) -> None:
    """Keep what interactions count for, before and after, and move their counts."""
    moved = {key: move for key, move in moves.items() if move[0] != move[1]}
    deltas, said = service_tallies.Deltas(), SaidDeltas()
    for before, after in moved.values():
        deltas.move(workspace_id, before, after)
        said.count_ticket(workspace_id, before, -1)
        said.count_ticket(workspace_id, after, 1)
    kept = {key: after for key, (_, after) in moved.items() if after is not None}
    if gone := [key for key in moved if key not in kept]:
        mine = and_(_TABLE.c.workspace_id == workspace_id, _TABLE.c.interaction_id.in_(gone))
        await connection.execute(delete(_TABLE).where(mine))
    if kept:
        values = [
            {
                "workspace_id": workspace_id,
                "interaction_id": key,
                **{name: getattr(after, name) for name in COLUMNS},
                "reckoned_at": now,
            }
            for key, after in kept.items()
        ]
        await connection.execute(_keeping(connection.dialect.name), values)
    await service_tallies.apply(connection, deltas)
    await said_tallies.apply(connection, said)


def _latest(changes: Sequence[Change]) -> dict[UUID, Change]:
    """Return one change for each interaction: the last, with the last resolution among them."""
    latest: dict[UUID, Change] = {}
    for one in changes:
        former = latest.get(one.interaction.id)
        latest[one.interaction.id] = one if former is None else _together(former, one)
    return latest


def _together(former: Change, last: Change) -> Change:
    resolved_as = last.resolved_as or former.resolved_as
    return replace(last, resolved_as=resolved_as, told=former.told | last.told)


def _reckoned(change: Change, before: Reckoned | None, house: House) -> Reckoned | None:
    if change.interaction.trigger != SYSTEM:
        return None
    filed = _filed(change, before)
    state = interactions.state_of(change.interaction)
    known = remeasured.without(before, filed, change.told)
    return reckon(state, filed, known, house.terms(filed))


def _filed(change: Change, before: Reckoned | None) -> dict[str, str]:
    """Return what it is filed under: from a resolution on what it was then, by name."""
    if change.resolved_as or before is None or change.interaction.resolved_at is None:
        told = change.resolved_as or change.interaction
        return {name: getattr(told, name) for name in FILED}
    kept = {name: getattr(before, name) for name in FILED}
    named = {name: known for name, (told, known) in change.named.items() if kept.get(name) == told}
    return kept | named


@cache
def _keeping(dialect: str) -> Executable:
    """Return the statement, made once: making it takes as long as running it."""
    insert = rows.insert_in(dialect, Reckoning)
    anew = {name: insert.excluded[name] for name in (*COLUMNS, "reckoned_at")}
    return insert.on_conflict_do_update(
        index_elements=("workspace_id", "interaction_id"), set_=anew
    )
