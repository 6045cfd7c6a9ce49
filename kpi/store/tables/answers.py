"""Taps, the answers they make, and the counts of those answers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field

from kpi.store.columns import (
    IN_ORDER_OF_ITS_KEY,
    Stored,
    json_of,
    row_key,
    utc,
    utc_or_none,
    workspace_key,
)
from kpi.store.tables.segments import Filed

TOP_SCORE = 10
"""The widest scale we know, NPS; tallies have a count for each of 0 … 10."""


class Click(Stored, table=True):
    """One tap as Slack told it; the unique key makes a second telling harmless."""

    __table_args__ = (
        UniqueConstraint(
            "workspace_id", "team_id", "user_id", "channel_id", "message_ts", "action_id", "at"
        ),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    invitation_id: UUID = Field(index=True)
    team_id: str
    user_id: str
    channel_id: str
    message_ts: str
    action_id: str
    at: datetime = utc()
    """Slack's `action_ts`."""
    score: int | None = None
    verdict: str = ""
    """What became of it: a value of `kpi.answering.Verdict`; empty for a wish about being asked."""


_REMARKED = text("comment <> '' OR CAST(reasons AS VARCHAR) <> '[]'")


class Response(Filed, table=True):
    """The answer as it stands, filed under its segments; `score` is None when undone."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "invitation_id"),
        UniqueConstraint("workspace_id", "survey_id", "external_key"),
        Index(
            "ix_response_counted",
            *("workspace_id", "survey_id", "version", "day", "trigger", "team", "agent"),
            *("channel", "account", "score", "interaction_id"),
        ),
        Index("ix_response_newest", "workspace_id", "answered_at", "id"),
        Index(
            "ix_response_remarked",
            *("workspace_id", "survey_id", "day", "trigger", "score"),
            sqlite_where=_REMARKED,
            postgresql_where=_REMARKED,
        ),
        Index("ix_response_contact", "workspace_id", "contact_id", "answered_at"),
        Index(
            "ix_response_confirmed",
            *("workspace_id", "day", "trigger", "team", "agent", "channel", "account"),
            *("solved_at_once", "survey_id"),
            sqlite_where=text("solved_at_once IS NOT NULL"),
            postgresql_where=text("solved_at_once IS NOT NULL"),
        ),
        Index(
            "ix_response_unread",
            *("workspace_id", "commented_at"),
            sqlite_where=text("comment <> '' AND read_with = ''"),
            postgresql_where=text("comment <> '' AND read_with = ''"),
        ),
        Index(
            "ix_response_read",
            *("workspace_id", "read_with"),
            sqlite_where=text("comment <> '' AND read_with <> ''"),
            postgresql_where=text("comment <> '' AND read_with <> ''"),
        ),
        Index(
            "ix_response_heeded",
            "heed_at",
            sqlite_where=text("heed_at IS NOT NULL"),
            postgresql_where=text("heed_at IS NOT NULL"),
        ),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    invitation_id: UUID | None = None
    interaction_id: UUID | None = None
    """What the question was about, as its invitation says."""
    external_key: str | None = None
    """Identifies an imported answer in its file."""
    survey_id: UUID
    version: int
    contact_id: UUID | None = None
    score: int | None = None
    day: date
    """The day of the first tap in the workspace's zone; an edit never moves it."""
    answered_at: datetime = utc()
    changed_at: datetime = utc()
    comment: str = ""
    commented_at: datetime | None = utc_or_none()
    may_contact: bool = False
    reasons: list[dict[str, str]] = json_of(list)
    """What was ticked, each reason as its words by language then: see `kpi.reason_list`."""
    solved_at_once: bool | None = None
    """What the customer said of it, where they were asked."""
    confirmed_at: datetime | None = utc_or_none()
    """When they said so last."""
    language: str = Field(default="", max_length=8)
    """Of the comment, as it was recognised when it was read."""
    themes: list[str] = json_of(list)
    """What the comment was found to be about, and is counted under."""
    read_with: str = Field(default="", max_length=32)
    """The words it was read with, as `kpi.themes` names them; empty when it must be read."""
    heed_at: datetime | None = utc_or_none()
    """When to see whether it needs somebody, since it changed; None when that was done."""


class ResponseChange(Stored, table=True):
    """The history of an answer: what it became, and when; rows are only ever added."""

    __tablename__ = "response_change"

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    response_id: UUID = Field(index=True)
    score: int | None = None
    comment: str = ""
    reasons: list[dict[str, str]] = json_of(list)
    solved_at_once: bool | None = None
    at: datetime = utc()


class Tally(Stored, table=True):
    """Counts per score of one survey version on one local day, whole or for one segment value.

    `segment` is empty for the whole survey. Answers to asks by hand are left out: hand-picked
    people flatter. Changed in the transaction of the answer, so a summary is always current.
    """

    __table_args__ = IN_ORDER_OF_ITS_KEY

    workspace_id: str = workspace_key()
    survey_id: UUID = row_key()
    version: int = Field(primary_key=True)
    segment: str = Field(primary_key=True, max_length=16)
    value: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    n0: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n1: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n2: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n3: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n4: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n5: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n6: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n7: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n8: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n9: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    n10: int = Field(default=0, sa_column=Column(Integer, nullable=False))
