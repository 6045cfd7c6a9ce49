"""Who was helped, asked and heard in a period, by survey and part.

It comes from the tallies where there are any for what is asked. Two filters at once, other
segments and asks by hand are counted from the invitations, and so is a workspace of which not all
invitations are in the tallies yet.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from operator import sub
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import Period, local_day, midnight
from kpi.query import Query
from kpi.store import asked_arrears
from kpi.store.rows import table
from kpi.store.tables import TALLIED, AskedTally, Invitation, Response, Survey, Workspace
from kpi.store.tallies import BY_HAND

Parts: TypeAlias = dict[tuple[UUID, str], tuple[int, int, int]]
"""Survey and value of the segment -> three counts; what has no value is under ""."""

_invitation = table(Invitation).c
_response = table(Response).c
_survey = table(Survey).c
_tally = table(AskedTally).c
_A_DAY = timedelta(days=1)


class Counted(NamedTuple):
    """What happened in a period."""

    resolved: Parts
    """Resolved in it and decided for this survey; asked; turns of its campaigns."""
    delivered: Parts
    """Delivered in it; answered by now; may still be answered."""


async def of_period(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Counted:
    """Count what a question asks.

    Args:
        connection: only reads.
        workspace: whose invitations.
        query: its period, filters and what to split by; its metrics do not matter.
        now: an invitation that expires later may still be answered.
    """
    if is_tallied(query) and await asked_arrears.are_counted(connection, workspace.id):
        return await from_tallies(connection, workspace, query, now)
    return await from_invitations(connection, workspace, query, now)


def is_tallied(query: Query) -> bool:
    """Whether there are tallies of what is asked for."""
    if query.by is not None:
        return query.by in TALLIED and not query.filters
    named = (segment in TALLIED and value for segment, value in query.filters.items())
    return len(query.filters) < 2 and all(named)  # noqa: PLR2004 - one has tallies, two have none


async def from_tallies(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Counted:
    """Count days; only what ends today is looked at one by one: is it still open?"""
    today = local_day(now, workspace.time_zone)
    both = union_all(_tallied(workspace, query, today), _ending(workspace, query, now, today))
    found: dict[str, _Rows] = {"tallied": {}, "ending": {}}
    for kind, survey_id, name, *counts in await connection.execute(both):
        found[kind][survey_id, name] = tuple(int(n or 0) for n in counts)
    parts = _with_rest(found["tallied"]) if query.by else found["tallied"]
    open_today = {part: counts[-1] for part, counts in found["ending"].items()}
    return Counted(
        resolved={part: (n[0], n[1], n[2]) for part, n in parts.items() if n[0] or n[2]},
        delivered={
            part: (n[3], n[4], n[5] + open_today.get(part, 0)) for part, n in parts.items() if n[3]
        },
    )


async def from_invitations(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> Counted:
    """Count one by one."""
    both = union_all(_resolved(workspace, query), _delivered(workspace, query, now))
    found: dict[str, Parts] = {"resolved": {}, "sent": {}}
    for kind, survey_id, name, first, second, third in await connection.execute(both):
        found[kind][survey_id, name] = (int(first), int(second), int(third))
    return Counted(resolved=found["resolved"], delivered=found["sent"])


_Rows: TypeAlias = dict[tuple[UUID, str], tuple[int, ...]]
"""Survey and part -> those of the period, as `_tallied` has them."""


def _tallied(workspace: Workspace, query: Query, today: date) -> Select[Any]:
    """Select helped, asked, turns, delivered, answered, and what is open beyond today."""
    unanswered = _tally.delivered - _tally.answered
    counts = (_tally.helped, _tally.asked, _tally.turns, _tally.delivered, _tally.answered)
    parts = _parts(workspace, query)
    of_days = and_(
        _tally.workspace_id == workspace.id,
        *(_tally[column.name] == column for column in parts.c),
        _tally.day >= query.period.first,
        _tally.day < query.period.until,
    )
    name = parts.c.value if query.by else literal("")
    # An outer join, since SQLite would begin with all tallies where it may choose.
    return (
        select(
            *(literal("tallied"), parts.c.survey_id, name),
            *map(func.sum, counts),
            func.sum(case((_tally.until > today, unanswered), else_=0)),
        )
        .select_from(parts.outerjoin(table(AskedTally), of_days))
        .where(parts.c.value.is_not(None))
        .group_by(parts.c.survey_id, name)
    )


def _parts(workspace: Workspace, query: Query) -> FromClause:
    """Select the survey, segment and value of the tallies that are meant; the last value is NULL.

    Each name is found from the one before it, a step in the key whatever was counted under it.
    """
    segment, value = next(iter(query.filters.items()), ("", ""))
    wanted = literal(segment).label("segment"), literal(value).label("value")
    first = select(_survey.id.label("survey_id"), *wanted).where(
        _survey.workspace_id == workspace.id
    )
    if query.by is None:
        return first.subquery()
    parts = first.cte(recursive=True)
    here = and_(_tally.workspace_id == workspace.id, _tally.survey_id == parts.c.survey_id)
    later = and_(_tally.segment == query.by, _tally.value > parts.c.value)
    following = select(func.min(_tally.value)).where(here, later).scalar_subquery()
    return parts.union_all(
        select(parts.c.survey_id, literal(query.by), following).where(parts.c.value.is_not(None))
    )


def _ending(workspace: Workspace, query: Query, now: datetime, today: date) -> Select[Any]:
    """Select what ends later today, as far as nobody answered it."""
    tomorrow = midnight(today + _A_DAY, workspace.time_zone)
    nothing = [literal(0)] * 5
    statement = select(*_group("ending", query), *nothing, func.count())
    return _grouped(statement.select_from(_with_answers()), query).where(
        _invitation.workspace_id == workspace.id,
        _invitation.expires_at > now,
        _invitation.expires_at < tomorrow,
        _response.score.is_(None),
        *_within(_invitation.sent_at, query.period),
    )


def _with_rest(parts: _Rows) -> _Rows:
    """Give parts their names: beside them is all there is, which leaves what has none."""
    rest = {survey_id: counts for (survey_id, name), counts in parts.items() if not name}
    named = {part: counts for part, counts in parts.items() if part[1]}
    for (survey_id, _), counts in named.items():
        rest[survey_id] = tuple(map(sub, rest[survey_id], counts))
    return named | {(survey_id, ""): counts for survey_id, counts in rest.items()}


def _resolved(workspace: Workspace, query: Query) -> Select[Any]:
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
        _invitation.workspace_id == workspace.id, *_within(_invitation.resolved_at, query.period)
    )


def _delivered(workspace: Workspace, query: Query, now: datetime) -> Select[Any]:
    may_still = and_(_response.score.is_(None), _invitation.expires_at > now)
    counted = (func.count(), func.count(_response.score), func.sum(case((may_still, 1), else_=0)))
    statement = select(*_group("sent", query), *counted).select_from(_with_answers())
    # Naming the surveys lets their index find the days; without it all questions are looked at.
    return _grouped(statement, query).where(
        _invitation.workspace_id == workspace.id,
        _invitation.survey_id.in_(_surveys(workspace)),
        *_within(_invitation.sent_at, query.period),
    )


def _surveys(workspace: Workspace) -> Select[Any]:
    return select(_survey.id).where(_survey.workspace_id == workspace.id)


def _with_answers() -> Any:
    answered = and_(
        _response.workspace_id == _invitation.workspace_id,
        _response.invitation_id == _invitation.id,
    )
    return table(Invitation).outerjoin(table(Response), answered)


def _within(moment: Any, period: Period) -> Iterator[ColumnElement[bool]]:
    yield moment >= period.start
    yield moment < period.end


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
