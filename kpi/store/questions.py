"""Questions: an invitation with everything needed to ask it, check it again, or show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi import eligibility
from kpi.eligibility import Asked, Reason
from kpi.errors import NotFound
from kpi.metrics import Definition, Metric
from kpi.policy import Policy
from kpi.store import choosing, contacts, deliveries, rows, surveys
from kpi.store.tables import (
    Contact,
    Delivery,
    Interaction,
    Invitation,
    Response,
    Survey,
    Workspace,
)

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of whom about what, and what became of it so far."""

    workspace: Workspace
    survey: Survey
    interaction: Interaction
    invitation: Invitation
    contact: Contact
    delivery: Delivery | None
    """None when nothing was ever planned."""
    response: Response | None

    @property
    def definition(self) -> Definition:
        return surveys.definition(self.survey)

    @property
    def policy(self) -> Policy:
        return surveys.policy(self.survey)

    @property
    def is_anonymous(self) -> bool:
        """Whether the answer stays without a name: as promised, or as it would be promised now."""
        if self.invitation.sent_at is None:
            return self.policy.anonymous
        return self.invitation.is_anonymous


async def question(connection: AsyncConnection, workspace_id: str, invitation_id: UUID) -> Question:
    """Return an invitation with its surroundings.

    Raises:
        NotFound: the workspace has no such invitation, or it is not known whom it is for.
    """
    key = {"workspace_id": workspace_id, "invitation_id": invitation_id}
    found = (await connection.execute(_whole(), key)).first()
    if found is None:
        raise NotFound("There is no such question here.")
    parts = iter(tuple(found))
    return Question(
        workspace=_part(Workspace, parts),
        survey=_part(Survey, parts),
        interaction=_part(Interaction, parts),
        invitation=_part(Invitation, parts),
        contact=_part(Contact, parts),
        delivery=_part_or_none(Delivery, parts),
        response=_part_or_none(Response, parts),
    )


@cache
def _whole() -> Select[Any]:
    """Return one statement for everything, since each further one is a way to the database."""
    invitation, delivery = rows.table(Invitation), rows.table(Delivery)
    workspace, contact = rows.table(Workspace), rows.table(Contact)
    survey, interaction = rows.table(Survey), rows.table(Interaction)
    response = rows.table(Response)
    return (
        select(workspace, survey, interaction, invitation, contact, delivery, response)
        .select_from(invitation)
        .join(workspace, workspace.c.id == invitation.c.workspace_id)
        .join(survey, _belongs(survey.c.id, invitation.c.survey_id))
        .join(interaction, _belongs(interaction.c.id, invitation.c.interaction_id))
        .join(contact, _belongs(contact.c.id, invitation.c.contact_id))
        .outerjoin(
            delivery,
            _belongs(delivery.c.cause_id, invitation.c.id) & (delivery.c.kind == deliveries.PROMPT),
        )
        .outerjoin(response, _belongs(response.c.invitation_id, invitation.c.id))
        .where(_belongs(invitation.c.id, bindparam("invitation_id")))
    )


def _belongs(column: Column[Any], key: ColumnElement[Any]) -> ColumnElement[bool]:
    """Compare a column with a key, within the workspace that the statement is about."""
    return and_(column.table.c.workspace_id == bindparam("workspace_id"), column == key)


def _part(model: type[Row], parts: Iterator[Any]) -> Row:
    """Read a row of `model` off the front of `parts`, where its columns stand in their order."""
    return rows.made(model, {name: next(parts) for name in rows.names(model)})


def _part_or_none(model: type[Row], parts: Iterator[Any]) -> Row | None:
    """Read as `_part` does; an outer join that found nothing has no value in any column."""
    found = {name: next(parts) for name in rows.names(model)}
    return rows.made(model, found) if found["workspace_id"] is not None else None


async def recheck(connection: AsyncConnection, asked: Question, now: datetime) -> Reason | None:
    """Say why a question that is about to be sent may not be asked any more, or None.

    Looks at the rows of `asked` and at the other questions of the same person: those sent, and
    those that may be on their way.
    """
    invitation = asked.invitation
    if invitation.state != "planned":
        return Reason(invitation.reason) if invitation.state == "not_asked" else Reason.SUPERSEDED
    superseded = asked.interaction.solve_cycle > invitation.solve_cycle
    return eligibility.decide(
        asked.policy,
        Metric(asked.survey.metric),
        choosing.subject_of(asked.interaction, superseded=superseded),
        contact=choosing.Customer(contact=asked.contact).as_seen_by_rules,
        history=await _history(connection, asked, now),
        now=now,
    )


async def _history(connection: AsyncConnection, asked: Question, now: datetime) -> list[Asked]:
    since = now - choosing.memory([asked.survey])
    contact = asked.contact
    sent = await contacts.history(connection, contact.workspace_id, contact.id, since)
    return sent + await _perhaps_sent(connection, asked, since)


async def _perhaps_sent(
    connection: AsyncConnection, asked: Question, since: datetime
) -> list[Asked]:
    """Return the other questions of this person that may have reached them.

    Of two that are being sent at this very moment the one with the lower id goes first, so that
    not both step back.
    """
    delivery, invitation, survey = (rows.table(one) for one in (Delivery, Invitation, Survey))
    own = asked.delivery.id if asked.delivery else asked.invitation.id
    unclear = delivery.c.state.in_(("unknown", "held"))
    ahead = and_(delivery.c.state == "sending", delivery.c.id < own)
    result = await connection.execute(
        select(survey.c.metric, delivery.c.due_at)
        .join_from(invitation, survey, survey.c.id == invitation.c.survey_id)
        .join(delivery, delivery.c.cause_id == invitation.c.id)
        .where(
            invitation.c.workspace_id == asked.contact.workspace_id,
            survey.c.workspace_id == invitation.c.workspace_id,
            delivery.c.workspace_id == invitation.c.workspace_id,
            delivery.c.kind == deliveries.PROMPT,
            invitation.c.contact_id == asked.contact.id,
            invitation.c.id != asked.invitation.id,
            or_(unclear, ahead),
            delivery.c.due_at >= since,
        )
    )
    return [Asked(Metric(metric), due_at) for metric, due_at in result]
