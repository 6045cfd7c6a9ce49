"""Heeding: answers that changed a while ago are looked at; those that need somebody become cases.

An answer has one case and is told once in each channel, however often it is looked at and by
however many replicas: unique keys make it so.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cases, metrics, thresholds
from kpi import policy as policies
from kpi.cases import Standing, Step
from kpi.metrics import Metric
from kpi.store import (
    alert_rules,
    alerts,
    case_revisions,
    joys,
    office_schedules,
    rows,
    silent_rules,
    versions,
)
from kpi.store import cases as stored
from kpi.store.answer_rows import DEFINITION
from kpi.store.case_revisions import Looked
from kpi.store.cases import Deed
from kpi.store.columns import new_id
from kpi.store.office_schedules import Schedules
from kpi.store.tables import (
    Alert,
    AlertRule,
    Case,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
    Workspace,
)
from kpi.thresholds import Answer

_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)
_SURVEY = rows.table(Survey)
_CASE = rows.table(Case)
_OPENED = Deed(step=Step.OPENED, doing=lambda case: case)


async def heed(connection: AsyncConnection, workspace: Workspace, now: datetime, limit: int) -> int:
    """Look at the answers of a workspace that are due, the earliest first; returns how many.

    Comments that are not read yet are waited for. Answers to anonymous surveys are no cases: nobody
    could be helped by name. Nor are answers of before their rule was made.

    Args:
        connection: writes; the answers are held until the commit.
        workspace: whose answers.
        now: aware.
        limit: how many at most.
    """
    due = {"given_workspace_id": workspace.id, "now": now, "limit": limit}
    found = (await connection.execute(_due(), due)).all()
    if found:
        rules = await _rules(connection, workspace.id, now)
        looked = [_looked_at(row, rules[row.survey_id]) for row in found]
        await _follow(connection, workspace, looked, now)
        named = [one.row for one in looked if not one.is_silenced]
        await joys.owe(connection, workspace, named, now)
        await _heeded(connection, workspace.id, found)
    return len(found)


async def waiting(connection: AsyncConnection, now: datetime) -> list[str]:
    """Return the workspaces with answers that are due."""
    due = select(_RESPONSE.c.workspace_id).where(_RESPONSE.c.heed_at <= now).distinct()
    return list((await connection.execute(due)).scalars())


@cache
def _due() -> Any:
    """Return the statement, made once: making it takes as long as running it."""
    mine = and_(rows.as_given(_RESPONSE, "workspace_id"), _RESPONSE.c.heed_at <= bindparam("now"))
    return (
        select(
            _RESPONSE,
            DEFINITION.label("definition"),
            _SURVEY.c.policy,
            _SURVEY.c.metric,
            _INVITATION.c.is_anonymous,
        )
        .join(_SURVEY, _same(_SURVEY, _RESPONSE.c.survey_id))
        .outerjoin(_INVITATION, _same(_INVITATION, _RESPONSE.c.invitation_id))
        .outerjoin(rows.table(SurveyVersion), versions.of_answers())
        .where(mine, or_(_RESPONSE.c.comment == "", _RESPONSE.c.read_with != ""))
        .order_by(_RESPONSE.c.heed_at, _RESPONSE.c.id)
        .limit(bindparam("limit", type_=Integer()))
        .with_for_update(of=_RESPONSE, skip_locked=True)
    )


def _same(table: Any, key: ColumnElement[UUID]) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == _RESPONSE.c.workspace_id, table.c.id == key)


async def _rules(
    connection: AsyncConnection, workspace_id: str, now: datetime
) -> Mapping[UUID, Sequence[AlertRule]]:
    rules: dict[UUID, list[AlertRule]] = defaultdict(list)
    for rule in await silent_rules.review(connection, workspace_id, now):
        rules[rule.survey_id].append(rule)
    return rules


def _looked_at(row: Any, rules: Sequence[AlertRule]) -> Looked:
    is_silenced = bool(row.is_anonymous) or _promises_silence(row)
    known = frozenset(rule.id for rule in rules)
    return Looked(row, () if is_silenced else _met(row, rules), known, is_silenced)


def _met(row: Any, rules: Sequence[AlertRule]) -> tuple[AlertRule, ...]:
    if row.score is None:
        return ()
    answer = Answer(
        definition=metrics.definition(row.definition),
        score=row.score,
        comment=row.comment,
        themes=row.themes,
        account=row.account,
    )
    return tuple(
        rule
        for rule in rules
        if rule.created_at <= _changed_at(row)
        and thresholds.meets(answer, alert_rules.rule_of(rule))
    )


def _promises_silence(row: Any) -> bool:
    """Whether the survey is anonymous by now; what the person was promised is looked at apart."""
    return policies.from_settings(Metric(row.metric), row.policy).anonymous


def _changed_at(row: Any) -> datetime:
    """Give when something was last said; a comment moves another moment than a tap."""
    tapped: datetime = row.changed_at
    return max(tapped, row.commented_at or tapped)


async def _follow(
    connection: AsyncConnection, workspace: Workspace, looked: Sequence[Looked], now: datetime
) -> None:
    """Open cases, bring those back that were taken back, and let go of what needs nobody now."""
    ids = [one.row.id for one in looked]
    await stored.stale(connection, workspace.id, ids)
    known = await _known(connection, workspace.id, ids)
    await _open(connection, workspace, [one for one in looked if one.row.id not in known], now)
    for one in looked:
        if (case := known.get(one.row.id)) is not None:
            await case_revisions.revise(connection, workspace, case, one, now)
    await _tell(connection, workspace.id, looked, now)


async def _known(
    connection: AsyncConnection, workspace_id: str, response_ids: Sequence[UUID]
) -> dict[UUID, Case]:
    """Return the cases of answers, by answer."""
    mine = and_(_CASE.c.workspace_id == workspace_id, _CASE.c.response_id.in_(response_ids))
    found = await rows.every(connection, Case, select(_CASE).where(mine))
    return {case.response_id: case for case in found}


async def _open(
    connection: AsyncConnection, workspace: Workspace, looked: Sequence[Looked], now: datetime
) -> None:
    needing = [one for one in looked if one.rules]
    if not needing:
        return
    schedules = await office_schedules.of_workspace(connection, workspace)
    opened = [_case(one, schedules, now) for one in needing]
    new = await rows.add_new(connection, *opened)
    for case in opened:
        if case.id in new:
            await stored.note(connection, case, _OPENED, now)


def _case(looked: Looked, schedules: Schedules, now: datetime) -> Case:
    _, hours = schedules.for_(team=looked.row.team, channel=looked.row.channel)
    return Case(
        workspace_id=looked.row.workspace_id,
        id=new_id(now),
        response_id=looked.row.id,
        rule_id=looked.rules[0].id,
        opened_at=now,
        remind_at=cases.remind_at(Standing(opened_at=now), hours, now),
    )


async def _tell(
    connection: AsyncConnection, workspace_id: str, looked: Sequence[Looked], now: datetime
) -> None:
    """Owe an alert for each answer and channel that was not told of it; of paused rules none."""
    known = await _known(connection, workspace_id, [one.row.id for one in looked if one.rules])
    owed = {
        (one.row.id, rule.channel_id): _alert(known[one.row.id], rule, now)
        for one in looked
        for rule in reversed(one.rules)
        if not rule.paused_because
    }
    await alerts.owe(connection, workspace_id, list(owed.values()), now)


def _alert(case: Case, rule: AlertRule, now: datetime) -> Alert:
    alert_id = new_id(now)
    return Alert(
        workspace_id=case.workspace_id,
        id=alert_id,
        response_id=case.response_id,
        case_id=case.id,
        rule_id=rule.id,
        channel_id=rule.channel_id,
        told_with=alert_id,
        created_at=now,
    )


async def _heeded(connection: AsyncConnection, workspace_id: str, found: Sequence[Any]) -> None:
    """Note that they were looked at; they are held, so none of them has changed since."""
    mine = and_(
        _RESPONSE.c.workspace_id == workspace_id, _RESPONSE.c.id.in_([row.id for row in found])
    )
    await connection.execute(update(_RESPONSE).where(mine).values(heed_at=None))
