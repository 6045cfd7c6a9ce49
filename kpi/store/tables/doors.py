"""Doors for ticket systems, and what came in by them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from kpi.store.columns import Stored, json_of, row_key, utc, utc_or_none, workspace_key


class Hook(Stored, table=True):
    """A door for one ticket system, with its encrypted signing secret."""

    workspace_id: str = workspace_key()
    id: str = Field(primary_key=True, max_length=64, unique=True)
    source: str
    secret: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    old_secret: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    old_secret_until: datetime | None = utc_or_none()
    last_event_at: datetime | None = utc_or_none()
    mapping: dict[str, Any] = json_of(dict)
    """Of the kind `mapped`: where in its bodies the facts stand."""
    options: dict[str, str] = json_of(dict)
    """What the system's API needs, such as its address, by the names of its file in sources."""
    token: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    """For its API, encrypted; None where nobody gave one."""
    write_back: bool = False
    """Whether answers are written on the tickets they are about."""
    polled_until: datetime | None = utc_or_none()
    """Up to when its API was asked for what webhooks left out."""
    poll_trouble: str = ""
    """Why that failed last; empty when it went well."""
    poll_due_at: datetime | None = utc_or_none()
    """When to ask next; moved on by whoever asks, so that no two replicas do."""
    created_at: datetime = utc()


class HookEvent(Stored, table=True):
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


class TicketLookup(Stored, table=True):
    """An interaction whose source gave ids for names, which its API has to be asked for."""

    __tablename__ = "ticket_lookup"
    __table_args__ = (Index("ix_ticket_lookup_due", "due_at"),)

    workspace_id: str = workspace_key()
    interaction_id: UUID = row_key()
    hook_id: str
    due_at: datetime = utc()
    """When to ask; moved on by whoever asks, so that no two replicas do."""
    attempts: int = 0
    created_at: datetime = utc()


class WriteBack(Stored, table=True):
    """An answer that is owed to the ticket it is about, as it stands when it is written."""

    __tablename__ = "write_back"
    __table_args__ = (Index("ix_write_back_due", "state", "due_at"),)

    workspace_id: str = workspace_key()
    response_id: UUID = row_key()
    hook_id: str
    state: str = "due"
    """due, writing, done or failed."""
    due_at: datetime = utc()
    attempts: int = 0
    reason: str = ""
    remote_id: str = ""
    """What the system calls the note it made, where a later one can replace it."""
    written_at: datetime | None = utc_or_none()
    created_at: datetime = utc()
