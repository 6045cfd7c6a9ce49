"""What one person answered, for their own eyes: the newest answers with what they were about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import policy
from kpi.metrics import Metric
from kpi.store.rows import table
from kpi.store.tables import Contact, Interaction, Invitation, Response, Survey

_response = table(Response).c
_contact = table(Contact).c
_survey = table(Survey).c
_interaction = table(Interaction).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An answer as it stands."""

    invitation_id: UUID
    metric: Metric
    score: int
    comment: str
    subject: str
    """What it was about, or empty; other people's words."""
    at: datetime
    """The first tap."""
    changes_until: datetime
    """Until when it may be changed."""


async def latest(
    connection: AsyncConnection, workspace_id: str, team_id: str, user_id: str, limit: int
) -> list[Own]:
    """Return the answers of a Slack user that were not undone, the newest first."""
    person = and_(
        _contact.workspace_id == workspace_id,
        _contact.team_id == team_id,
        _contact.user_id == user_id,
    )
    newest = _answers().where(person, _response.score.is_not(None))
    ordered = newest.order_by(_response.answered_at.desc(), _response.id.desc()).limit(limit)
    return [_own(row) for row in (await connection.execute(ordered)).mappings()]


def _own(row: RowMapping) -> Own:
    settings = policy.from_settings(Metric(row["metric"]), row["policy"])
    return Own(
        invitation_id=row["invitation_id"],
        metric=Metric(row["metric"]),
        score=row["score"],
        comment=row["comment"],
        subject=row["subject"],
        at=row["at"],
        changes_until=row["at"] + settings.edit_window,
    )


def _answers() -> Select[Any]:
    columns = (
        *(_survey.metric, _survey.policy, _interaction.subject),
        *(_response.invitation_id, _response.score, _response.comment),
        _response.answered_at.label("at"),
    )
    invitation = table(Invitation).c
    return (
        select(*columns)
        .select_from(table(Contact))
        .join(table(Response), _of_response(_contact, _response.contact_id))
        .join(table(Survey), _of_response(_survey, _response.survey_id))
        .join(table(Invitation), _of_response(invitation, _response.invitation_id))
        .join(table(Interaction), _of_response(_interaction, invitation.interaction_id))
    )


def _of_response(columns: Any, row_id: Any) -> Any:
    return and_(columns.workspace_id == _response.workspace_id, columns.id == row_id)
