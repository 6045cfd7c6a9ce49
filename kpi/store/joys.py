"""Joy: a happy customer's words go to who helped, once, where the workspace wants that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import joys, metrics
from kpi import policy as policies
from kpi.definition import Definition
from kpi.metrics import Metric
from kpi.store import deliveries, rows, versions
from kpi.store.answer_rows import DEFINITION
from kpi.store.deliveries import Owed
from kpi.store.tables import (
    Interaction,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
    Workspace,
)
from kpi.thresholds import Answer

KIND = "joy"
NEWS = timedelta(days=1)
"""For how long after an answer changed it is still news."""

_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)
_INTERACTION = rows.table(Interaction)
_SURVEY = rows.table(Survey)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joy:
    """A happy answer as it stands."""

    definition: Definition
    """What was asked then."""
    score: int
    comment: str
    """As it was written: nothing in it may be taken for markup."""
    agent: str
    account: str
    subject: str
    url: str


async def owe(
    connection: AsyncConnection, workspace: Workspace, answers: Sequence[Any], now: datetime
) -> None:
    """Owe word of the happy ones among some answers; one that was told is not told again.

    Args:
        connection: in a transaction of the writer.
        workspace: whose answers.
        answers: rows of `Response` with `definition` beside them; none that is anonymous.
        now: aware.
    """
    if not workspace.sends_joy:
        return
    for row in answers:
        if row.agent and row.heed_at > now - NEWS and _is_joy(row):
            owed = Owed(kind=KIND, cause_id=row.id, due_at=now)
            await deliveries.owe(connection, workspace.id, owed, now)


async def find(connection: AsyncConnection, workspace_id: str, response_id: UUID) -> Joy | None:
    """Return a happy answer; None when it is happy no longer, was erased, or is anonymous now."""
    row = (await connection.execute(_one(workspace_id, response_id))).first()
    if row is None or row.is_anonymous or not _is_joy(row) or _is_silenced(row):
        return None
    return Joy(
        definition=metrics.definition(row.definition),
        score=row.score,
        comment=row.comment,
        agent=row.agent,
        account=row.account,
        subject=row.subject or "",
        url=row.url or "",
    )


def _is_joy(row: Any) -> bool:
    if row.score is None:
        return False
    definition = metrics.definition(row.definition)
    return joys.is_joy(Answer(definition=definition, score=row.score, comment=row.comment))


def _is_silenced(row: Any) -> bool:
    """Whether its survey is anonymous by now."""
    return policies.from_settings(Metric(row.metric), row.policy).anonymous


def _one(workspace_id: str, response_id: UUID) -> Any:
    return (
        select(
            _RESPONSE,
            DEFINITION.label("definition"),
            _INVITATION.c.is_anonymous,
            _SURVEY.c.metric,
            _SURVEY.c.policy,
            _INTERACTION.c.subject,
            _INTERACTION.c.url,
        )
        .join(_SURVEY, _same(_SURVEY, _RESPONSE.c.survey_id))
        .outerjoin(_INVITATION, _same(_INVITATION, _RESPONSE.c.invitation_id))
        .outerjoin(_INTERACTION, _same(_INTERACTION, _INVITATION.c.interaction_id))
        .outerjoin(rows.table(SurveyVersion), versions.of_answers())
        .where(_RESPONSE.c.workspace_id == workspace_id, _RESPONSE.c.id == response_id)
    )


def _same(table: Any, key: Any) -> Any:
    return and_(table.c.workspace_id == _RESPONSE.c.workspace_id, table.c.id == key)
