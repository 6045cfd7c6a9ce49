"""Clearances: the leave to send a question now, given to one at a time.

Two replicas that are about to ask the same person, or the last one that a survey may ask today,
wait for each other here; whoever comes second sees what the first was given.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi import periods
from kpi.eligibility import allowed_from
from kpi.store import campaigns, choosing, deliveries, rows
from kpi.store.questions import Question
from kpi.store.rechecks import facts_of
from kpi.store.tables import Attempt, Contact, Delivery, Invitation, Survey

QUIET_HOURS = "quiet_hours"
"""The reason of a question that waits until its recipient may be asked."""
DAILY_CAP = "daily_cap"
"""The reason of a question that waits for others, which may be the last ones of the day."""
CAMPAIGN_PAUSED = "campaign_paused"
"""The reason of a question that waits until its campaign is resumed."""
SOON = timedelta(seconds=30)
LATER = timedelta(minutes=5)

Row = TypeVar("Row", Contact, Survey)

_INVITATION = rows.table(Invitation)
_DELIVERY = rows.table(Delivery)
_ATTEMPT = rows.table(Attempt)
_KEY = ("workspace_id", "id")


@dataclass(frozen=True, slots=True)
class Postponement:
    """Until when a question that may be asked has to wait, and why."""

    until: datetime
    reason: str


async def in_turn(connection: AsyncConnection, asked: Question, now: datetime) -> Question:
    """Return the question with what is known only while nobody else can be given leave.

    Until the transaction ends no other question of its person, and none of its survey where that
    has a daily cap, comes past here.
    """
    asked = replace(asked, contact=await _held(connection, Contact, asked.contact))
    if asked.policy.daily_cap:
        asked = replace(asked, survey=await _held(connection, Survey, asked.survey))
    return replace(
        asked,
        asked_before=await choosing.was_asked(connection, asked.interaction, asked.contact),
        sent_today=await _sent(connection, asked, now),
        campaign=await campaigns.state_behind(connection, asked.interaction),
    )


async def postponed(
    connection: AsyncConnection, asked: Question, now: datetime
) -> Postponement | None:
    """Say until when a question must wait that may be asked; None when it may be asked now."""
    if asked.campaign == campaigns.PAUSED:
        return Postponement(now + LATER, CAMPAIGN_PAUSED)
    seen = facts_of(asked)
    until = allowed_from(asked.policy, seen.subject, seen.contact, now)
    if until > now:
        return Postponement(until, QUIET_HOURS)
    cap = asked.policy.daily_cap
    if cap and await _begun(connection, asked, now) >= cap:
        return Postponement(now + SOON, DAILY_CAP)
    return None


async def _sent(connection: AsyncConnection, asked: Question, now: datetime) -> int:
    """Count what the survey sent on this day of the workspace, or may have; 0 without a cap."""
    return await _count(connection, asked, _is_sent(asked, now)) if asked.policy.daily_cap else 0


async def _begun(connection: AsyncConnection, asked: Question, now: datetime) -> int:
    """Count also what was given leave and has not arrived yet.

    In one statement: between two a question could arrive, and be in neither.
    """
    which = or_(_is_sent(asked, now), deliveries.may_be_posting())
    return await _count(connection, asked, which)


def _is_sent(asked: Question, now: datetime) -> ColumnElement[bool]:
    zone = asked.workspace.time_zone
    midnight = periods.midnight(periods.today(now, zone), zone)
    tried = select(_ATTEMPT.c.id).where(
        _ATTEMPT.c.workspace_id == _DELIVERY.c.workspace_id,
        _ATTEMPT.c.delivery_id == _DELIVERY.c.id,
        _ATTEMPT.c.at >= midnight,
    )
    perhaps = and_(_DELIVERY.c.state.in_(("unknown", "held")), tried.exists())
    return or_(_INVITATION.c.sent_at >= midnight, perhaps)


async def _count(connection: AsyncConnection, asked: Question, which: ColumnElement[bool]) -> int:
    same = and_(
        _DELIVERY.c.workspace_id == _INVITATION.c.workspace_id,
        _DELIVERY.c.cause_id == _INVITATION.c.id,
        _DELIVERY.c.kind == deliveries.PROMPT,
    )
    others = select(func.count()).join_from(_INVITATION, _DELIVERY, same)
    statement = others.where(
        _INVITATION.c.workspace_id == asked.workspace.id,
        _INVITATION.c.survey_id == asked.survey.id,
        _INVITATION.c.id != asked.invitation.id,
        which,
    )
    return int((await connection.execute(statement)).scalar_one())


async def _held(connection: AsyncConnection, model: type[Row], row: Row) -> Row:
    """Hold a row until the commit, and give it as it is then: others may have just changed it.

    On SQLite whoever writes is alone anyway.
    """
    return await rows.first(connection, model, _holding(model), **rows.given(row, *_KEY)) or row


@cache
def _holding(model: type[SQLModel]) -> Select[Any]:
    """Return the statement, made once: making it takes as long as running it."""
    its = rows.table(model)
    return select(its).where(rows.as_given(its, *_KEY)).with_for_update(key_share=True)
