"""The teams of a workspace, as its tallies know them."""

from datetime import date
from typing import Any

from sqlalchemy import Select, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import Measure
from kpi.store import surveys
from kpi.store.rows import table
from kpi.store.tables import ServiceTally, Survey, Tally

_tally = table(Tally).c
_service = table(ServiceTally).c


async def since(connection: AsyncConnection, workspace_id: str, first: date) -> list[str]:
    """Return the teams with answers or tickets on a local day from `first` on, in order.

    Each part names every column of a tally's key up to its value, so that a workspace with many
    accounts costs no more.
    """
    asked = await surveys.of_workspace(connection, workspace_id)
    parts = [_answered(survey, first) for survey in asked]
    found = await connection.execute(union(_helped(workspace_id, first), *parts))
    return sorted(value for value in found.scalars() if value)


def _answered(survey: Survey, first: date) -> Select[Any]:
    return select(_tally.value).where(
        _tally.workspace_id == survey.workspace_id,
        _tally.survey_id == survey.id,
        _tally.version == survey.version,
        _tally.segment == "team",
        _tally.day >= first,
    )


def _helped(workspace_id: str, first: date) -> Select[Any]:
    return select(_service.value).where(
        _service.workspace_id == workspace_id,
        _service.measure == Measure.OPENED.value,
        _service.definition == "",
        _service.segment == "team",
        _service.day >= first,
    )
