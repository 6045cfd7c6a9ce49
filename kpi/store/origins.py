"""Where numbers come from: the definitions behind a question, each with since when it holds."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import service_definitions
from kpi.metrics import SERVICE
from kpi.periods import local_day
from kpi.query import Query
from kpi.reckoning import Measure
from kpi.service_definitions import ServiceDefinition
from kpi.store import service_series, summaries, versions
from kpi.store.tables import Survey, Workspace


class OfSurvey(NamedTuple):
    """What a survey asks now, and since which local day."""

    survey: Survey
    since: date


class OfService(NamedTuple):
    """How a service metric is counted now; None where nothing was counted so yet."""

    definition: ServiceDefinition
    since: date | None


async def of_surveys(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> list[OfSurvey]:
    """Give what the surveys of a question ask now. Raises NotFound."""
    found = await summaries.surveys_of(connection, workspace, query)
    begun = await versions.since(connection, found)
    days = [local_day(moment, workspace.time_zone) for moment in begun]
    return [OfSurvey(*one) for one in zip(found, days, strict=True)]


async def of_service(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> Sequence[OfService]:
    """Give how the service metrics of a question are counted from now on."""
    chosen = service_definitions.in_force(workspace.service)
    found = []
    for metric in (one for one in query.metrics if one in SERVICE):
        definition = chosen.of(metric)
        series = await service_series.of_measure(connection, workspace.id, Measure(metric.value))
        begun = (one.first for one in series if one.definition == definition.key)
        found.append(OfService(definition, next(begun, None)))
    return found
