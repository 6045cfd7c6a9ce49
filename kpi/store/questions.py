"""Questions: an invitation with everything needed to ask it, check it again, or show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from kpi import metrics
from kpi.errors import NotFound
from kpi.metrics import Definition
from kpi.policy import Policy
from kpi.store import deliveries, rows, surveys, versions
from kpi.store.tables import (
    Contact,
    Delivery,
    Interaction,
    Invitation,
    Response,
    Survey,
    SurveyVersion,
    Workspace,
)
from kpi.wording import Words

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
    version: SurveyVersion | None = None
    """What was asked with it; None where the survey was never changed."""
    asked_before: bool = False
    """Whether this person was asked about an earlier resolution; known when it is their turn."""

    sent_today: int = 0
    """What its survey sent on this day; known when it is their turn."""
    campaign: str = ""
    """The state of the campaign that asks, or empty; known when it is their turn."""

    @property
    def is_answered(self) -> bool:
        """Whether an answer stands."""
        return self.response is not None and self.response.score is not None

    @property
    def definition(self) -> Definition:
        if self.version is None:
            return surveys.definition(self.survey)
        return metrics.definition(self.version.definition)

    def words(self, language: str) -> Words:
        """Give what is said to the person who is asked, in a language."""
        return versions.words(self.survey, self.version, language)

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
        version=_part_or_none(SurveyVersion, parts),
    )


async def kept(
    connection: AsyncConnection, workspace_id: str, invitation_id: UUID
) -> Question | None:
    """Return an invitation with its surroundings; None where it was erased."""
    try:
        return await question(connection, workspace_id, invitation_id)
    except NotFound:
        return None


@cache
def _whole() -> Select[Any]:
    """Return one statement for everything, since each further one is a way to the database."""
    invitation, delivery = rows.table(Invitation), rows.table(Delivery)
    workspace, contact = rows.table(Workspace), rows.table(Contact)
    survey, interaction = rows.table(Survey), rows.table(Interaction)
    response, version = rows.table(Response), rows.table(SurveyVersion)
    return (
        select(workspace, survey, interaction, invitation, contact, delivery, response, version)
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
        .outerjoin(
            version,
            _belongs(version.c.survey_id, invitation.c.survey_id)
            & (version.c.version == invitation.c.version),
        )
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
