"""Turns that have come: each becomes an interaction, about which the survey's rules decide.

Somebody who was asked something else just before is put off while the round lasts, and so is who
was missed while nothing ran: neither comes in a burst, neither loses their turn lightly.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Integer, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cohorts
from kpi.cohorts import Rhythm
from kpi.interaction_event import Event, Kind
from kpi.store import (
    audiences,
    campaigns,
    invitations,
    members,
    office_schedules,
    rows,
    surveys,
    turn_rows,
)
from kpi.store.tables import (
    Campaign,
    CampaignAsk,
    CampaignMember,
    Survey,
    Workspace,
)

TRIGGER = "campaign"

_TABLE = rows.table(CampaignAsk)
_MEMBER = rows.table(CampaignMember)
_CAMPAIGN = rows.table(Campaign)

_THEIR_PLACE = ("workspace_id", "campaign_id", "person")
_STILL_MEMBER = select(_MEMBER).where(
    rows.as_given(_MEMBER, *_THEIR_PLACE), _MEMBER.c.left_at.is_(None)
)
_COME = (
    select(_TABLE)
    .join_from(
        _TABLE,
        _CAMPAIGN,
        and_(
            _CAMPAIGN.c.workspace_id == _TABLE.c.workspace_id,
            _CAMPAIGN.c.id == _TABLE.c.campaign_id,
        ),
    )
    .where(
        rows.as_given(_TABLE, "workspace_id"),
        _TABLE.c.state == "planned",
        _TABLE.c.due_at <= bindparam("now"),
        _CAMPAIGN.c.state == campaigns.RUNNING,
    )
    .order_by(_TABLE.c.due_at)
    .limit(bindparam("limit", type_=Integer()))
)


class Fate(StrEnum):
    """What became of a turn that came."""

    TAKEN = "taken"
    LEFT = "left"
    """They are no longer in the audience, or their date was changed."""
    TWICE = "twice"
    """They had their turn under another address or name."""
    PUT_OFF = "put_off"
    MISSED = "missed"
    """It passed while nothing ran, and the round is over."""
    NOT_OURS = "not_ours"
    """Another replica took it, or the campaign was paused meanwhile."""


async def due(
    connection: AsyncConnection, workspace_id: str, now: datetime, limit: int
) -> list[CampaignAsk]:
    """Return the turns of running campaigns that have come, the oldest first."""
    asked = {"given_workspace_id": workspace_id, "now": now, "limit": limit}
    return await rows.every(connection, CampaignAsk, _COME, **asked)


async def take(
    connection: AsyncConnection, workspace: Workspace, ask: CampaignAsk, now: datetime
) -> Fate:
    """Do what a turn asks for, once, however many try.

    Args:
        connection: in a transaction of the writer.
        workspace: whose campaign it is.
        ask: a turn that has come.
        now: the aware moment.
    """
    campaign = await campaigns.find(connection, workspace.id, ask.campaign_id)
    current = await turn_rows.locked(connection, ask)
    if campaign.state != campaigns.RUNNING or current is None or not _has_come(current, now):
        return Fate.NOT_OURS
    member = await _member(connection, ask)
    if member is None or _has_other_date(campaign, member, ask):
        return await _end(connection, ask, Fate.LEFT)
    hours = (await office_schedules.of_workspace(connection, workspace)).default
    if not cohorts.due(now, current.due_at, hours):
        return await _missed(connection, workspace, campaign, ask, now)
    return await _ask(connection, workspace, campaign, member=member, ask=current, now=now)


def _has_come(ask: CampaignAsk, now: datetime) -> bool:
    """Whether it is still so: another replica may have taken it or put it off meanwhile."""
    return ask.state == "planned" and ask.due_at <= now


async def _ask(
    connection: AsyncConnection,
    workspace: Workspace,
    campaign: Campaign,
    *,
    member: CampaignMember,
    ask: CampaignAsk,
    now: datetime,
) -> Fate:
    survey = await surveys.find(connection, campaign.workspace_id, campaign.survey_id)
    contact = await members.contact_of(connection, member)
    if contact and await members.has_turn_by_another_name(connection, ask, contact):
        return await _end(connection, ask, Fate.TWICE)
    free = await members.free_from(connection, survey, contact, now) if contact else now
    if free > now and await turn_rows.put_off(connection, workspace, campaign, ask, after=free):
        return Fate.PUT_OFF
    is_full = await members.is_day_full(connection, survey, workspace.time_zone, now)
    if is_full and await turn_rows.put_off(
        connection, workspace, campaign, ask, after=now, draw=True
    ):
        return Fate.PUT_OFF
    event = _event(campaign, member, ask, now)
    return await _take_in(connection, survey, ask, event, now)


async def _missed(
    connection: AsyncConnection,
    workspace: Workspace,
    campaign: Campaign,
    ask: CampaignAsk,
    now: datetime,
) -> Fate:
    if await turn_rows.put_off(connection, workspace, campaign, ask, after=now, draw=True):
        return Fate.PUT_OFF
    return await _end(connection, ask, Fate.MISSED)


async def _take_in(
    connection: AsyncConnection, survey: Survey, ask: CampaignAsk, event: Event, now: datetime
) -> Fate:
    invitation = await invitations.take_in(
        connection, ask.workspace_id, event, now, survey=survey.name
    )
    invitation_id = invitation.id if invitation else None
    await turn_rows.end(connection, ask, Fate.TAKEN.value, invitation_id=invitation_id)
    return Fate.TAKEN


def _event(campaign: Campaign, member: CampaignMember, ask: CampaignAsk, now: datetime) -> Event:
    team_id, user_id = audiences.slack_ids(member.person)
    is_guest = bool(user_id) and team_id != campaign.workspace_id
    return Event(
        kind=Kind.RESOLVED,
        at=now,
        source=campaigns.SOURCE,
        external_id=campaigns.reference(campaign.id, ask.round, member.lot),
        extra={"campaign": campaign.name},
        account=member.account,
        moment=campaign.moment or TRIGGER,
        trigger=TRIGGER,
        **members.requester(member),
        # A guest has no direct messages with us before the channel that we share.
        slack_channel_id=campaign.audience.get("channel_id", "") if is_guest else "",
    )


async def _member(connection: AsyncConnection, ask: CampaignAsk) -> CampaignMember | None:
    their_place = rows.given(ask, *_THEIR_PLACE)
    return await rows.first(connection, CampaignMember, _STILL_MEMBER, **their_place)


def _has_other_date(campaign: Campaign, member: CampaignMember, ask: CampaignAsk) -> bool:
    if campaign.rhythm != Rhythm.DATES:
        return False
    return member.due_on is None or member.due_on.isoformat() != ask.round


async def _end(connection: AsyncConnection, ask: CampaignAsk, fate: Fate) -> Fate:
    await turn_rows.end(connection, ask, fate.value)
    return fate
