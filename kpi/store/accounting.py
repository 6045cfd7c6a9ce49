"""The proof of the ledger: every resolution of every interaction has exactly one decision."""

from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.store import rows
from kpi.store.tables import Interaction, Invitation

_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An interaction whose decisions are not one for each of its resolutions."""

    source: str
    external_id: str
    """Both are empty for decisions about an interaction that is not there."""
    resolutions: int
    decisions: int
    latest: int
    """The number of the last resolution that was decided about."""


async def gaps(connection: AsyncConnection, workspace_id: str) -> list[Gap]:
    """Return every interaction of a workspace whose resolutions and decisions differ."""
    found = await connection.execute(_compared(workspace_id))
    return [Gap(**row) for row in found.mappings()]


def _compared(workspace_id: str) -> Select[tuple[str, str, int, int, int]]:
    decided = (
        select(
            _INVITATION.c.interaction_id.label("id"),
            func.count().label("decisions"),
            func.max(_INVITATION.c.solve_cycle).label("latest"),
        )
        .where(_INVITATION.c.workspace_id == workspace_id)
        .group_by(_INVITATION.c.interaction_id)
        .subquery()
    )
    told = select(_INTERACTION).where(_INTERACTION.c.workspace_id == workspace_id).subquery()
    resolutions = func.coalesce(told.c.solve_cycle, 0)
    decisions, latest = func.coalesce(decided.c.decisions, 0), func.coalesce(decided.c.latest, 0)
    return (
        select(
            func.coalesce(told.c.source, "").label("source"),
            func.coalesce(told.c.external_id, "").label("external_id"),
            resolutions.label("resolutions"),
            decisions.label("decisions"),
            latest.label("latest"),
        )
        .select_from(told.outerjoin(decided, decided.c.id == told.c.id, full=True))
        .where(or_(decisions != resolutions, latest != resolutions))
        .order_by("source", "external_id")
    )
