"""Rechecks: whether a question that is about to be sent may still be asked."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import eligibility, facts
from kpi.eligibility import Asked, Reason, Subject
from kpi.facts import Facts
from kpi.metrics import Metric
from kpi.store import campaigns, choosing, contacts, deliveries, rows
from kpi.store.questions import Question
from kpi.store.tables import Delivery, Invitation, Survey
from kpi.subjects import lot


async def recheck(connection: AsyncConnection, asked: Question, now: datetime) -> Reason | None:
    """Say why a question that is about to be sent may not be asked any more, or None.

    Looks at the rows of `asked` and at the other questions of the same person: those sent, and
    those that may be on their way.
    """
    invitation = asked.invitation
    if invitation.state != "planned":
        return Reason(invitation.reason) if invitation.state == "not_asked" else Reason.SUPERSEDED
    seen = facts_of(asked)
    return eligibility.decide(
        asked.policy,
        Metric(asked.survey.metric),
        seen.subject,
        contact=seen.contact,
        history=await _history(connection, asked, now),
        now=now,
    )


def looked_at(asked: Question, now: datetime) -> dict[str, Any]:
    """Return the columns that keep what `recheck` looks at."""
    kept = {**asked.invitation.facts, "rechecked": facts.stored(facts_of(asked))}
    return {"facts": kept, "rechecked_at": now}


def facts_of(asked: Question) -> Facts:
    """Return a question as the rules look at it."""
    contact = choosing.Customer(contact=asked.contact)
    return Facts(subject=_subject(asked), contact=contact.seen_by_rules(asked.workspace.time_zone))


def _subject(asked: Question) -> Subject:
    """Return the interaction as it stands, under the segments that it was resolved with."""
    interaction, invitation = asked.interaction, asked.invitation
    return replace(
        choosing.subject_of(interaction, asked_before=asked.asked_before),
        team=invitation.team,
        channel=invitation.channel,
        account=invitation.account,
        priority=invitation.priority,
        moment=invitation.moment,
        superseded=interaction.solve_cycle > invitation.solve_cycle,
        lot=lot(interaction.id, asked.survey.id),
        sent_today=asked.sent_today,
        campaign_ended=asked.campaign == campaigns.DONE,
    )


async def _history(connection: AsyncConnection, asked: Question, now: datetime) -> list[Asked]:
    since = now - choosing.memory([asked.survey])
    contact = asked.contact
    # In this order: what arrives between the two is in both, not in neither.
    perhaps = await _perhaps_sent(connection, asked, since)
    return perhaps + await contacts.history(connection, contact.workspace_id, contact.id, since)


async def _perhaps_sent(
    connection: AsyncConnection, asked: Question, since: datetime
) -> list[Asked]:
    """Return the other questions of this person that may have reached them.

    Of two that are being sent at this very moment the one with the lower id goes first, so that
    not both step back.
    """
    parameters = {
        "given_workspace_id": asked.contact.workspace_id,
        "given_contact_id": asked.contact.id,
        "this_invitation": asked.invitation.id,
        "this_delivery": asked.delivery.id if asked.delivery else asked.invitation.id,
        "since": since,
    }
    result = await connection.execute(_others_on_their_way(), parameters)
    return [Asked(Metric(metric), due_at) for metric, due_at in result]


@cache
def _others_on_their_way() -> Select[Any]:
    """Return the statement, made once: making it takes as long as running it."""
    delivery, invitation, survey = (rows.table(one) for one in (Delivery, Invitation, Survey))
    unclear = delivery.c.state.in_(("unknown", "held"))
    ahead = and_(delivery.c.state == "sending", delivery.c.id < bindparam("this_delivery"))
    cleared = deliveries.may_be_posting()
    return (
        select(survey.c.metric, delivery.c.due_at)
        .join_from(invitation, survey, survey.c.id == invitation.c.survey_id)
        .join(delivery, delivery.c.cause_id == invitation.c.id)
        .where(
            rows.as_given(invitation, "workspace_id", "contact_id"),
            survey.c.workspace_id == invitation.c.workspace_id,
            delivery.c.workspace_id == invitation.c.workspace_id,
            delivery.c.kind == deliveries.PROMPT,
            invitation.c.id != bindparam("this_invitation"),
            or_(unclear, ahead, cleared),
            delivery.c.due_at >= bindparam("since"),
        )
    )
