"""Who was helped and who was heard, part by part, read from invitations and the tallies."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import silence
from kpi.answerers import COMPARED, Reached
from kpi.query import Query, View
from kpi.silence import Heard, Silence
from kpi.store import filing, score_counts, summaries
from kpi.store.rows import table
from kpi.store.score_counts import Counts
from kpi.store.tables import Contact, Invitation, Response, Survey, Workspace
from kpi.store.tallies import BY_HAND
from kpi.summary import Summary

_invitation = table(Invitation).c
_response = table(Response).c
_contact = table(Contact).c

_LANGUAGE = 2
"""Letters of a locale that name the language."""


async def of_question(
    connection: AsyncConnection, workspace: Workspace, query: Query, now: datetime
) -> list[Silence]:
    """Say for each metric of a question who is not heard.

    Args:
        connection: only reads.
        workspace: whose interactions and answers.
        query: its period, metrics and filters; what it is split by is what answers are weighed by.
        now: whoever may still answer is not silent.

    Raises:
        NotFound: the workspace has no survey of a metric.
    """
    plain = replace(query, by=None, view=View.SUMMARY)
    if query.filters:
        filed = await filing.filed_as(connection, workspace, query.filters)
        plain = replace(plain, filters=filed)
    found = await summaries.answer(connection, workspace, plain, now)
    surveys = await summaries.surveys_of(connection, workspace, plain)
    asked = await summaries.asked_in(connection, surveys, plain.period, now)
    return [
        silence.of(await _heard(connection, one.survey, replace(plain, by=query.by), summary, now))
        for one, summary in zip(asked, found, strict=True)
    ]


async def _heard(
    connection: AsyncConnection, survey: Survey, query: Query, summary: Summary, now: datetime
) -> Heard:
    parts = await _reached(connection, survey, query, COMPARED, now)
    accounts = await _reached(connection, survey, query, ("account",), now)
    by = silence.weighed_by(parts, summary, query.by)
    return Heard(
        summary=summary,
        parts=parts | accounts,
        answers=await _counts(connection, survey, query, "account"),
        weighed_by=by,
        cells=await _counts(connection, survey, query, by) if by else {},
    )


async def _counts(
    connection: AsyncConnection, survey: Survey, query: Query, segment: str
) -> dict[str, Counts]:
    period = query.period
    wanted = score_counts.of_survey(
        survey, period.first, period.until, by=segment, filters=query.filters
    )
    return await score_counts.split(connection, wanted)


async def _reached(
    connection: AsyncConnection, survey: Survey, query: Query, names: Sequence[str], now: datetime
) -> dict[str, dict[str, Reached]]:
    """Count everybody helped in the period, by each of these segments."""
    found: dict[str, dict[str, Reached]] = {name: {} for name in names}
    statement = _everybody(survey, query, names, now)
    for *values, helped, asked, answered, open_ in await connection.execute(statement):
        counted = Reached(int(helped), int(asked), int(answered), int(open_))
        for name, value in zip(names, values, strict=True):
            _add(found[name], _named(name, value), counted)
    return found


def _add(parts: dict[str, Reached], name: str, more: Reached) -> None:
    before = parts.get(name, Reached())
    parts[name] = Reached(*(sum(pair) for pair in zip(before, more, strict=True)))


def _named(segment: str, value: str | None) -> str:
    """Name a part; of a locale, such as nl-NL, only the language counts."""
    filed = value or ""
    return filed[:_LANGUAGE].lower() if segment == "language" else filed


def _everybody(survey: Survey, query: Query, names: Sequence[str], now: datetime) -> Select[Any]:
    """Count what was resolved, asked by this survey, answered, and may still be answered.

    Asks by hand count only when a trigger is named, as in the tallies.
    """
    period, columns = query.period, [_column(name) for name in names]
    mine = and_(_invitation.survey_id == survey.id, _invitation.sent_at.is_not(None))
    answered = and_(mine, _response.score.is_not(None))
    may_still = and_(mine, _response.score.is_(None), _invitation.expires_at > now)
    sums = [func.sum(case((one, 1), else_=0)) for one in (mine, answered, may_still)]
    conditions = [_invitation[name] == value for name, value in query.filters.items()]
    if "trigger" not in query.filters:
        conditions.append(_invitation.trigger != BY_HAND)
    return (
        select(*columns, func.count(), *sums)
        .select_from(_tables(names))
        .where(
            _invitation.workspace_id == survey.workspace_id,
            _invitation.resolved_at >= period.start,
            _invitation.resolved_at < period.end,
            *conditions,
        )
        .group_by(*columns)
    )


def _column(name: str) -> ColumnElement[Any]:
    return _contact.language if name == "language" else _invitation[name]


def _tables(names: Sequence[str]) -> FromClause:
    answer = and_(
        _response.workspace_id == _invitation.workspace_id,
        _response.invitation_id == _invitation.id,
    )
    joined = table(Invitation).outerjoin(table(Response), answer)
    if "language" not in names:
        return joined
    person = and_(
        _contact.workspace_id == _invitation.workspace_id, _contact.id == _invitation.contact_id
    )
    return joined.outerjoin(table(Contact), person)
