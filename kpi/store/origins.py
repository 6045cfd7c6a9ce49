"""Where numbers come from: the definitions behind a question, each with since when it holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import changeovers, service_definitions
from kpi.metrics import SERVICE
from kpi.periods import local_day
from kpi.query import Query
from kpi.service_definitions import InForce, ServiceDefinition
from kpi.store import office_schedules, service_series, summaries, versions
from kpi.store.office_schedules import Schedules
from kpi.store.rows import table
from kpi.store.service_series import Series
from kpi.store.tables import Survey, Tally, Workspace

_tally = table(Tally).c


class OfSurvey(NamedTuple):
    """What a survey asks now, and since which local day."""

    survey: Survey
    since: date
    """Imported answers may be older than the survey here."""


class OfService(NamedTuple):
    """How a service metric is counted now."""

    definition: ServiceDefinition
    since: date | None
    """The local day on which it was chosen, else the first one counted so; None without either."""
    beside: ServiceDefinition | None = None
    """What the system counts, where customers' own word leads."""
    left_out: tuple[str, ...] = ()
    """The tags of tickets that are left out."""
    hours: Schedules | None = None
    """The office hours that are counted; None where they are not."""


async def of_surveys(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> list[OfSurvey]:
    """Give what the surveys of a question ask now. Raises NotFound."""
    found = await summaries.surveys_of(connection, workspace, query)
    begun = await versions.since(connection, found)
    days = [local_day(moment, workspace.time_zone) for moment in begun]
    heard = await _first_heard(connection, workspace, found)
    return [
        OfSurvey(survey, min(day, heard.get(survey.id, day)))
        for survey, day in zip(found, days, strict=True)
    ]


async def of_service(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> Sequence[OfService]:
    """Give how the service metrics of a question are counted from now on."""
    chosen = service_definitions.in_force(workspace.service)
    metrics = [metric for metric in query.metrics if metric in SERVICE]
    known = await service_series.of_metrics(connection, workspace, metrics)
    schedules = await office_schedules.of_workspace(connection, workspace)
    found = []
    for metric, series in known.items():
        definition = chosen.of(metric)
        beside = chosen.fcr if definition.by_customers else None
        tags = sorted(chosen.second_line) if (beside or definition).net else ()
        since = _chosen_on(chosen, definition) or _first_counted(series, definition)
        hours = schedules if definition.counts_hours else None
        found.append(OfService(definition, since, beside, tuple(tags), hours))
    return found


def _chosen_on(chosen: InForce, definition: ServiceDefinition) -> date | None:
    if definition.by_customers:
        return chosen.reigns[-1].first
    return changeovers.last(chosen.begun, definition.key)


def _first_counted(series: Sequence[Series], definition: ServiceDefinition) -> date | None:
    return next((one.first for one in series if one.definition == definition.key), None)


async def _first_heard(
    connection: AsyncConnection, workspace: Workspace, found: Sequence[Survey]
) -> Mapping[UUID, date]:
    """Give the first local day with an answer to what a survey asks now, by survey."""
    asked = ((_tally.survey_id == one.id) & (_tally.version == one.version) for one in found)
    # Named in full, the index leads to each first day.
    everybody = (_tally.segment == "") & (_tally.value == "")
    statement = (
        select(_tally.survey_id, func.min(_tally.day).label("day"))
        .where(_tally.workspace_id == workspace.id, or_(false(), *asked), everybody)
        .group_by(_tally.survey_id)
    )
    rows = await connection.execute(statement)
    return {row.survey_id: row.day for row in rows}
