"""What customers said, newest first, each remark with its score and what it was about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.changes import FEW
from kpi.metrics import Metric
from kpi.query import Query
from kpi.store import filing, summaries, tallies
from kpi.store.rows import table
from kpi.store.tables import Contact, Interaction, Invitation, Response, Survey, Workspace
from kpi.store.tallies import BY_HAND

_response = table(Response).c
_invitation = table(Invitation).c
_interaction = table(Interaction).c
_contact = table(Contact).c


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A customer's remark."""

    metric: Metric
    score: int
    comment: str
    """As it was written: nothing in it may be taken for markup."""
    at: datetime
    team: str
    subject: str
    """What it was about; empty for imported answers."""
    url: str
    """The ticket's page, or empty."""
    name: str | None
    """Who said it; None when the survey is anonymous or the answer was imported."""
    may_contact: bool


async def latest(
    connection: AsyncConnection, workspace: Workspace, query: Query, limit: int
) -> list[Said]:
    """Return the newest remarks of a question's metrics, period and filters, at most `limit`.

    Of an anonymous survey, or about one agent, nothing is told while there are fewer than five
    answers; of an anonymous survey never who it was or which ticket.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    found = await _latest(connection, workspace, query, limit)
    if query.filters and not found:
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await _latest(connection, workspace, replace(query, filters=filed), limit)
    return found


async def _latest(
    connection: AsyncConnection, workspace: Workspace, query: Query, limit: int
) -> list[Said]:
    asked = await summaries.surveys_of(connection, workspace, query)
    open_ = {survey.id: survey for survey in asked if await _may_tell(connection, survey, query)}
    if not open_:
        return []
    rows = await connection.execute(_statement(workspace, query, list(open_.values()), limit))
    return [_said(row, open_[row.survey_id]) for row in rows]


async def _may_tell(connection: AsyncConnection, survey: Survey, query: Query) -> bool:
    if not summaries.is_private(survey, query):
        return True
    counts = await tallies.counts(
        connection, survey, query.period.first, query.period.until, filters=query.filters
    )
    return sum(counts.values()) >= FEW


def _statement(
    workspace: Workspace, query: Query, surveys: Sequence[Survey], limit: int
) -> Select[Any]:
    statement = select(
        *(_response[name] for name in ("survey_id", "score", "comment", "answered_at", "team")),
        _response.may_contact,
        _interaction.subject,
        _interaction.url,
        _invitation.is_anonymous,
        _contact.name,
    ).select_from(_joined())
    for segment, value in query.filters.items():
        statement = statement.where(_response[segment] == value)
    if "trigger" not in query.filters:
        statement = statement.where(_response.trigger != BY_HAND)
    return (
        statement.where(
            _response.workspace_id == workspace.id,
            _response.survey_id.in_([survey.id for survey in surveys]),
            _response.day >= query.period.first,
            _response.day < query.period.until,
            _response.score.is_not(None),
            _response.comment != "",
        )
        .order_by(_response.answered_at.desc(), _response.id.desc())
        .limit(limit)
    )


def _joined() -> Any:
    return (
        table(Response)
        .outerjoin(table(Invitation), _same(_invitation, _response.invitation_id))
        .outerjoin(table(Interaction), _same(_interaction, _invitation.interaction_id))
        .outerjoin(table(Contact), _same(_contact, _response.contact_id))
    )


def _same(columns: Any, row_id: Any) -> Any:
    return and_(columns.workspace_id == _response.workspace_id, columns.id == row_id)


def _said(row: Any, survey: Survey) -> Said:
    anonymous = summaries.is_anonymous(survey) or row.is_anonymous
    return Said(
        metric=Metric(survey.metric),
        score=row.score,
        comment=row.comment,
        at=row.answered_at,
        team=row.team,
        subject="" if anonymous else row.subject or "",
        url="" if anonymous else row.url or "",
        name=None if anonymous else row.name or None,
        may_contact=row.may_contact and not anonymous,
    )
