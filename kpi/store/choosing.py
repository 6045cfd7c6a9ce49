"""The choice about one resolution: which survey asks, when, or why none does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import eligibility
from kpi.asking_hours import known_zone
from kpi.eligibility import Asked, Reason, Subject
from kpi.facts import Facts
from kpi.interaction_event import AUTO_RESOLVED
from kpi.metrics import Metric
from kpi.store import (
    contacts,
    interactions,
    mailing,
    rows,
    surveys,
    ticket_lookups,
    workspaces,
)
from kpi.store.tables import Address, Contact, Interaction, Invitation, Survey, Workspace
from kpi.subjects import lot, same_domain

_INVITATION = rows.table(Invitation)

ADDRESS_HOLDS = timedelta(days=30)
"""For how long we believe that an address belongs to somebody."""
NOBODY_HOLDS = timedelta(days=1)
"""For how long we believe that an address belongs to nobody: people join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Who was helped, as far as we know."""

    contact: Contact | None = None
    is_named: bool = True
    """False when the source names nobody."""
    is_known: bool = True
    """False while Slack has not been asked."""

    def seen_by_rules(self, home_zone: str) -> eligibility.Contact | None:
        """Return the customer as the rules look at them; the zone is for who has none known."""
        if not self.is_named:
            return None
        if self.contact is None:
            return eligibility.Contact(reachable=not self.is_known, zone=known_zone(home_zone))
        return eligibility.Contact(
            deactivated=self.contact.is_deactivated,
            opted_out=self.contact.opted_out_at is not None,
            by_mail=mailing.is_by_mail(self.contact),
            bounced=self.contact.bounced_at is not None,
            zone=known_zone(self.contact.time_zone, home_zone),
        )


NOBODY = Customer(is_named=False)
NOT_IN_SLACK = Customer()
UNKNOWN = Customer(is_known=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The survey that asks and when, or would have asked but for the reason."""

    survey: Survey
    reason: Reason | None
    due_at: datetime
    facts: Facts
    """What was looked at."""
    zone: str
    """The time zone in whose days it counts: the workspace's."""


async def customer(
    connection: AsyncConnection, interaction: Interaction, now: datetime
) -> Customer:
    """Find out who was helped from what we have, without asking Slack."""
    workspace_id = interaction.workspace_id
    if interaction.requester_user_id:
        team, user = interaction.requester_team_id, interaction.requester_user_id
        contact = await contacts.by_slack(connection, workspace_id, team, user)
        return Customer(contact=contact) if contact else UNKNOWN
    if not interaction.requester_email:
        waits = await ticket_lookups.is_pending(connection, interaction)
        return UNKNOWN if waits else NOBODY
    address = await contacts.address(connection, workspace_id, interaction.requester_email)
    if address is None or not _holds(address, now):
        return UNKNOWN
    if address.contact_id is not None:
        found = await contacts.find(connection, workspace_id, address.contact_id)
        return Customer(contact=found)
    # Whether somebody without Slack can be asked is for the look-up to say, which knows of mail.
    by_mail = await mailing.found(connection, workspace_id, interaction.requester_email)
    return Customer(contact=by_mail) if by_mail else UNKNOWN


async def choose(
    connection: AsyncConnection,
    interaction: Interaction,
    helped: Customer,
    *,
    survey: Survey | None,
    now: datetime,
) -> Choice:
    """Choose the survey given, or the first enabled one that may ask this customer.

    Where none may, the choice carries the reason of the first.
    """
    mine = [survey] if survey else await _candidates(connection, interaction.workspace_id)
    history = await _asked(connection, helped, mine, now)
    workspace = await workspaces.find(connection, interaction.workspace_id)
    facts = Facts(
        subject=subject_of(
            interaction, asked_before=await was_asked(connection, interaction, helped.contact)
        ),
        contact=helped.seen_by_rules(workspace.time_zone),
        is_named=survey is not None,
    )
    choices = [
        choice(one, _drawn(facts, interaction, one), workspace, history=history, now=now)
        for one in mine
    ]
    return next((one for one in choices if one.reason is None), choices[0])


@dataclass(frozen=True, slots=True)
class PassedOver:
    """How resolutions are decided about that a file told of: nobody is asked."""

    survey: Survey
    workspace: Workspace

    @classmethod
    async def of(cls, connection: AsyncConnection, workspace_id: str) -> "PassedOver":
        """Find the survey that would have asked first."""
        survey, *_ = await _candidates(connection, workspace_id)
        return cls(survey, await workspaces.find(connection, workspace_id))

    def choice(self, interaction: Interaction, now: datetime) -> Choice:
        """Decide about one, whoever the customer was."""
        facts = Facts(subject=replace(subject_of(interaction), imported=True), contact=None)
        return choice(self.survey, facts, self.workspace, history=[], now=now)


def choice(
    survey: Survey, facts: Facts, workspace: Workspace, *, history: Sequence[Asked], now: datetime
) -> Choice:
    """Decide about one survey, as things will stand when it would ask."""
    policy, subject = surveys.policy(survey), facts.subject
    due_at = eligibility.due(policy, subject, facts.contact, now)
    reason = eligibility.decide(
        policy,
        Metric(survey.metric),
        subject,
        contact=facts.contact,
        history=history,
        now=due_at,
    )
    return Choice(
        survey=survey, reason=reason, due_at=due_at, facts=facts, zone=workspace.time_zone
    )


def subject_of(interaction: Interaction, *, asked_before: bool = False) -> Subject:
    """Return an interaction as the rules look at it, for no survey in particular yet."""
    return Subject(
        team=interaction.team,
        channel=interaction.channel,
        account=interaction.account,
        priority=interaction.priority,
        moment=interaction.moment,
        tags=frozenset(interaction.tags),
        email=interaction.requester_email,
        internal=same_domain(interaction.requester_email, interaction.agent),
        resolved_at=interaction.resolved_at,
        reopened=interactions.state_of(interaction).is_reopened,
        auto_resolved=interaction.extra.get(AUTO_RESOLVED) is True,
        replied=interaction.first_replied_at is not None,
        by_hand=interaction.trigger == "hand",
        by_campaign=interaction.trigger == "campaign",
        asked_before=asked_before,
    )


async def was_asked(
    connection: AsyncConnection, interaction: Interaction, contact: Contact | None
) -> bool:
    """Whether this person was asked about an earlier resolution of the interaction."""
    if contact is None or interaction.solve_cycle == 1:
        return False
    asked = select(_INVITATION.c.id).where(
        _INVITATION.c.workspace_id == interaction.workspace_id,
        _INVITATION.c.interaction_id == interaction.id,
        _INVITATION.c.contact_id == contact.id,
        _INVITATION.c.sent_at.is_not(None),
    )
    return (await connection.execute(asked.limit(1))).first() is not None


def memory(chosen: Sequence[Survey]) -> timedelta:
    """Return how far back questions matter to these surveys."""
    policies = [surveys.policy(survey) for survey in chosen]
    return max(max(policy.cooldown, policy.cooldown_any) for policy in policies)


async def _candidates(connection: AsyncConnection, workspace_id: str) -> list[Survey]:
    found = await surveys.of_workspace(connection, workspace_id)
    return [survey for survey in found if surveys.policy(survey).enabled] or found[:1]


async def _asked(
    connection: AsyncConnection, helped: Customer, chosen: Sequence[Survey], now: datetime
) -> list[Asked]:
    if helped.contact is None:
        return []
    contact, since = helped.contact, now - memory(chosen)
    return await contacts.history(connection, contact.workspace_id, contact.id, since)


def _drawn(facts: Facts, interaction: Interaction, survey: Survey) -> Facts:
    return replace(facts, subject=replace(facts.subject, lot=lot(interaction.id, survey.id)))


def _holds(address: Address, now: datetime) -> bool:
    believed = NOBODY_HOLDS if address.contact_id is None else ADDRESS_HOLDS
    return address.is_pinned or now - address.looked_up_at < believed
