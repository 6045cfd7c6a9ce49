"""Names in use, read off the tallies: it costs as much as there are names, not answers or tickets.

Each name is found from the one before it, a step in an index whatever stands under it. Asks by hand
and what has no tally are not among them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.reckoning import Measure
from kpi.store.rows import table
from kpi.store.tables import ServiceTally, Survey, SurveyVersion, Tally

_tally, _service = table(Tally).c, table(ServiceTally).c


async def counted(connection: AsyncConnection, workspace_id: str, segment: str) -> list[str]:
    """Return the names that answers or tickets were counted under, in order; perhaps not all."""
    both = union(_of_answers(workspace_id, segment), _of_tickets(workspace_id, segment))
    return sorted((await connection.execute(both)).scalars())


async def unheard(
    connection: AsyncConnection, workspace_id: str, wanted: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return those of some names, by segment, under which nothing was counted, in any case."""
    found: list[str] = []
    for segment, names in wanted.items():
        known = {one.casefold() for one in await counted(connection, workspace_id, segment)}
        found += [name for name in names if name.casefold() not in known]
    return found


def _of_answers(workspace_id: str, segment: str) -> Select[Any]:
    """Find the names under each version of each survey."""
    survey, version = table(Survey).c, table(SurveyVersion).c
    asked = union(
        select(survey.id.label("survey_id"), survey.version).where(
            survey.workspace_id == workspace_id
        ),
        select(version.survey_id, version.version).where(version.workspace_id == workspace_id),
    ).subquery()

    def after(of: Any, name: ColumnElement[str]) -> ColumnElement[str | None]:
        here = (_tally.workspace_id == workspace_id) & (_tally.segment == segment)
        same = (_tally.survey_id == of.survey_id) & (_tally.version == of.version)
        return (
            select(func.min(_tally.value)).where(here, same, _tally.value > name).scalar_subquery()
        )

    columns = (asked.c.survey_id, asked.c.version)
    steps = select(*columns, after(asked.c, literal("")).label("name")).cte(recursive=True)
    onwards = select(steps.c.survey_id, steps.c.version, after(steps.c, steps.c.name))
    steps = steps.union_all(onwards.where(steps.c.name.is_not(None)))
    return select(steps.c.name).where(steps.c.name.is_not(None))


def _of_tickets(workspace_id: str, segment: str) -> Select[Any]:
    def after(name: ColumnElement[str]) -> ColumnElement[str | None]:
        here = (_service.workspace_id == workspace_id) & (_service.segment == segment)
        opened = (_service.measure == Measure.OPENED.value) & (_service.definition == "")
        later = select(func.min(_service.value)).where(here, opened, _service.value > name)
        return later.scalar_subquery()

    steps = select(after(literal("")).label("name")).cte(recursive=True)
    steps = steps.union_all(select(after(steps.c.name)).where(steps.c.name.is_not(None)))
    return select(steps.c.name).where(steps.c.name.is_not(None))
