"""The ledger of asking: every resolution of a period, each in exactly one outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import Period
from kpi.store.campaigns import SOURCE
from kpi.store.clearances import CAMPAIGN_PAUSED, DAILY_CAP, QUIET_HOURS
from kpi.store.deliveries import PROMPT, UNSENT
from kpi.store.rows import table
from kpi.store.tables import Delivery, Interaction, Invitation, Response, Survey

_INVITATION = table(Invitation)
_DELIVERY = table(Delivery)
_RESPONSE = table(Response)
_SURVEY = table(Survey)
_INTERACTION = table(Interaction)
_CAMPAIGN = func.coalesce(_INTERACTION.c.extra["campaign"].as_string(), "")
_ABOUT = case((_INTERACTION.c.source == SOURCE, _CAMPAIGN), else_=_INTERACTION.c.subject)

PUT_OFF = (QUIET_HOURS, DAILY_CAP, CAMPAIGN_PAUSED)
"""Why a question waits that was due."""


class Outcome(StrEnum):
    """What became of a resolution."""

    ANSWERED = "answered"
    WAITING = "waiting"
    """Not asked yet, or asked and still open."""
    EXPIRED = "expired"
    """Asked in vain."""
    NOT_ASKED = "not_asked"
    UNDELIVERABLE = "undeliverable"
    HELD = "held"
    """The message may have been sent; a person has to decide."""


PHRASES = {
    Outcome.ANSWERED: "answered",
    Outcome.WAITING: "waiting",
    Outcome.EXPIRED: "expired",
    Outcome.NOT_ASKED: "not asked",
    Outcome.UNDELIVERABLE: "undeliverable",
    Outcome.HELD: "held",
}
"""What the outcomes are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One resolution and its outcome."""

    invitation_id: UUID
    survey: str
    source: str
    external_id: str
    subject: str
    """Of what a campaign asked its name."""
    url: str
    """Of the ticket; empty where the source tells none."""
    team: str
    trigger: str
    resolved_at: datetime
    outcome: Outcome
    reason: str
    """Not asked: a value of `kpi.eligibility.Reason`. Undeliverable or held: Slack's error.

    Waiting: for looking_up, planned, quiet_hours, daily_cap, campaign_paused or sent. Otherwise
    empty.
    """


@dataclass(frozen=True, slots=True)
class Count:
    """How many resolutions had one outcome for one reason."""

    outcome: Outcome
    reason: str
    n: int


async def rows(
    connection: AsyncConnection, workspace_id: str, period: Period, now: datetime
) -> list[Row]:
    """Return the resolutions of a period in their order; `now` tells open from expired."""
    statement = _named(workspace_id, period, now)
    return await _read(connection, statement.order_by(_INVITATION.c.resolved_at, _INVITATION.c.id))


async def latest(
    connection: AsyncConnection,
    workspace_id: str,
    period: Period,
    now: datetime,
    *,
    outcome: Outcome | None,
    limit: int,
) -> list[Row]:
    """Return the last resolutions of a period, the newest first; of one outcome unless None."""
    statement = _named(workspace_id, period, now)
    if outcome is not None:
        statement = statement.where(verdict(now)[0] == outcome.value)
    newest = statement.order_by(_INVITATION.c.resolved_at.desc(), _INVITATION.c.id.desc())
    return await _read(connection, newest.limit(limit))


async def reminders(connection: AsyncConnection, workspace_id: str, period: Period) -> int:
    """Return how many people were reminded of a question about a resolution of the period."""
    reminded = select(func.count(_INVITATION.c.reminded_at)).where(*_during(workspace_id, period))
    result = await connection.execute(reminded)
    return int(result.scalar_one())


async def counts(
    connection: AsyncConnection, workspace_id: str, period: Period, now: datetime
) -> list[Count]:
    """Return how many resolutions had which outcome; they add up to the resolutions of the period.

    Outcomes come in the order of `Outcome`, the most frequent reason of each first.
    """
    single = _of(select(*verdict(now)), workspace_id, period).subquery()
    grouped = select(single.c.outcome, single.c.reason, func.count())
    result = await connection.execute(grouped.group_by(single.c.outcome, single.c.reason))
    found = [Count(Outcome(outcome), reason, n) for outcome, reason, n in result]
    return sorted(found, key=lambda one: (list(Outcome).index(one.outcome), -one.n, one.reason))


def _named(workspace_id: str, period: Period, now: datetime) -> Select[Any]:
    """Return the statement that names resolutions and their outcomes."""
    invitation, interaction = _INVITATION.c, _INTERACTION.c
    statement = select(
        invitation.id.label("invitation_id"),
        _SURVEY.c.name.label("survey"),
        *(interaction.source, interaction.external_id, _ABOUT.label("subject"), interaction.url),
        *(invitation.team, invitation.trigger, invitation.resolved_at),
        *verdict(now),
    )
    return _of(statement, workspace_id, period)


async def _read(connection: AsyncConnection, statement: Select[Any]) -> list[Row]:
    result = await connection.execute(statement)
    return [Row(**{**row, "outcome": Outcome(row["outcome"])}) for row in result.mappings()]


def verdict(now: datetime) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return the columns outcome and reason, of `joined`: the first case that holds is the one."""
    invitation, delivery = _INVITATION.c, _DELIVERY.c
    planned = invitation.state == "planned"
    held = and_(planned, delivery.state.in_(("unknown", "held")))
    failed = and_(planned, delivery.state == "failed")
    expired = and_(invitation.state == "sent", invitation.expires_at <= now)
    cases: tuple[tuple[ColumnElement[bool], Outcome, ColumnElement[Any]], ...] = (
        (_RESPONSE.c.score.is_not(None), Outcome.ANSWERED, literal("")),
        (invitation.state == "not_asked", Outcome.NOT_ASKED, invitation.reason),
        (invitation.state == "undeliverable", Outcome.UNDELIVERABLE, invitation.reason),
        (held, Outcome.HELD, delivery.reason),
        (failed, Outcome.UNDELIVERABLE, delivery.reason),
        (expired, Outcome.EXPIRED, literal("")),
    )
    outcome = case(*((when, literal(so.value)) for when, so, _ in cases), else_="waiting")
    put_off = and_(planned, delivery.state.in_(UNSENT), delivery.reason.in_(PUT_OFF))
    waits = (put_off, delivery.reason)
    reason = case(*((when, why) for when, _, why in cases), waits, else_=invitation.state)
    return outcome.label("outcome"), reason.label("reason")


def _of(statement: Select[Any], workspace_id: str, period: Period) -> Select[Any]:
    """Narrow a statement to the resolutions of a period, with what belongs to each."""
    return statement.select_from(joined()).where(*_during(workspace_id, period))


def _during(workspace_id: str, period: Period) -> Sequence[ColumnElement[bool]]:
    mine, resolved_at = _INVITATION.c.workspace_id == workspace_id, _INVITATION.c.resolved_at
    return mine, resolved_at >= period.start, resolved_at < period.end


def joined() -> FromClause:
    """Return the invitations with all that their outcome depends on."""
    invitation = _INVITATION.c

    def belongs(other: Any, *keys: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(other.c.workspace_id == invitation.workspace_id, *keys)

    message = (_DELIVERY.c.kind == PROMPT, _DELIVERY.c.cause_id == invitation.id)
    answer = _RESPONSE.c.invitation_id == invitation.id
    return (
        _INVITATION.join(_SURVEY, belongs(_SURVEY, _SURVEY.c.id == invitation.survey_id))
        .join(_INTERACTION, belongs(_INTERACTION, _INTERACTION.c.id == invitation.interaction_id))
        .outerjoin(_DELIVERY, belongs(_DELIVERY, *message))
        .outerjoin(_RESPONSE, belongs(_RESPONSE, answer))
    )
