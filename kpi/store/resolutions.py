"""The resolutions of a stretch of time with what was looked at, as a replay takes them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import facts
from kpi import policy as policies
from kpi.metrics import Metric
from kpi.resolutions import Fate, Question, Resolution, Rules, Seen, Verdict
from kpi.store import ledger, policy_changes, rows, surveys
from kpi.store.ledger import Outcome
from kpi.store.tables import Address, Contact, Delivery, Interaction, Invitation, Survey

_INVITATION = rows.table(Invitation)
_INTERACTION = rows.table(Interaction)
_ADDRESS = rows.table(Address)
_CONTACT = rows.table(Contact)
_DELIVERY = rows.table(Delivery)

_AT_ONCE = 500
_ASKED = frozenset({Outcome.ANSWERED, Outcome.EXPIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a replay of a stretch of time needs."""

    resolutions: list[Resolution]
    rules: list[Rules]
    history: list[Question]
    """Questions about what was decided before, as far as any cool-down reaches.

    Those about interactions that were resolved again are there however old they are.
    """


async def since(
    connection: AsyncConnection, workspace_id: str, start: datetime, now: datetime
) -> Past:
    """Return everything that was decided from an aware moment on, as it stands `now`."""
    known = await surveys.of_workspace(connection, workspace_id)
    rules = [await _rules(connection, survey) for survey in known]
    every_policy = [policy for one in rules for _, policy in one.policies]
    memory = max(max(policy.cooldown, policy.cooldown_any) for policy in every_policy)
    return Past(
        resolutions=await _resolutions(connection, workspace_id, start, now),
        rules=rules,
        history=await _history(
            connection, workspace_id, decided_before=start, since=start - memory
        ),
    )


async def _rules(connection: AsyncConnection, survey: Survey) -> Rules:
    metric = Metric(survey.metric)
    changes = await policy_changes.of_survey(connection, survey)
    known = [(one.at, policies.from_settings(metric, one.policy)) for one in changes]
    return Rules(
        survey=survey.id,
        name=survey.name,
        metric=metric,
        since=survey.created_at,
        policies=known or [(survey.created_at, surveys.policy(survey))],
    )


async def _resolutions(
    connection: AsyncConnection, workspace_id: str, start: datetime, now: datetime
) -> list[Resolution]:
    invitation = _INVITATION.c
    next_one = func.lead(invitation.created_at, type_=invitation.created_at.type)
    again = next_one.over(partition_by=invitation.interaction_id, order_by=invitation.solve_cycle)
    statement = (
        select(
            *(invitation.id, invitation.interaction_id, invitation.contact_id, invitation.team),
            *(invitation.survey_id, invitation.facts, invitation.decided_at),
            *(invitation.rechecked_at, invitation.reopened_at, invitation.sent_at),
            invitation.due_at,
            _ADDRESS.c.contact_id.label("found_later"),
            _CONTACT.c.opted_out_at,
            _DELIVERY.c.due_at.label("posted_from"),
            again.label("superseded_at"),
            *ledger.verdict(now),
        )
        .select_from(_joined())
        .where(invitation.workspace_id == workspace_id, invitation.created_at >= start)
    )
    result = await connection.stream(statement.execution_options(yield_per=_AT_ONCE))
    return [_case(row) async for row in result.mappings()]


def _joined() -> FromClause:
    invitation = _INVITATION.c

    def belongs(other: Any, key: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(other.c.workspace_id == invitation.workspace_id, key)

    nameless = invitation.contact_id.is_(None)
    address = _ADDRESS.c.email == _INTERACTION.c.requester_email
    person = func.coalesce(invitation.contact_id, _ADDRESS.c.contact_id)
    return (
        ledger.joined()
        .outerjoin(_ADDRESS, belongs(_ADDRESS, and_(nameless, address)))
        .outerjoin(_CONTACT, belongs(_CONTACT, _CONTACT.c.id == person))
    )


def _case(row: Mapping[Any, Any]) -> Resolution:
    looks = _looks(row)
    return Resolution(
        id=row["id"],
        interaction=row["interaction_id"],
        person=row["contact_id"] or _found_later(row, looks[0]),
        team=row["team"],
        decided=looks[0],
        rechecked=looks[1],
        due_at=row["due_at"],
        posted_from=row["posted_from"] or row["due_at"],
        reopened_at=row["reopened_at"],
        superseded_at=row["superseded_at"],
        opted_out_at=row["opted_out_at"],
        outcome=_outcome(row),
    )


def _looks(row: Mapping[Any, Any]) -> tuple[Seen | None, Seen | None]:
    """Return the decision and the last look; neither where facts were not kept."""
    kept, decided_at, rechecked_at = row["facts"], row["decided_at"], row["rechecked_at"]
    if decided_at is None or "decided" not in kept:
        return None, None
    decided = facts.read(kept["decided"])
    if rechecked_at is None:
        return Seen(decided_at, decided), None
    seen = kept.get("rechecked", kept["decided"])
    again = decided if seen == kept["decided"] else facts.read(seen)
    if rechecked_at == row["reopened_at"]:
        # Called off, which is no look of its own.
        again = replace(again, subject=replace(again.subject, reopened=True))
    return Seen(decided_at, decided), Seen(rechecked_at, again)


def _found_later(row: Mapping[Any, Any], decided: Seen | None) -> Any:
    """Return whom the address belongs to, where nobody had looked because nobody would be asked."""
    contact = decided.facts.contact if decided else None
    is_turned_away = row["outcome"] == Outcome.NOT_ASKED and row["reopened_at"] is None
    return row["found_later"] if is_turned_away and contact and contact.reachable else None


def _outcome(row: Mapping[Any, Any]) -> Verdict:
    outcome, survey, sent_at = Outcome(row["outcome"]), row["survey_id"], row["sent_at"]
    if outcome in _ASKED or (outcome is Outcome.WAITING and sent_at is not None):
        return Verdict(fate=Fate.ASKED, survey=survey, asked_at=sent_at)
    return Verdict(fate=Fate(outcome), survey=survey, reason=row["reason"])


async def _history(
    connection: AsyncConnection, workspace_id: str, *, decided_before: datetime, since: datetime
) -> list[Question]:
    """Return what was sent, or may have been, and what was ever asked about a later resolution."""
    invitation, delivery = _INVITATION.c, _DELIVERY.c
    again = select(invitation.interaction_id).where(
        invitation.workspace_id == workspace_id,
        invitation.created_at >= decided_before,
        invitation.solve_cycle > 1,
    )
    unclear = and_(delivery.state.in_(("unknown", "held")), delivery.due_at >= since)
    statement = (
        select(
            *(invitation.contact_id, invitation.interaction_id, invitation.survey_id),
            func.coalesce(invitation.sent_at, delivery.due_at),
            invitation.sent_at.is_not(None),
        )
        .select_from(ledger.joined())
        .where(
            invitation.workspace_id == workspace_id,
            invitation.created_at < decided_before,
            invitation.contact_id.is_not(None),
            or_(
                invitation.sent_at >= since,
                and_(invitation.sent_at.is_not(None), invitation.interaction_id.in_(again)),
                and_(invitation.sent_at.is_(None), unclear),
            ),
        )
    )
    return [Question(*row) for row in await connection.execute(statement)]
