"""Members of a campaign as persons: who they are, and from when on the next question is theirs."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.eligibility import Asked
from kpi.metrics import Metric
from kpi.periods import local_day, midnight
from kpi.policy import Policy
from kpi.store import audiences, campaigns, choosing, contacts, mailing, rows, surveys
from kpi.store.tables import CampaignAsk, CampaignMember, Contact, Interaction, Invitation, Survey

_INTERACTION = rows.table(Interaction)
_INVITATION = rows.table(Invitation)


def requester(member: CampaignMember) -> dict[str, Any]:
    """Return the columns of an interaction that say whom it is about."""
    team_id, user_id = audiences.slack_ids(member.person)
    return {
        "requester_email": "" if user_id else member.person,
        "requester_team_id": team_id,
        "requester_user_id": user_id,
    }


async def contact_of(connection: AsyncConnection, member: CampaignMember) -> Contact | None:
    """Return who a member was when last looked up, however long ago; None for nobody known.

    Old news is good enough to leave somebody in peace; whom to write to is looked up afresh.
    """
    workspace_id = member.workspace_id
    team_id, user_id = audiences.slack_ids(member.person)
    if user_id:
        return await contacts.by_slack(connection, workspace_id, team_id, user_id)
    address = await contacts.address(connection, workspace_id, member.person)
    if address is not None and address.contact_id is not None:
        return await contacts.find(connection, workspace_id, address.contact_id)
    return await mailing.found(connection, workspace_id, member.person)


async def free_from(
    connection: AsyncConnection, survey: Survey, contact: Contact, now: datetime
) -> datetime:
    """Return from when on somebody may be asked again, as far as questions before matter."""
    policy, since = surveys.policy(survey), now - choosing.memory([survey])
    history = await contacts.history(connection, contact.workspace_id, contact.id, since)
    return max((one.sent_at + _rest(policy, survey, one) for one in history), default=now)


async def has_turn_by_another_name(
    connection: AsyncConnection, ask: CampaignAsk, contact: Contact
) -> bool:
    """Tell whether somebody had their turn in this round as another member.

    The same person may be in it by two addresses, or by address and by name in Slack.
    """
    same = and_(
        _INTERACTION.c.workspace_id == _INVITATION.c.workspace_id,
        _INTERACTION.c.id == _INVITATION.c.interaction_id,
    )
    other = (
        select(_INVITATION.c.id)
        .join_from(_INVITATION, _INTERACTION, same)
        .where(
            _INVITATION.c.workspace_id == contact.workspace_id,
            _INVITATION.c.contact_id == contact.id,
            _INVITATION.c.state.in_(("planned", "sent")),
            _INTERACTION.c.source == campaigns.SOURCE,
            _INTERACTION.c.external_id.startswith(campaigns.reference(ask.campaign_id, ask.round)),
        )
    )
    return (await connection.execute(other.limit(1))).first() is not None


async def is_day_full(
    connection: AsyncConnection, survey: Survey, zone: str, now: datetime
) -> bool:
    """Tell whether a survey has as many questions out or waiting today as it may send in a day."""
    cap = surveys.policy(survey).daily_cap
    if not cap:
        return False
    begins = midnight(local_day(now, zone), zone)
    ours = and_(
        _INVITATION.c.workspace_id == survey.workspace_id, _INVITATION.c.survey_id == survey.id
    )
    # Counted apart, since each has an index that the two together have not.
    sent = select(func.count()).where(ours, _INVITATION.c.sent_at >= begins).scalar_subquery()
    undecided = _INVITATION.c.state.in_(("looking_up", "planned"))
    waiting = select(func.count()).where(ours, undecided).scalar_subquery()
    return int((await connection.execute(select(sent + waiting))).scalar_one()) >= cap


def _rest(policy: Policy, survey: Survey, asked: Asked) -> timedelta:
    """Return how long this survey leaves somebody in peace after a question."""
    same = policy.cooldown if asked.metric == Metric(survey.metric) else timedelta()
    return max(same, policy.cooldown_any)
