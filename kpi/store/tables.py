"""The tables, in the order in which facts flow: from workspace and survey to response and tally.

Every table carries `workspace_id` first in its key, so that it can be partitioned by workspace.
An absent segment is the empty string, never NULL: NULLs are not equal in a unique key.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from kpi.store.columns import json_of, row_key, utc, utc_or_none, workspace_key

TOP_SCORE = 10
"""The widest scale we know, NPS; tallies have a count for each of 0 … 10."""

SEGMENTS = ("team", "agent", "channel", "account", "priority", "source", "moment", "trigger")
"""What an interaction is filed under; taken at resolution, never rewritten."""

TALLIED = ("team", "agent", "channel", "account")
"""The segments that have tallies of their own; the others are counted from the answers."""


class Filed(SQLModel):
    """What is filed under the segments of an interaction, as they were at its resolution."""

    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    source: str = ""
    moment: str = ""
    trigger: str = ""


class Workspace(SQLModel, table=True):
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
    created_at: datetime = utc()


class Survey(SQLModel, table=True):
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
    created_at: datetime = utc()


class Contact(SQLModel, table=True):
    """A person in Slack who may be asked, keyed by (team, user): guests belong to another team."""

    __table_args__ = (UniqueConstraint("workspace_id", "team_id", "user_id"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    team_id: str
    user_id: str
    name: str = ""
    language: str = ""
    time_zone: str = ""
    is_home: bool = True
    """False for a Slack Connect guest."""
    is_deactivated: bool = False
    dm_channel_id: str = ""
    refreshed_at: datetime | None = utc_or_none()
    introduced_at: datetime | None = utc_or_none()
    """When the first question explained who asks and how to stop."""
    opted_out_at: datetime | None = utc_or_none()
    created_at: datetime = utc()


class Address(SQLModel, table=True):
    """What `users.lookupByEmail` said of a mail address: a contact, or nobody, and when."""

    workspace_id: str = workspace_key()
    email: str = Field(primary_key=True, max_length=320)
    contact_id: UUID | None = None
    looked_up_at: datetime = utc()


class Hook(SQLModel, table=True):
    """A door for one ticket system, with its encrypted signing secret."""

    workspace_id: str = workspace_key()
    id: str = Field(primary_key=True, max_length=64, unique=True)
    source: str
    secret: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    old_secret: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    old_secret_until: datetime | None = utc_or_none()
    last_event_at: datetime | None = utc_or_none()
    created_at: datetime = utc()


class HookEvent(SQLModel, table=True):
    """A webhook as it came in: stored before it is answered, understood afterwards."""

    __tablename__ = "hook_event"
    __table_args__ = (
        UniqueConstraint("workspace_id", "hook_id", "key"),
        Index("ix_hook_event_state", "state", "received_at"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    hook_id: str
    key: str
    """The sender's own delivery id, or a hash of the body."""
    body: dict[str, Any] = json_of(dict)
    headers: dict[str, str] = json_of(dict)
    """Those without which the body cannot be understood."""
    state: str = "stored"
    """stored, done or failed."""
    reason: str = ""
    received_at: datetime = utc()


class Interaction(SQLModel, table=True):
    """A piece of help somebody got, as its source told it last."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "source", "external_id"),
        Index("ix_interaction_resolved", "workspace_id", "resolved_at"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    source: str
    external_id: str
    subject: str = ""
    url: str = ""
    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    moment: str = "support"
    trigger: str = "system"
    """system, hand or campaign."""
    requester_email: str = ""
    requester_name: str = ""
    requester_role: str = ""
    requester_team_id: str = ""
    requester_user_id: str = ""
    tags: list[str] = json_of(list)
    opened_at: datetime | None = utc_or_none()
    first_replied_at: datetime | None = utc_or_none()
    resolved_at: datetime | None = utc_or_none()
    """The resolution that counts: the first one after the interaction was open."""
    closed_at: datetime | None = utc_or_none()
    """The last resolution that was told, closing by itself after a solution included."""
    reopened_at: datetime | None = utc_or_none()
    solve_cycle: int = 0
    """How often it has been resolved; one question at most for each."""
    told_at: datetime | None = utc_or_none()
    """The source's time of the newest event: older ones do not change what it said."""
    slack_channel_id: str = ""
    slack_thread_ts: str = ""
    extra: dict[str, Any] = json_of(dict)
    """What the source said that we have no column for."""
    created_at: datetime = utc()


class Invitation(Filed, table=True):
    """Our decision about one resolution: ask, or not and why; with the segments of that moment."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "interaction_id", "solve_cycle"),
        Index("ix_invitation_decided", "workspace_id", "resolved_at"),
        Index("ix_invitation_sent", "workspace_id", "survey_id", "sent_at"),
        Index("ix_invitation_contact", "workspace_id", "contact_id", "sent_at"),
        Index("ix_invitation_undecided", "state", "due_at"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    interaction_id: UUID
    solve_cycle: int
    survey_id: UUID
    version: int
    contact_id: UUID | None = None
    state: str
    """looking_up (whose address is it), planned, sent, not_asked or undeliverable."""
    reason: str = ""
    """A value of `kpi.eligibility.Reason`, or Slack's error for an undeliverable one."""
    resolved_at: datetime = utc()
    due_at: datetime = utc()
    """When to ask; while looking up, when to try the address next."""
    lookups: int = 0
    sent_at: datetime | None = utc_or_none()
    expires_at: datetime | None = utc_or_none()
    """Until when a first answer counts; set when it is sent."""
    is_anonymous: bool = False
    """What the person was promised; set when it is sent, and kept when the survey changes."""
    created_at: datetime = utc()


class Delivery(SQLModel, table=True):
    """The outbox: one message we owe somebody, and what became of it."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "kind", "cause_id"),
        Index("ix_delivery_due", "state", "due_at"),
        Index("ix_delivery_message", "workspace_id", "channel_id", "message_ts"),
        Index("ix_delivery_recipient", "workspace_id", "user_id", "state"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    """Random and opaque: it travels in the message's metadata, which other apps may read."""
    kind: str
    """prompt, digest, digest_detail or notice."""
    cause_id: UUID
    """The invitation, schedule run or schedule that this message serves."""
    state: str = "due"
    """due, sending, retry, unknown, held, sent, failed or cancelled."""
    due_at: datetime = utc()
    user_id: str = ""
    channel_id: str = ""
    thread_ts: str = ""
    message_ts: str = ""
    body: dict[str, Any] = json_of(dict)
    """What the cause alone does not tell, such as the words of a notice."""
    attempts: int = 0
    lease_until: datetime | None = utc_or_none()
    reason: str = ""
    sent_at: datetime | None = utc_or_none()
    created_at: datetime = utc()


class Attempt(SQLModel, table=True):
    """One try at a delivery; rows are only ever added."""

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    delivery_id: UUID = Field(index=True)
    outcome: str
    detail: str = ""
    at: datetime = utc()


class Click(SQLModel, table=True):
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


class Response(Filed, table=True):
    """The answer as it stands, filed under its segments; `score` is None when undone."""

    __table_args__ = (
        UniqueConstraint("workspace_id", "invitation_id"),
        UniqueConstraint("workspace_id", "survey_id", "external_key"),
        Index(
            "ix_response_counted",
            *("workspace_id", "survey_id", "version", "day", "trigger", "team", "agent"),
            *("channel", "account", "score"),
        ),
        Index("ix_response_contact", "workspace_id", "contact_id", "answered_at"),
    )

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    invitation_id: UUID | None = None
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


class ResponseChange(SQLModel, table=True):
    """The history of an answer: what it became, and when; rows are only ever added."""

    __tablename__ = "response_change"

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    response_id: UUID = Field(index=True)
    score: int | None = None
    comment: str = ""
    at: datetime = utc()


class Tally(SQLModel, table=True):
    """Counts per score of one survey version on one local day, whole or for one segment value.

    `segment` is empty for the whole survey. Answers to asks by hand are left out: hand-picked
    people flatter. Changed in the transaction of the answer, so a summary is always current.
    """

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


class Schedule(SQLModel, table=True):
    """A digest: which numbers go to which channel, when, in which language."""

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    channel_id: str
    owner_id: str
    metrics: list[str] = json_of(list)
    filters: dict[str, str] = json_of(dict)
    weekday: int = 0
    """0 is Monday, as in `date.weekday`."""
    time: str = "09:00"
    language: str = "en"
    paused_because: str = ""
    created_at: datetime = utc()


class ScheduleRun(SQLModel, table=True):
    """One due slot of a schedule; the unique key lets one of many replicas win it."""

    __tablename__ = "schedule_run"
    __table_args__ = (UniqueConstraint("workspace_id", "schedule_id", "slot"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    schedule_id: UUID
    slot: str
    """The local week the slot belongs to, such as 2026-W43: a repeated hour is still one slot."""
    state: str
    """queued, or skipped when it was found too late."""
    at: datetime = utc()


METADATA = SQLModel.metadata
"""All tables above; migrations are compared with it."""
