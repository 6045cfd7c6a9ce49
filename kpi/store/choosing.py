"""The choice about one resolution: which survey asks, when, or why none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import eligibility
from kpi.eligibility import Asked, Reason, Subject
from kpi.metrics import Metric
from kpi.store import contacts, interactions, surveys
from kpi.store.tables import Address, Contact, Interaction, Survey

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

    @property
    def as_seen_by_rules(self) -> eligibility.Contact | None:
        if not self.is_named:
            return None
        if self.contact is None:
            return eligibility.Contact(reachable=not self.is_known)
        return eligibility.Contact(
            deactivated=self.contact.is_deactivated,
            opted_out=self.contact.opted_out_at is not None,
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
        return NOBODY
    address = await contacts.address(connection, workspace_id, interaction.requester_email)
    if address is None or not _holds(address, now):
        return UNKNOWN
    if address.contact_id is None:
        return NOT_IN_SLACK
    return Customer(contact=await contacts.find(connection, workspace_id, address.contact_id))


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
    choices = [
        choice(one, subject_of(interaction), helped=helped, history=history, now=now)
        for one in mine
    ]
    return next((one for one in choices if one.reason is None), choices[0])


def choice(
    survey: Survey,
    subject: Subject,
    *,
    helped: Customer,
    history: Sequence[Asked],
    now: datetime,
) -> Choice:
    """Decide about one survey, as things will stand when it would ask."""
    policy = surveys.policy(survey)
    resolved_at = min(subject.resolved_at or now, now)
    due_at = max(now, resolved_at + eligibility.wait(policy, subject))
    reason = eligibility.decide(
        policy,
        Metric(survey.metric),
        subject,
        contact=helped.as_seen_by_rules,
        history=history,
        now=due_at,
    )
    return Choice(survey=survey, reason=reason, due_at=due_at)


def subject_of(interaction: Interaction, *, superseded: bool = False) -> Subject:
    """Return an interaction as the rules look at it."""
    return Subject(
        team=interaction.team,
        channel=interaction.channel,
        account=interaction.account,
        tags=frozenset(interaction.tags),
        email=interaction.requester_email,
        resolved_at=interaction.resolved_at,
        reopened=interactions.state_of(interaction).is_reopened,
        superseded=superseded,
        by_hand=interaction.trigger == "hand",
    )


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


def _holds(address: Address, now: datetime) -> bool:
    believed = NOBODY_HOLDS if address.contact_id is None else ADDRESS_HOLDS
    return now - address.looked_up_at < believed
