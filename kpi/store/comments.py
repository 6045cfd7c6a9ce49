"""What customers said and ticked: remarks with their origin, the newest first, and counts."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Select, String, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.metrics import Definition, definition
from kpi.query import Query
from kpi.reason_list import Reason
from kpi.store import filing, summaries, tallies
from kpi.store.rows import table
from kpi.store.tables import (
    Contact,
    Interaction,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
    Workspace,
)
from kpi.store.tallies import BY_HAND

_response = table(Response).c
_invitation = table(Invitation).c
_interaction = table(Interaction).c
_contact = table(Contact).c
_survey = table(Survey).c
_version = table(SurveyVersion).c

_TICKED = cast(_response.reasons, String)
"""As text, since Postgres groups by that only."""
_ANY = _TICKED != "[]"

_Found = TypeVar("_Found", bound=Sequence[Any])
_Finder: TypeAlias = Callable[[Query], Awaitable[_Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A customer's remark."""

    definition: Definition
    """What was asked then."""
    score: int
    comment: str
    """As it was written: nothing in it may be taken for markup. Empty where reasons say it all."""
    reasons: tuple[Reason, ...] = ()
    """What was ticked, as it stood there then."""
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

    async def find(query: Query) -> list[Said]:
        open_ = {one.id: one for one in await _open(connection, workspace, query)}
        newest = _remarks(workspace, query, list(open_.values())).limit(limit)
        return [_said(row, open_[row.survey_id]) for row in await connection.execute(newest)]

    return await _found_as_filed(connection, workspace, query, find)


async def reasons(
    connection: AsyncConnection, workspace: Workspace, query: Query
) -> list[tuple[Reason, int]]:
    """Return how often each reason was ticked, in the period and with the filters of a question.

    Told and hidden as remarks are. Raises NotFound as `latest` does.
    """

    async def find(query: Query) -> list[tuple[Reason, int]]:
        asked = await _open(connection, workspace, query)
        counted: tuple[Any, ...] = (_TICKED, func.count())
        statement = select(*counted).where(_ANY)
        together = _narrowed(statement, workspace, query, asked).group_by(_TICKED)
        found = await connection.execute(together)
        return [(reason, times) for ticked, times in found for reason in json.loads(ticked)]

    return await _found_as_filed(connection, workspace, query, find)


async def _found_as_filed(
    connection: AsyncConnection, workspace: Workspace, query: Query, find: _Finder[_Found]
) -> _Found:
    """Look again without regard to capitals where filters find nothing as they are written."""
    found = await find(query)
    if query.filters and not found:
        filed = await filing.filed_as(connection, workspace, query.filters)
        if filed != query.filters:
            return await find(replace(query, filters=filed))
    return found


async def _open(connection: AsyncConnection, workspace: Workspace, query: Query) -> list[Survey]:
    asked = await summaries.surveys_of(connection, workspace, query)
    return [survey for survey in asked if await _may_tell(connection, survey, query)]


async def _may_tell(connection: AsyncConnection, survey: Survey, query: Query) -> bool:
    if not summaries.is_private(survey, query):
        return True
    counts = await tallies.counts(
        connection, survey, query.period.first, query.period.until, filters=query.filters
    )
    return sum(counts.values()) >= summaries.fewest(survey)


def _remarks(workspace: Workspace, query: Query, surveys: Sequence[Survey]) -> Select[Any]:
    statement = select(
        *(_response[name] for name in ("survey_id", "score", "comment", "answered_at", "team")),
        *(_response.may_contact, _response.reasons),
        _interaction.subject,
        _interaction.url,
        _invitation.is_anonymous,
        _contact.name,
        func.coalesce(_version.definition, _survey.definition).label("definition"),
    ).select_from(_joined())
    said = or_(_response.comment != "", _ANY)
    narrowed = _narrowed(statement.where(said), workspace, query, surveys)
    return narrowed.order_by(_response.answered_at.desc(), _response.id.desc())


def _narrowed(
    statement: Select[Any], workspace: Workspace, query: Query, surveys: Sequence[Survey]
) -> Select[Any]:
    for segment, value in query.filters.items():
        statement = statement.where(_response[segment] == value)
    if "trigger" not in query.filters:
        statement = statement.where(_response.trigger != BY_HAND)
    return statement.where(
        _response.workspace_id == workspace.id,
        _response.survey_id.in_([survey.id for survey in surveys]),
        _response.day >= query.period.first,
        _response.day < query.period.until,
        _response.score.is_not(None),
    )


def _joined() -> Any:
    return (
        table(Response)
        .outerjoin(table(Invitation), _same(_invitation, _response.invitation_id))
        .outerjoin(table(Interaction), _same(_interaction, _invitation.interaction_id))
        .outerjoin(table(Contact), _same(_contact, _response.contact_id))
        .join(table(Survey), _same(_survey, _response.survey_id))
        .outerjoin(
            table(SurveyVersion),
            and_(
                _version.workspace_id == _response.workspace_id,
                _version.survey_id == _response.survey_id,
                _version.version == _response.version,
            ),
        )
    )


def _same(columns: Any, row_id: Any) -> Any:
    return and_(columns.workspace_id == _response.workspace_id, columns.id == row_id)


def _said(row: Any, survey: Survey) -> Said:
    anonymous = summaries.is_anonymous(survey) or row.is_anonymous
    return Said(
        definition=definition(row.definition),
        score=row.score,
        comment=row.comment,
        reasons=tuple(row.reasons),
        at=row.answered_at,
        team=row.team,
        subject="" if anonymous else row.subject or "",
        url="" if anonymous else row.url or "",
        name=None if anonymous else row.name or None,
        may_contact=row.may_contact and not anonymous,
    )
