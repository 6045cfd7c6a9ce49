"""`kompas summary "csat definition"`: how numbers are made, in words or for a machine."""

from typing import Any

from bot.blocks import definitions
from bot.cli import output
from kpi import summary_json
from kpi.query import Query
from kpi.store import origins, surveys
from kpi.store.database import Database
from kpi.store.origins import OfService, OfSurvey
from kpi.store.tables import Workspace


async def answer(database: Database, workspace: Workspace, query: Query, *, as_json: bool) -> None:
    """Print the definitions behind a question. Raises NotFound."""
    async with database.reading() as connection:
        asked = await origins.of_surveys(connection, workspace, query)
        service = await origins.of_service(connection, workspace, query)
    if not as_json:
        output.say(definitions.message(asked, service, language="en").text)
        return
    found = [*map(_of_survey, asked), *map(_of_service, service)]
    output.as_json(found[0] if len(found) == 1 else found)


def _of_survey(one: OfSurvey) -> dict[str, Any]:
    definition = surveys.definition(one.survey)
    return {
        "metric": definition.metric.value,
        "survey": one.survey.name,
        "definition": definition.key,
        "version": one.survey.version,
        "since": one.since.isoformat(),
        "scale": [*definition.scale],
        "formula": definition.formula,
        "favourable": sorted(definition.favourable),
        "unfavourable": sorted(definition.unfavourable),
        "unit": summary_json.unit(definition),
        "comparable": definition.kinship.value,
    }


def _of_service(one: OfService) -> dict[str, Any]:
    return {
        "metric": one.definition.metric.value,
        "definition": one.definition.key,
        "since": one.since.isoformat() if one.since else None,
        "formula": one.definition.headline,
        "unit": one.definition.unit,
        "comparable": "standard" if one.definition.is_standard else "custom",
        "beside": one.beside.key if one.beside else None,
        "left_out_tags": [*one.left_out],
    }
