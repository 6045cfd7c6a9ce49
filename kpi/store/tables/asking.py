"""What somebody was helped with, our decision to ask about it, and the message that follows."""

from datetime import date, datetime
from typing import Any
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


class Interaction(Stored, table=True):
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
    first_resolved_at: datetime | None = utc_or_none()
    """The first of all its resolutions."""
    first_reopened_at: datetime | None = utc_or_none()
    """When the first of them first no longer held."""
    customer_wrote_at: datetime | None = utc_or_none()
    """When the customer first wrote after the first reply, or the first resolution where that came
    before; as long as they did not, when they wrote last. Where a source tells."""
    waited_seconds: int = 0
    """How long its source says that it waited for the customer."""
    told_at: datetime | None = utc_or_none()
    """The source's time of the newest event: older ones do not change what it said."""
    slack_channel_id: str = ""
    slack_thread_ts: str = ""
    hook_id: str = ""
    """The door by which it was told last; empty when it came by none."""
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
        Index("ix_invitation_open", "workspace_id", "expires_at"),
        Index(
            "ix_invitation_uncounted",
            *("counted_in", "workspace_id", "id"),
            sqlite_where=text("counted_in = ''"),
            postgresql_where=text("counted_in = ''"),
        ),
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
    language: str = Field(default="", max_length=8)
    """Of the person when it was decided, such as nl; it stays when they change it."""
    facts: dict[str, Any] = json_of(dict)
    """What the rules looked at when it was decided and when it was sent, to be replayed."""
    decided_at: datetime | None = utc_or_none()
    rechecked_at: datetime | None = utc_or_none()
    """When it was looked at last before it was sent or called off."""
    reopened_at: datetime | None = utc_or_none()
    """When we heard that this resolution no longer held."""
    reminded_at: datetime | None = utc_or_none()
    counted_in: str = Field(default="", max_length=64)
    """The time zone in whose days `AskedTally` counts it; empty while it does not."""
    created_at: datetime = utc()


class AskedTally(Stored, table=True):
    """Who was helped, asked and heard on one local day, whole or for one segment value.

    `segment` is empty for everybody, else one of `PLACES`; what was delivered is counted by those
    of `TALLIED` only. Asks by hand are left out. Changed in the transaction of the invitation or
    the answer, so a funnel is always current.
    """

    __tablename__ = "asked_tally"
    __table_args__ = IN_ORDER_OF_ITS_KEY

    workspace_id: str = workspace_key()
    survey_id: UUID = row_key()
    segment: str = Field(primary_key=True, max_length=16)
    value: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    """Of the resolution for the first four counts, of the sending for the others."""
    until: date = Field(primary_key=True)
    """The local day on which what was sent may no longer be answered; for the first two the day
    itself."""
    helped: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    turns: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    """Whose turn came in a campaign."""
    asked: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    """Of both, those to whom a question was sent."""
    heard: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    """Of these, those with an answer that stands."""
    delivered: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    answered: int = Field(default=0, sa_column=Column(Integer, nullable=False))
    """With an answer that stands."""


class Delivery(Stored, table=True):
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
    """What it tells: prompt, reminder, digest, notice, alert, joy and so on; see `bot.work`."""
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


class Attempt(Stored, table=True):
    """One try at a delivery; rows are only ever added."""

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    delivery_id: UUID = Field(index=True)
    outcome: str
    detail: str = ""
    at: datetime = utc()
