"""The tenant, its surveys, and who may do what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from kpi.store.columns import Json, Stored, json_of, row_key, utc, utc_or_none, workspace_key


class Workspace(Stored, table=True):
    """The tenant: a Slack workspace, or `local` before Slack is connected."""

    id: str = Field(primary_key=True, max_length=64)
    name: str = ""
    time_zone: str = "Europe/Amsterdam"
    language: str = "en"
    shows_agents: bool = False
    """Whether leads may see numbers by agent; an admin turns it on."""
    admin_ids: list[str] = json_of(list)
    lead_ids: list[str] = json_of(list)
    lead_group_id: str = ""
    reaction: str = ""
    """The emoji with which colleagues have somebody asked; empty while that is off."""
    asks_everyone: bool = False
    """Whether a question about a thread goes to everyone who wrote in it, not its first writer."""
    service: dict[str, str] = json_of(dict)
    """Definitions of service metrics where they differ from the standard: metric to its key."""
    reckoned_through: UUID | None = None
    """Up to which interaction the past was reckoned, by id; the highest of all once it is done."""
    zone_changed_at: datetime | None = utc_or_none()
    """When it got another time zone; None once all its answers count on the days of that."""
    recounted_through: UUID | None = None
    """Up to which answer that is done, by id; None before the first."""
    shows_benchmarks: bool = False
    """Whether published figures of others stand beside the numbers."""
    read_through: UUID | None = None
    """Up to which answer comments were read with the words of now, by id; None when all were."""
    repaired_with: UUID | None = None
    """The mark of the last piece of `kpi.store.repairs` that put tallies right."""
    sends_joy: bool = False
    """Whether agents hear it when a customer whom they helped is happy."""
    created_at: datetime = utc()


class Survey(Stored, table=True):
    """A question with its scale and sending policy; one per metric and workspace."""

    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    name: str
    metric: str
    definition: str
    """The key of `kpi.metrics.Definition`, for example `csat/1-5/top2/v1`."""
    version: int = 1
    policy: dict[str, str] = json_of(dict)
    """Settings that differ from `kpi.policy.defaults`, by their names on the command line."""
    title: str = ""
    """As admins call it; empty for the standard ones."""
    languages: list[str] = Field(default_factory=lambda: ["en", "nl"], sa_type=Json, nullable=False)
    """Those it promises: without words in each it cannot be turned on."""
    wording: dict[str, Any] = json_of(dict)
    """Its own words by language, where they differ from the definition's."""
    created_at: datetime = utc()


class SurveyVersion(Stored, table=True):
    """What a survey asked in one version: questions under way keep the words they went out with."""

    __tablename__ = "survey_version"

    workspace_id: str = workspace_key()
    survey_id: UUID = row_key()
    version: int = Field(primary_key=True)
    definition: str
    wording: dict[str, Any] = json_of(dict)
    created_by: str = ""
    created_at: datetime = utc()


class PolicyChange(Stored, table=True):
    """A survey's whole policy from a moment on; rows are only ever added."""

    __tablename__ = "policy_change"
    __table_args__ = (Index("ix_policy_change_survey", "workspace_id", "survey_id", "at"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    survey_id: UUID
    policy: dict[str, str] = json_of(dict)
    changed_by: str = ""
    at: datetime = utc()
