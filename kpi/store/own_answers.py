"""What one person answered, for their own eyes: the newest answers with what they were about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics, policy
from kpi.metrics import Definition, Metric
from kpi.reason_list import Reason
from kpi.store import versions
from kpi.store.rows import table
from kpi.store.tables import (
    Contact,
    Interaction,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
)

_response = table(Response).c
_contact = table(Contact).c
_survey = table(Survey).c
_interaction = table(Interaction).c
_version = table(SurveyVersion).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An answer as it stands."""

    invitation_id: UUID
    definition: Definition
    """What was asked then."""
    wording: Mapping[str, str]
    """The words in which it was asked, where they are the survey's own."""
    score: int
    comment: str
    reasons: tuple[Reason, ...] = ()
    """What they ticked."""
    solved_at_once: bool | None = None
    """What they said of it having been solved the first time."""
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
        definition=metrics.definition(row["definition"]),
        wording=row["asked"] or row["wording"],
        score=row["score"],
        comment=row["comment"],
        reasons=tuple(row["reasons"]),
        solved_at_once=row["solved_at_once"],
        subject=row["subject"],
        at=row["at"],
        changes_until=row["at"] + settings.edit_window,
    )


def _answers() -> Select[Any]:
    columns = (
        *(_survey.metric, _survey.policy, _survey.wording, _interaction.subject),
        func.coalesce(_version.definition, _survey.definition).label("definition"),
        _version.wording.label("asked"),
        *(_response.invitation_id, _response.score, _response.comment, _response.reasons),
        *(_response.solved_at_once, _response.answered_at.label("at")),
    )
    invitation = table(Invitation).c
    return (
        select(*columns)
        .select_from(table(Contact))
        .join(table(Response), _of_response(_contact, _response.contact_id))
        .join(table(Survey), _of_response(_survey, _response.survey_id))
        .join(table(Invitation), _of_response(invitation, _response.invitation_id))
        .join(table(Interaction), _of_response(_interaction, invitation.interaction_id))
        .outerjoin(table(SurveyVersion), versions.of_answers())
    )


def _of_response(columns: Any, row_id: Any) -> Any:
    return and_(columns.workspace_id == _response.workspace_id, columns.id == row_id)
