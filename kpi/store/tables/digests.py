"""Digests: what goes where and when, and what became of each time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from kpi.store.columns import json_of, row_key, utc, workspace_key


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
