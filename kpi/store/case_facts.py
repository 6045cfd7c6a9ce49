"""What is told of cases: the answer, where it came from, and what its account said before.

The person is told only where they said that they may be contacted; the agent only where an admin
lets numbers be told by agent.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import metrics
from kpi.cases import LET_GO, State
from kpi.metrics import Definition
from kpi.reason_list import Reason
from kpi.scores import Counts
from kpi.store import rows, versions
from kpi.store.answer_rows import DEFINITION
from kpi.store.tables import (
    Case,
    Contact,
    Interaction,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
    Workspace,
)

_CASE = rows.table(Case)
_RESPONSE = rows.table(Response)
_INVITATION = rows.table(Invitation)
_INTERACTION = rows.table(Interaction)
_CONTACT = rows.table(Contact)
_SURVEY = rows.table(Survey)

EARLIER = timedelta(days=91)
"""How far back an account's answers are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A case with what may be told of it."""

    case: Case
    definition: Definition
    """What was asked then."""
    score: int | None
    """None when the answer was taken back."""
    comment: str
    """As it was written: nothing in it may be taken for markup."""
    reasons: tuple[Reason, ...]
    at: datetime
    team: str
    agent: str
    """Who helped, as the ticket system calls them; empty where that is not told."""
    account: str
    subject: str
    url: str
    name: str
    """Empty unless they may be contacted."""
    user_id: str
    """The same person in Slack, where they are there."""
    may_contact: bool
    themes: tuple[str, ...]
    """What the comment is about, by key."""
    ticket: str
    """Its number; empty where we made that up."""
    changed_at: datetime
    """When the customer last said something."""
    earlier: Counts
    """Other answers of the same account to the same question in the quarter before, per score."""

    @property
    def needs_nobody(self) -> bool:
        """Whether the answer was taken back, or its case ended by itself."""
        return self.score is None or self.case.outcome in LET_GO

    @property
    def has_spoken_since(self) -> bool:
        """Whether the customer said something after the case was done."""
        ended = self.case.done_at
        return ended is not None and not self.needs_nobody and self.changed_at > ended


async def of(
    connection: AsyncConnection, workspace: Workspace, case_ids: Sequence[UUID]
) -> dict[UUID, Told]:
    """Return what may be told of these cases, by id."""
    statement = _told().where(_CASE.c.workspace_id == workspace.id, _CASE.c.id.in_(case_ids))
    found = list((await connection.execute(statement)).mappings())
    earlier = await _answers_of_accounts(connection, workspace.id, found)
    return {row[_CASE.c.id]: _of(workspace, row, _before(row, earlier)) for row in found}


async def going(connection: AsyncConnection, workspace: Workspace, limit: int) -> list[Told]:
    """Return the cases that are not done, those that rest last, then the longest open first."""
    waiting = and_(_CASE.c.workspace_id == workspace.id, _CASE.c.state != State.DONE)
    ordered = (
        select(_CASE.c.id)
        .where(waiting)
        .order_by(_CASE.c.snoozed_until.is_not(None), _CASE.c.opened_at, _CASE.c.id)
    )
    return await _in_order(connection, workspace, ordered.limit(limit))


async def finished(connection: AsyncConnection, workspace: Workspace, limit: int) -> list[Told]:
    """Return the cases that are done, the last one first."""
    over = and_(_CASE.c.workspace_id == workspace.id, _CASE.c.state == State.DONE)
    ordered = select(_CASE.c.id).where(over).order_by(_CASE.c.done_at.desc(), _CASE.c.id)
    return await _in_order(connection, workspace, ordered.limit(limit))


async def interviews(
    connection: AsyncConnection, workspace: Workspace, first: date, until: date
) -> list[Any]:
    """Return who answered on these local days and may be contacted, the newest first.

    Each row has name, user_id, account, team, subject, url, score, comment, answered_at.
    """
    columns = ("score", "comment", "answered_at", "team", "account")
    statement = (
        select(
            *(_RESPONSE.c[name] for name in columns),
            _CONTACT.c.name,
            _CONTACT.c.user_id,
            _INTERACTION.c.subject,
            _INTERACTION.c.url,
            _DEFINED,
        )
        .select_from(_joined(_RESPONSE))
        .where(
            _RESPONSE.c.workspace_id == workspace.id,
            _RESPONSE.c.day >= first,
            _RESPONSE.c.day < until,
            _RESPONSE.c.score.is_not(None),
            _RESPONSE.c.may_contact,
            _IS_NAMED,
        )
        .order_by(_RESPONSE.c.answered_at.desc(), _RESPONSE.c.id)
    )
    return list(await connection.execute(statement))


_OWN_NUMBERS = ("hand", "campaign")
"""Triggers of interactions whose number we made up ourselves."""
_TICKET = case(
    (_INTERACTION.c.trigger.in_(_OWN_NUMBERS), ""), else_=_INTERACTION.c.external_id
).label("ticket")
_DEFINED = DEFINITION.label("definition")
_IS_NAMED: ColumnElement[bool] = or_(
    _INVITATION.c.is_anonymous.is_(None), ~_INVITATION.c.is_anonymous
)


def _told() -> Select[Any]:
    answer = ("comment", "reasons", "answered_at", "team", "agent", "account", "may_contact")
    return select(
        _CASE,
        *(_RESPONSE.c[name] for name in (*answer, "score", "survey_id", "version", "day")),
        *(_RESPONSE.c[name] for name in ("themes", "changed_at", "commented_at")),
        _RESPONSE.c.id.label("answer_id"),
        _TICKET,
        _INTERACTION.c.subject,
        _INTERACTION.c.url,
        _CONTACT.c.name,
        _CONTACT.c.user_id,
        _DEFINED,
    ).select_from(
        _joined(_RESPONSE).join(
            _CASE,
            and_(
                _CASE.c.workspace_id == _RESPONSE.c.workspace_id,
                _CASE.c.response_id == _RESPONSE.c.id,
            ),
        )
    )


def _joined(answers: Any) -> Any:
    return (
        answers.outerjoin(_INVITATION, _same(_INVITATION, _RESPONSE.c.invitation_id))
        .outerjoin(_INTERACTION, _same(_INTERACTION, _INVITATION.c.interaction_id))
        .outerjoin(_CONTACT, _same(_CONTACT, _RESPONSE.c.contact_id))
        .join(_SURVEY, _same(_SURVEY, _RESPONSE.c.survey_id))
        .outerjoin(rows.table(SurveyVersion), versions.of_answers())
    )


def _same(table: Any, key: ColumnElement[UUID]) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == _RESPONSE.c.workspace_id, table.c.id == key)


async def _in_order(
    connection: AsyncConnection, workspace: Workspace, chosen: Select[Any]
) -> list[Told]:
    ids: list[UUID] = list((await connection.execute(chosen)).scalars())
    found = await of(connection, workspace, ids)
    return [found[case_id] for case_id in ids if case_id in found]


def _of(workspace: Workspace, row: RowMapping, earlier: Counts) -> Told:
    named = bool(row["may_contact"])
    return Told(
        case=rows.made(Case, {name: row[_CASE.c[name]] for name in rows.names(Case)}),
        definition=metrics.definition(row["definition"]),
        score=row["score"],
        comment=row["comment"],
        reasons=tuple(row["reasons"]),
        at=row["answered_at"],
        team=row["team"],
        agent=row["agent"] if workspace.shows_agents else "",
        account=row["account"],
        subject=row["subject"] or "",
        url=row["url"] or "",
        name=(row["name"] or "") if named else "",
        user_id=(row["user_id"] or "") if named else "",
        may_contact=named,
        themes=tuple(row["themes"] or ()),
        ticket=row["ticket"] or "",
        changed_at=max(row["changed_at"], row["commented_at"] or row["changed_at"]),
        earlier=earlier,
    )


async def _answers_of_accounts(
    connection: AsyncConnection, workspace_id: str, found: Sequence[RowMapping]
) -> list[Any]:
    """Return the answers of the accounts of some cases that may lie in the quarter before one."""
    accounts = {row["account"] for row in found} - {""}
    if not accounts:
        return []
    columns = ("id", "survey_id", "version", "account", "day", "score")
    statement = select(*(_RESPONSE.c[name] for name in columns)).where(
        _RESPONSE.c.workspace_id == workspace_id,
        _RESPONSE.c.survey_id.in_({row["survey_id"] for row in found}),
        _RESPONSE.c.account.in_(accounts),
        _RESPONSE.c.day > min(row["day"] for row in found) - EARLIER,
        _RESPONSE.c.day <= max(row["day"] for row in found),
        _RESPONSE.c.score.is_not(None),
    )
    return list(await connection.execute(statement))


def _before(row: RowMapping, answers: Sequence[Any]) -> Counts:
    """Count per score what the account of a case answered to the same question before."""
    same = (row["survey_id"], row["version"], row["account"])
    return Counter(
        one.score
        for one in answers
        if (one.survey_id, one.version, one.account) == same
        and row["day"] - EARLIER < one.day <= row["day"]
        and one.id != row["answer_id"]
    )
