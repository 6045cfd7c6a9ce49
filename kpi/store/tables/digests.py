"""Digests: what goes where and when, and what became of each time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint

from kpi.store.columns import Stored, json_of, row_key, utc, utc_or_none, workspace_key


class Schedule(Stored, table=True):
    """A digest: which numbers go to which channel, when, in which language."""

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    channel_id: str
    owner_id: str
    metrics: list[str] = json_of(list)
    filters: dict[str, str] = json_of(dict)
    title: str = ""
    """As its owner calls it, perhaps not at all."""
    by: list[str] = json_of(list)
    """Segments to split by in the thread; team where none is chosen."""
    rhythm: str = "weekly"
    """weekly or monthly."""
    weekday: int = 0
    """0 is Monday, as in `date.weekday`."""
    month_day: int = 1
    """Of a monthly one, 1 to 28."""
    addresses: list[str] = json_of(list)
    """Who gets it by mail, instead of or beside the channel."""
    time: str = "09:00"
    language: str = "en"
    paused_because: str = ""
    since: datetime | None = utc_or_none()
    """When it was last changed or resumed: turns before that are not caught up."""
    created_at: datetime = utc()


class ScheduleRun(Stored, table=True):
    """One due slot of a schedule; the unique key lets one of many replicas win it."""

    __tablename__ = "schedule_run"
    __table_args__ = (UniqueConstraint("workspace_id", "schedule_id", "slot"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    schedule_id: UUID
    slot: str
    """The local week or month it belongs to, 2026-W43 or 2026-10: a repeated hour is one slot."""
    state: str
    """queued, or skipped when it was found too late."""
    told: dict[str, Any] = json_of(dict)
    """The numbers as it said them: what comes in later does not change what was said."""
    at: datetime = utc()
