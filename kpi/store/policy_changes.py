"""Policies over time: each change keeps the whole policy that it made, by whom and since when.

A survey without any has had the policy it has now from its beginning.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import policy as policies
from kpi.metrics import Metric
from kpi.store import rows
from kpi.store.columns import new_id
from kpi.store.tables import PolicyChange, Survey

_TABLE = rows.table(PolicyChange)
_INSTANT = timedelta(microseconds=1)
"""So that a survey that is changed as it is made has its beginning before the change."""


async def of_survey(connection: AsyncConnection, survey: Survey) -> list[PolicyChange]:
    """Return the changes of a survey's policy, the oldest first; that one is its beginning."""
    mine = (_TABLE.c.workspace_id == survey.workspace_id) & (_TABLE.c.survey_id == survey.id)
    statement = select(_TABLE).where(mine).order_by(_TABLE.c.at, _TABLE.c.id)
    return await rows.every(connection, PolicyChange, statement)


async def note(
    connection: AsyncConnection,
    survey: Survey,
    settings: Mapping[str, str],
    *,
    by: str,
    now: datetime,
) -> None:
    """Keep that a survey has another policy from now on.

    Args:
        connection: in a transaction of the writer that holds the survey.
        survey: as it stands before the change.
        settings: the whole new policy.
        by: who changed it, a Slack user id or empty.
        now: the aware moment of the change.
    """
    if not await of_survey(connection, survey):
        metric = Metric(survey.metric)
        # In full, so that other defaults in a later release do not rewrite the past.
        before = policies.from_settings(metric, survey.policy).settings()
        began = min(survey.created_at, now - _INSTANT)
        await rows.add(connection, _row(survey, before, at=began))
    await rows.add(connection, _row(survey, settings, by=by, at=now))


def _row(
    survey: Survey, settings: Mapping[str, str], *, by: str = "", at: datetime
) -> PolicyChange:
    return PolicyChange(
        workspace_id=survey.workspace_id,
        id=new_id(at),
        survey_id=survey.id,
        policy=dict(settings),
        changed_by=by,
        at=at,
    )
