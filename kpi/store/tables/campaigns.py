"""Campaigns: people who are asked on a schedule, each on a day of their own."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from kpi.store.columns import json_of, row_key, utc, utc_or_none, workspace_key


class Campaign(SQLModel, table=True):
    """One survey for one audience, once or every quarter."""

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    survey_id: UUID
    name: str
    moment: str = ""
    """What is asked about besides support, such as review; empty for none in particular."""
    audience: dict[str, Any] = json_of(dict)
    """kind: channel, group, addresses or contacts; with its channel, group or days."""
    rhythm: str
    """once, quarterly or dates."""
    starts_on: date
    days: int = 0
    """Working days over which a single round is spread; 0 for the whole quarter."""
    state: str = "draft"
    """draft, running, paused or done."""
    paused_because: str = ""
    synced_at: datetime | None = utc_or_none()
    """When the audience was last compared with Slack or with the interactions."""
    created_by: str = ""
    created_at: datetime = utc()


class CampaignMember(SQLModel, table=True):
    """Somebody in the audience of a campaign."""

    __tablename__ = "campaign_member"

    workspace_id: str = workspace_key()
    campaign_id: UUID = row_key()
    person: str = Field(primary_key=True, max_length=320)
    """Their address, or team/user of Slack."""
    account: str = ""
    language: str = ""
    due_on: date | None = None
    """The day an audience with dates names."""
    joined_at: datetime = utc()
    left_at: datetime | None = utc_or_none()


class CampaignAsk(SQLModel, table=True):
    """One member's day in one round; the unique key asks everybody once."""

    __tablename__ = "campaign_ask"
    __table_args__ = (
        UniqueConstraint("workspace_id", "campaign_id", "person", "round"),
        Index("ix_campaign_ask_due", "state", "day"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    campaign_id: UUID
    person: str
    round: str
    """Such as 2026-Q4; "once" for a single round."""
    day: date
    state: str = "planned"
    """planned, taken or left."""
