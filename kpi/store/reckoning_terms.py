"""With what a workspace reckons, and what it reckoned before: one look, as webhooks wait for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.errors import NotFound
from kpi.reckoning import Reckoned, Terms
from kpi.service_definitions import InForce, in_force
from kpi.store import rows
from kpi.store.office_schedules import Schedules
from kpi.store.tables import OfficeSchedule, Reckoning, Workspace

COLUMNS = tuple(one.name for one in fields(Reckoned))
"""Those that a reckoning has in common with its row."""

_WORKSPACE = rows.table(Workspace)
_SCHEDULE = rows.table(OfficeSchedule)
_RECKONING = rows.table(Reckoning)
_OF_SCHEDULE = "schedule_"
"""How the columns of schedules begin beside those of reckonings."""


@dataclass(frozen=True, slots=True)
class House:
    """With what a workspace reckons at this moment."""

    zone: str
    schedules: Schedules
    definitions: InForce

    def terms(self, filed: Mapping[str, str]) -> Terms:
        """Return the terms for an interaction that is filed so."""
        name, hours = self.schedules.for_(team=filed["team"], channel=filed["channel"])
        return Terms(zone=self.zone, schedule=name, hours=hours, definitions=self.definitions)


@dataclass(frozen=True, slots=True)
class Known:
    """What has to be known to reckon some interactions of a workspace."""

    house: House
    before: Mapping[UUID, Reckoned]
    """What they count for, without those that count for nothing yet."""


async def known(
    connection: AsyncConnection, workspace_id: str, interaction_ids: Sequence[UUID]
) -> Known:
    """Look up hours, definitions and reckonings. Raises NotFound when there is no workspace."""
    asked = {"workspace_id": workspace_id, "interaction_ids": list(interaction_ids)}
    found = (await connection.execute(_everything(), asked)).mappings().all()
    if not found:
        raise NotFound("There is no workspace {workspace} here.", workspace=workspace_id)
    zone, service = found[0]["time_zone"], found[0]["chosen"]
    house = House(zone, Schedules(_schedules(found), zone), in_force(service))
    before = {row["interaction_id"]: reckoned_of(row) for row in found if row["interaction_id"]}
    return Known(house, before)


async def house(connection: AsyncConnection, workspace_id: str) -> House:
    """Look up hours and definitions alone. Raises NotFound when there is no workspace."""
    return (await known(connection, workspace_id, ())).house


def reckoned_of(row: Mapping[Any, Any]) -> Reckoned:
    """Return a stored reckoning as the value that it holds."""
    return Reckoned(**{name: row[name] for name in COLUMNS})


def _schedules(found: Sequence[Mapping[Any, Any]]) -> list[OfficeSchedule]:
    """Return each schedule once, though every reckoning stands beside every schedule."""
    named = {row[f"{_OF_SCHEDULE}name"]: row for row in found}
    return [
        rows.made(
            OfficeSchedule,
            {name: row[f"{_OF_SCHEDULE}{name}"] for name in rows.names(OfficeSchedule)},
        )
        for name, row in named.items()
        if name is not None
    ]


@cache
def _everything() -> Select[Any]:
    """Return the statement, made once: making it takes as long as running it."""
    these = _RECKONING.c.interaction_id.in_(bindparam("interaction_ids", expanding=True))
    reckoned = and_(_RECKONING.c.workspace_id == _WORKSPACE.c.id, these)
    hours = _SCHEDULE.c.workspace_id == _WORKSPACE.c.id
    return (
        select(
            _WORKSPACE.c.time_zone,
            _WORKSPACE.c.service.label("chosen"),
            *(column.label(f"{_OF_SCHEDULE}{column.name}") for column in _SCHEDULE.c),
            _RECKONING.c.interaction_id,
            *(_RECKONING.c[name] for name in COLUMNS),
        )
        .select_from(_WORKSPACE.outerjoin(_SCHEDULE, hours).outerjoin(_RECKONING, reckoned))
        .where(_WORKSPACE.c.id == bindparam("workspace_id"))
    )
