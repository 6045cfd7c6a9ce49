"""Answers that somebody follows up: which need it, who was told, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from kpi.store.columns import Stored, json_of, row_key, utc, utc_or_none, workspace_key


class AlertRule(Stored, table=True):
    """Which answers to a survey need somebody, and the channel that is told."""

    __tablename__ = "alert_rule"

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    survey_id: UUID
    steps: int | None = None
    """How many scores from the unhappy end of the scale need somebody; None where any may."""
    theme: str = ""
    """The theme its comment must be about; empty for any, or none."""
    account: str = ""
    words: list[str] = json_of(list)
    """One of which its comment must have; none for any comment, or none."""
    channel_id: str
    owner_id: str = ""
    """Who hears when the channel is gone, and when nobody claims a case: a lead."""
    language: str = "en"
    paused_because: str = ""
    created_at: datetime = utc()


class Case(Stored, table=True):
    """A customer who is helped further after an answer; one for each answer at most."""

    __tablename__ = "case_"
    __table_args__ = (
        UniqueConstraint("workspace_id", "response_id"),
        Index("ix_case_open", "workspace_id", "state", "opened_at"),
        Index("ix_case_due", "state", "remind_at"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    response_id: UUID
    rule_id: UUID
    """The first rule that it met."""
    state: str = "open"
    """A value of `kpi.cases.State`."""
    owner_id: str = ""
    """The Slack user who claimed it; empty while nobody did."""
    opened_at: datetime = utc()
    claimed_at: datetime | None = utc_or_none()
    snoozed_until: datetime | None = utc_or_none()
    contacted_at: datetime | None = utc_or_none()
    """When somebody first was in touch with the customer, as they say."""
    done_at: datetime | None = utc_or_none()
    outcome: str = ""
    """A value of `kpi.cases.Outcome`, once it is done."""
    note: str = ""
    remind_at: datetime | None = utc_or_none()
    """When somebody is reminded next; None when nobody is."""
    reminders: int = 0


class CaseChange(Stored, table=True):
    """The history of a case; rows are only ever added."""

    __tablename__ = "case_change"
    __table_args__ = (Index("ix_case_change_case", "workspace_id", "case_id", "at"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    case_id: UUID
    what: str
    """A value of `kpi.cases.Step`."""
    by: str = ""
    """The Slack user; empty for what happened by itself."""
    detail: dict[str, Any] = json_of(dict)
    at: datetime = utc()


class Alert(Stored, table=True):
    """An answer told in a channel; the unique key lets it be told there once."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "response_id", "channel_id"),
        Index("ix_alert_told_with", "workspace_id", "told_with"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    response_id: UUID
    case_id: UUID
    rule_id: UUID
    channel_id: str
    told_with: UUID
    """The cause of the delivery that tells it: its own id, or what a storm's alerts share."""
    is_stale: bool = False
    """Whether what the message says has changed since."""
    created_at: datetime = utc()
