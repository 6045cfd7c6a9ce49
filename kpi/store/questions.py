"""Questions: an invitation with everything needed to ask it, check it again, or show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi import eligibility
from kpi.eligibility import Asked, Reason
from kpi.errors import NotFound
from kpi.metrics import Definition, Metric
from kpi.policy import Policy
from kpi.store import choosing, contacts, deliveries, interactions, rows, surveys, workspaces
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


async def question(connection: AsyncConnection, workspace_id: str, invitation_id: UUID) -> Question:
    """Return an invitation with its surroundings.

    Raises:
        NotFound: the workspace has no such invitation, or it is not known whom it is for.
    """
    invitation = await _one(connection, Invitation, workspace_id, invitation_id)
    if invitation.contact_id is None:
        raise NotFound("There is no such question here.")
    return Question(
        workspace=await workspaces.find(connection, workspace_id),
        survey=await _one(connection, Survey, workspace_id, invitation.survey_id),
        interaction=await interactions.find(connection, workspace_id, invitation.interaction_id),
        invitation=invitation,
        contact=await contacts.find(connection, workspace_id, invitation.contact_id),
        delivery=await deliveries.of_cause(
            connection, workspace_id, deliveries.PROMPT, invitation_id
        ),
        response=await _answer(connection, workspace_id, invitation_id),
    )


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


async def _answer(
    connection: AsyncConnection, workspace_id: str, invitation_id: UUID
) -> Response | None:
    table = rows.table(Response)
    mine = and_(table.c.workspace_id == workspace_id, table.c.invitation_id == invitation_id)
    return await rows.first(connection, Response, select(table).where(mine))


async def _one(
    connection: AsyncConnection, model: type[Row], workspace_id: str, row_id: UUID
) -> Row:
    """Return a row by its key. Raises NotFound when the workspace has no such row."""
    table = rows.table(model)
    mine = and_(table.c.workspace_id == workspace_id, table.c.id == row_id)
    found = await rows.first(connection, model, select(table).where(mine))
    if found is None:
        raise NotFound("There is no such question here.")
    return found
