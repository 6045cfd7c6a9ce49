"""Surveys: a question with its scale and its policy, one for each metric of a workspace."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics
from kpi import policy as policies
from kpi.errors import NotFound
from kpi.metrics import Definition, Metric
from kpi.policy import Policy
from kpi.store import rows
from kpi.store.tables import Survey

_TABLE = rows.table(Survey)
_ORDER = {metric.value: place for place, metric in enumerate(Metric)}


async def named(connection: AsyncConnection, workspace_id: str, name: str) -> Survey:
    """Return the survey with this name. Raises NotFound when the workspace has none."""
    statement = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id, _TABLE.c.name == name)
    found = await rows.first(connection, Survey, statement)
    if found is None:
        raise NotFound("There is no survey {survey} here.", survey=name)
    return found


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Survey]:
    """Return the surveys in the order in which they may ask: CSAT, CES, NPS."""
    statement = select(_TABLE).where(_TABLE.c.workspace_id == workspace_id)
    found = await rows.every(connection, Survey, statement)
    return sorted(found, key=lambda survey: (_ORDER[survey.metric], survey.name))


def policy(survey: Survey) -> Policy:
    """Return whom the survey asks, and when."""
    return policies.from_settings(Metric(survey.metric), survey.policy)


def definition(survey: Survey) -> Definition:
    """Return the survey's scale, formula and wording."""
    return metrics.definition(survey.definition)


async def change(connection: AsyncConnection, survey: Survey, setting: str, value: str) -> Survey:
    """Change one setting of the survey's policy, as it stands in the database now.

    Raises:
        WrongSetting: the setting does not exist, or cannot have that value.
    """
    mine = (_TABLE.c.workspace_id == survey.workspace_id) & (_TABLE.c.id == survey.id)
    current = await rows.first(connection, Survey, select(_TABLE).where(mine).with_for_update())
    if current is None:
        raise NotFound("There is no survey {survey} here.", survey=survey.name)
    current.policy = policy(current).changed(setting, value).settings()
    await connection.execute(update(_TABLE).where(mine).values(policy=current.policy))
    return current
