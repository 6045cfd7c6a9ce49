"""Campaigns: people who are asked on a schedule, each on a day of their own."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from kpi.store.columns import Stored, json_of, row_key, utc, utc_or_none, workspace_key


class Campaign(Stored, table=True):
    """One survey for one audience, once, every quarter, or on dates of its own."""

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    survey_id: UUID
    name: str
    moment: str = ""
    """What is asked about besides support, such as review; empty for none in particular."""
    audience: dict[str, Any] = json_of(dict)
    """kind: channel, group, addresses or contacts; with its channel_id, group_id or days."""
    rhythm: str
    """once, quarterly or dates."""
    starts_on: date
    """The first local day on which somebody may be asked; rounds are counted from it."""
    days: int = 0
    """Working days over which a single round is spread."""
    state: str = "draft"
    """draft, running, paused or done."""
    paused_because: str = ""
    """Slack's word, such as is_archived; empty when a person paused it."""
    synced_at: datetime | None = utc_or_none()
    """When the audience was last compared with Slack or with the interactions."""
    created_by: str = ""
    created_at: datetime = utc()


class CampaignMember(Stored, table=True):
    """Somebody in the audience of a campaign."""

    __tablename__ = "campaign_member"
    __table_args__ = (
        Index("ix_campaign_member_lot", "workspace_id", "campaign_id", "lot", "person"),
    )

    workspace_id: str = workspace_key()
    campaign_id: UUID = row_key()
    person: str = Field(primary_key=True, max_length=320)
    """Their address, or team/user of Slack."""
    lot: int = Field(sa_type=BigInteger, nullable=False)
    """The keyed hash that says where in every round they come."""
    account: str = ""
    due_on: date | None = None
    """The day an audience with dates names."""
    joined_at: datetime = utc()
    left_at: datetime | None = utc_or_none()


class CampaignRound(Stored, table=True):
    """How far the members of a campaign were dealt over the days of one round."""

    __tablename__ = "campaign_round"

    workspace_id: str = workspace_key()
    campaign_id: UUID = row_key()
    name: str = Field(primary_key=True, max_length=32)
    size: int
    """How many members there were at its beginning."""
    dealt: int = 0
    after_lot: int = Field(default=-1, sa_type=BigInteger, nullable=False)
    after_person: str = ""
    """The member dealt last; the next piece goes on behind."""
    dealt_at: datetime | None = utc_or_none()
    """When everybody had a day; who joined later gets one of the days left."""
    joined_until: datetime | None = utc_or_none()
    """The comparison of the audience up to which joiners have their day."""


class CampaignAsk(Stored, table=True):
    """One member's day in one round; the key asks everybody once."""

    __tablename__ = "campaign_ask"
    __table_args__ = (Index("ix_campaign_ask_due", "workspace_id", "state", "due_at"),)

    workspace_id: str = workspace_key()
    campaign_id: UUID = row_key()
    round: str = Field(primary_key=True, max_length=32)
    """The first day of a quarter's round, such as 2026-11-18; once; or the day that was named."""
    person: str = Field(primary_key=True, max_length=320)
    due_at: datetime = utc()
    """When on their day, somewhere in the workspace's office hours."""
    state: str = "planned"
    """planned, taken (there is an invitation), left (no longer a member), twice or missed."""
    invitation_id: UUID | None = None
