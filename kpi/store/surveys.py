"""Surveys: a question with its scale, its words and its policy; a workspace begins with three."""

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics, wording
from kpi import policy as policies
from kpi.errors import NotFound, Refused, WrongSetting
from kpi.metrics import ASKED, Definition, Metric
from kpi.policy import Policy
from kpi.policy_settings import require_short
from kpi.store import policy_changes, rows
from kpi.store.columns import new_id
from kpi.store.tables import Survey

_TABLE = rows.table(Survey)
_KEY = ("workspace_id", "id")
_NAMED = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id", "name"))
_FOUND = select(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_LOCKED = _FOUND.with_for_update()
_ALL = select(_TABLE).where(rows.as_given(_TABLE, "workspace_id"))
_CHANGED = update(_TABLE).where(rows.as_given(_TABLE, *_KEY))
_ORDER = {metric.value: place for place, metric in enumerate(ASKED)}
_NAME = re.compile(r"[a-z][a-z0-9-]{1,29}")

LONGEST_TITLE = 60
MOST = 20
"""Surveys of a workspace: more would not fit on one page."""


async def named(connection: AsyncConnection, workspace_id: str, name: str) -> Survey:
    """Return the survey with this name. Raises NotFound when the workspace has none."""
    called = {"given_workspace_id": workspace_id, "given_name": name}
    found = await rows.first(connection, Survey, _NAMED, **called)
    if found is None:
        raise NotFound("There is no survey {survey} here.", survey=name)
    return found


async def find(connection: AsyncConnection, workspace_id: str, survey_id: UUID) -> Survey:
    """Return the survey with this id. Raises NotFound when the workspace has none."""
    key = {"given_workspace_id": workspace_id, "given_id": survey_id}
    found = await rows.first(connection, Survey, _FOUND, **key)
    if found is None:
        raise NotFound("There is no such survey here.")
    return found


async def of_workspace(connection: AsyncConnection, workspace_id: str) -> list[Survey]:
    """Return the surveys in the order in which they may ask: CSAT, CES, NPS.

    Of one metric the standard survey goes first, then the others by name.
    """
    found = await rows.every(connection, Survey, _ALL, given_workspace_id=workspace_id)
    return sorted(found, key=_place)


def _place(survey: Survey) -> tuple[int, bool, str]:
    return _ORDER[survey.metric], survey.name != survey.metric, survey.name


async def create(
    connection: AsyncConnection,
    workspace_id: str,
    name: str,
    metric: Metric,
    *,
    title: str = "",
    now: datetime,
) -> Survey:
    """Make a survey with the standard question of a metric; it asks nobody until it is turned on.

    Raises:
        WrongSetting: the name or the title cannot be taken.
        Refused: there is a survey of that name, or there are too many.
    """
    definition = metrics.standard(metric)
    fresh = Survey(
        workspace_id=workspace_id,
        id=new_id(now),
        name=read_name(name),
        metric=metric.value,
        definition=definition.key,
        policy={"enabled": "no"},
        title=read_title(title),
        created_at=now,
    )
    if len(await of_workspace(connection, workspace_id)) >= MOST:
        raise Refused(
            "There are {most} surveys already, which is as many as there can be.", most=MOST
        )
    if not await rows.add_new(connection, fresh):
        raise Refused("There is a survey {survey} already.", survey=fresh.name)
    return fresh


def read_name(text: str) -> str:
    """Read a survey's name, by which commands call it. Raises WrongSetting."""
    name = text.strip().casefold()
    if not _NAME.fullmatch(name):
        raise WrongSetting(
            "A name has 2 to 30 small letters, digits and hyphens, such as {example}.",
            example="onboarding",
        )
    return name


def read_title(text: str) -> str:
    """Read what admins call a survey; empty for its metric's name. Raises WrongSetting."""
    title = " ".join(text.split())
    if len(title) > LONGEST_TITLE:
        raise WrongSetting("That is longer than {most} characters.", most=LONGEST_TITLE)
    return title


def policy(survey: Survey) -> Policy:
    """Return whom the survey asks, and when."""
    return policies.from_settings(Metric(survey.metric), survey.policy)


def definition(survey: Survey) -> Definition:
    """Return the survey's scale, formula and wording."""
    return metrics.definition(survey.definition)


async def change(
    connection: AsyncConnection,
    survey: Survey,
    changes: Mapping[str, str],
    *,
    by: str = "",
    now: datetime,
) -> Survey:
    """Change settings of the survey's policy, as it stands in the database now.

    Args:
        connection: in a transaction of the writer.
        survey: which one; it is read again, and locked.
        changes: values by the names of settings, in the order to take them; all of them or none.
        by: who wants it, a Slack user id or empty.
        now: the aware moment from which the new policy holds.

    Raises:
        WrongSetting: a setting does not exist, cannot have that value, or contradicts another.
        Unfinished: the survey cannot be on: words are missing in a language that it promises.

    Returns:
        The survey as it stands then; what changes nothing leaves no trace.
    """
    current = await locked(connection, survey)
    after = policy(current)
    for setting, value in changes.items():
        require_short(value)
        after = after.changed(setting, value)
    settings = after.checked().settings()
    require_finished(current, after)
    if settings == policy(current).settings():
        return current
    await policy_changes.note(connection, current, settings, by=by, now=now)
    current.policy = settings
    await put(connection, current, policy=settings)
    return current


def require_finished(survey: Survey, policy: Policy) -> None:
    """Let a survey be on that says everything in every language it promises. Raises Unfinished."""
    if policy.enabled:
        wording.require_complete(survey.wording, survey.languages)
        wording.require_reasons(policy.reason_lists, survey.languages)


async def locked(connection: AsyncConnection, survey: Survey) -> Survey:
    """Return a survey as it stands now; on Postgres it stays locked until the commit."""
    current = await rows.first(connection, Survey, _LOCKED, **rows.given(survey, *_KEY))
    if current is None:
        raise NotFound("There is no survey {survey} here.", survey=survey.name)
    return current


async def put(connection: AsyncConnection, survey: Survey, **columns: object) -> None:
    """Set columns of a survey."""
    await connection.execute(_CHANGED, {**rows.given(survey, *_KEY), **columns})
