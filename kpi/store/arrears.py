"""Arrears: interactions of which the reckoning is missing or of another time zone, in pieces.

The oldest come first. What was reckoned before keeps what it is filed under and its definitions.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import remeasured, service_definitions
from kpi.interaction_event import State
from kpi.metrics import Metric
from kpi.reckoning import FILED, SYSTEM, Reckoned, reckon
from kpi.remeasured import EVERYTHING
from kpi.service_definitions import InForce
from kpi.store import interactions, reckoning_terms, reckonings, rows, zones
from kpi.store.reckoning_terms import House
from kpi.store.tables import Interaction, Invitation, Workspace
from kpi.store.workspaces import WHOLE_PAST

AT_ONCE = 200
"""Interactions in one piece: taps wait no longer than for one."""

_WORKSPACE = rows.table(Workspace)
_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)


async def waiting(connection: AsyncConnection, now: datetime) -> list[str]:
    """Return the workspaces of which a part of the past is still to be reckoned."""
    through = _WORKSPACE.c.reckoned_through
    is_behind = and_(or_(through.is_(None), through != WHOLE_PAST), zones.is_settled(now))
    behind = select(_WORKSPACE.c.id).where(is_behind)
    return list((await connection.execute(behind.order_by(_WORKSPACE.c.id))).scalars())


async def catch_up(connection: AsyncConnection, workspace_id: str, now: datetime) -> bool:
    """Reckon the next piece of a workspace's past; False when nothing is left.

    In a transaction of the writer. The hours are those of now, and so are the definitions of what
    was never reckoned.
    """
    statement = select(_WORKSPACE).where(_WORKSPACE.c.id == workspace_id).with_for_update()
    workspace = await rows.first(connection, Workspace, statement)
    if workspace is None or workspace.reckoned_through == WHOLE_PAST:
        return False
    piece = await _piece(connection, workspace)
    await _reckon(connection, workspace_id, piece, now)
    is_last = len(piece) < AT_ONCE
    through = WHOLE_PAST if is_last else max(one.id for one in piece)
    await connection.execute(
        update(_WORKSPACE).where(_WORKSPACE.c.id == workspace_id).values(reckoned_through=through)
    )
    return not is_last


async def _piece(connection: AsyncConnection, workspace: Workspace) -> list[Interaction]:
    """Return the next interactions, locked in the order in which webhooks lock them."""
    mine = _INTERACTION.c.workspace_id == workspace.id
    if workspace.reckoned_through is not None:
        mine = and_(mine, _INTERACTION.c.id > workspace.reckoned_through)
    next_ids = select(_INTERACTION.c.id).where(mine).order_by(_INTERACTION.c.id).limit(AT_ONCE)
    ids = list((await connection.execute(next_ids)).scalars())
    these = and_(_INTERACTION.c.workspace_id == workspace.id, _INTERACTION.c.id.in_(ids))
    in_order = select(_INTERACTION).where(these)
    return await rows.every(
        connection,
        Interaction,
        in_order.order_by(_INTERACTION.c.source, _INTERACTION.c.external_id).with_for_update(),
    )


async def _reckon(
    connection: AsyncConnection, workspace_id: str, piece: Sequence[Interaction], now: datetime
) -> None:
    served = {one.id: one for one in piece if one.trigger == SYSTEM}
    if not served:
        return
    known = await reckoning_terms.known(connection, workspace_id, list(served))
    decided = await _decisions(connection, workspace_id, list(served))
    moves = {}
    for key, interaction in served.items():
        before, told = known.before.get(key), decided.get(key, ())
        mended = await _mended(connection, interaction, told)
        moves[key] = (before, _reckoned(interaction, mended, before, told, known.house))
    heard = await reckonings.with_words(connection, workspace_id, moves)
    await reckonings.write(connection, workspace_id, heard, now)


async def _decisions(
    connection: AsyncConnection, workspace_id: str, interaction_ids: Sequence[UUID]
) -> dict[UUID, list[Invitation]]:
    """Return what was decided about each resolution, in their order."""
    mine = and_(
        _INVITATION.c.workspace_id == workspace_id,
        _INVITATION.c.interaction_id.in_(interaction_ids),
    )
    statement = select(_INVITATION).where(mine).order_by(_INVITATION.c.solve_cycle)
    found: dict[UUID, list[Invitation]] = {}
    for one in await rows.every(connection, Invitation, statement):
        found.setdefault(one.interaction_id, []).append(one)
    return found


async def _mended(
    connection: AsyncConnection, interaction: Interaction, decided: Sequence[Invitation]
) -> State:
    """Return its state with what its decisions tell of earlier resolutions, and keep that."""
    known = interactions.state_of(interaction)
    state = _recalled(known, decided)
    if state != known:
        mine = and_(
            _INTERACTION.c.workspace_id == interaction.workspace_id,
            _INTERACTION.c.id == interaction.id,
        )
        await connection.execute(
            update(_INTERACTION)
            .where(mine)
            .values(
                first_resolved_at=state.first_resolved_at,
                first_reopened_at=state.first_reopened_at,
            )
        )
    return state


def _recalled(state: State, decided: Sequence[Invitation]) -> State:
    """Return a state with its first resolution and what undid it, as far as anybody knows."""
    solved = [one.resolved_at for one in decided]
    solved += [at for at in (state.first_resolved_at, state.resolved_at) if at is not None]
    if not solved:
        return state
    first = min(solved)
    undone = [one.reopened_at for one in decided]
    undone += [state.first_reopened_at, state.reopened_at]
    return replace(
        state,
        first_resolved_at=first,
        first_reopened_at=min((at for at in undone if at and at >= first), default=None),
    )


def _reckoned(
    interaction: Interaction,
    state: State,
    before: Reckoned | None,
    decided: Sequence[Invitation],
    house: House,
) -> Reckoned:
    """Reckon it as filed before, or else as it was decided about."""
    filed_as = before or (decided[-1] if decided else interaction)
    filed = {name: getattr(filed_as, name) for name in FILED}
    terms = house.terms(filed)
    if before is not None:
        terms = replace(terms, definitions=_kept(before, terms.definitions))
    return reckon(state, filed, remeasured.without(before, filed, EVERYTHING), terms)


def _kept(before: Reckoned, now: InForce) -> InForce:
    """Return the definitions that something counted under, or else those of now."""
    known = {
        Metric.FRT.value: before.frt_definition,
        Metric.ART.value: before.art_definition,
        Metric.FCR.value: before.fcr_definition,
    }
    kept = service_definitions.in_force({metric: key for metric, key in known.items() if key})
    return replace(
        kept,
        **{metric: getattr(now, metric) for metric, key in known.items() if not key},
        second_line=now.second_line,
    )
