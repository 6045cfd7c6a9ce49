"""How many customers were helped, asked and heard in a period, read from the invitations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Select, and_, case, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.query import Query
from kpi.store.rows import table
from kpi.store.tables import Invitation, Response, Survey, Workspace
from kpi.store.tallies import BY_HAND
from kpi.summary import Funnel

_invitation = table(Invitation).c
_response = table(Response).c
_survey = table(Survey).c

Parts: TypeAlias = Mapping[tuple[UUID, str], tuple[int, int, int]]
"""Survey and value of the segment -> three counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnels:
    """The funnels of all surveys, whole and for each part."""

    resolved: Parts
    """Resolved in the period and decided for this survey; asked; turns of its campaigns."""
    delivered: Parts
    """Delivered in the period; answered by now; may still be answered."""

    def of_survey(self, survey_id: UUID) -> Funnel:
        """Give the funnel of a survey; everybody helped counts, whichever survey was chosen.

        Somebody whose turn came in a campaign counts for the survey that it asks only, and of a
        survey that no resolution chose nobody who was helped could have been asked.
        """
        return self._sum(survey_id, None)

    def of_part(self, survey_id: UUID, name: str) -> Funnel:
        """Give the funnel of one part of a survey."""
        return self._sum(survey_id, name)

    def names(self, survey_id: UUID) -> set[str]:
        """Give the parts where somebody was helped, or asked by this survey."""
        asked = {name for survey, name in self.delivered if survey == survey_id}
        return asked | {name for _, name in self.resolved}

    def _sum(self, survey_id: UUID, name: str | None) -> Funnel:
        helped, _, _ = _added(self.resolved, None, name)
        _, asked, turns = _added(self.resolved, survey_id, name)
        chosen, _, _ = _added(self.resolved, survey_id, None)
        delivered = _added(self.delivered, survey_id, name)
        return Funnel(
            helped=turns + (helped if chosen else 0),
            turns=turns,
            asked=asked,
            delivered=delivered[0],
            answered=delivered[1],
            open=delivered[2],
        )


async def of_period(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Funnels:
    """Count the funnels of a question's period, in one statement.

    Args:
        connection: only reads.
        workspace: whose invitations.
        query: its period, filters and what to split by; its metrics do not matter.
        now: an invitation that expires later may still be answered.
    """
    both = union_all(_resolved(workspace, query), _delivered(workspace, query, now))
    parts: dict[str, dict[tuple[UUID, str], tuple[int, int, int]]] = {"resolved": {}, "sent": {}}
    for kind, survey_id, name, first, second, third in await connection.execute(both):
        parts[kind][survey_id, name] = (int(first), int(second), int(third))
    return Funnels(resolved=parts["resolved"], delivered=parts["sent"])


def _resolved(workspace: Workspace, query: Query) -> Select[Any]:
    period = query.period
    by_campaign = _invitation.trigger == "campaign"
    return _grouped(
        select(
            *_group("resolved", query),
            func.sum(case((by_campaign, 0), else_=1)),
            func.count(_invitation.sent_at),
            func.sum(case((by_campaign, 1), else_=0)),
        ),
        query,
    ).where(
        _invitation.workspace_id == workspace.id,
        _invitation.resolved_at >= period.start,
        _invitation.resolved_at < period.end,
    )


def _delivered(workspace: Workspace, query: Query, now: datetime) -> Select[Any]:
    period = query.period
    may_still = and_(_response.score.is_(None), _invitation.expires_at > now)
    counted = (func.count(), func.count(_response.score), func.sum(case((may_still, 1), else_=0)))
    answered = and_(
        _response.workspace_id == _invitation.workspace_id,
        _response.invitation_id == _invitation.id,
    )
    joined = table(Invitation).outerjoin(table(Response), answered)
    statement = select(*_group("sent", query), *counted).select_from(joined)
    # Naming the surveys lets their index find the days; without it all questions are looked at.
    surveys = select(_survey.id).where(_survey.workspace_id == workspace.id)
    return _grouped(statement, query).where(
        _invitation.workspace_id == workspace.id,
        _invitation.survey_id.in_(surveys),
        _invitation.sent_at >= period.start,
        _invitation.sent_at < period.end,
    )


def _group(kind: str, query: Query) -> tuple[Any, ...]:
    name = _invitation[query.by] if query.by else literal("")
    return literal(kind), _invitation.survey_id, name


def _grouped(statement: Select[Any], query: Query) -> Select[Any]:
    """Narrow and split; as in the tallies, asks by hand count only when a trigger is named."""
    for segment, value in query.filters.items():
        statement = statement.where(_invitation[segment] == value)
    if "trigger" not in query.filters:
        statement = statement.where(_invitation.trigger != BY_HAND)
    split = (_invitation[query.by],) if query.by else ()
    return statement.group_by(_invitation.survey_id, *split)


def _added(parts: Parts, survey_id: UUID | None, name: str | None) -> tuple[int, int, int]:
    """Add up the parts of one survey, or all, and of one name, or all."""
    chosen = [
        counts
        for (survey, part), counts in parts.items()
        if survey_id in {None, survey} and name in {None, part}
    ]
    first, second, third = zip(*chosen, strict=True) if chosen else ((), (), ())
    return sum(first), sum(second), sum(third)
