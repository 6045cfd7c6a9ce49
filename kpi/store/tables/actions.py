"""Improvements: what is done about what customers say, what it did, and who is told."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from kpi.store.columns import Stored, json_of, row_key, utc, utc_or_none, workspace_key


class Action(Stored, table=True):
    """An improvement with an owner, a date and a number that it should move."""

    __table_args__ = (Index("ix_action_state", "workspace_id", "state"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    title: str
    why: str = ""
    """In the words of who began it."""
    theme: str = ""
    """What it answers; empty for no theme."""
    segment: str = ""
    value: str = ""
    """Whose number it should move; empty for everybody's."""
    metric: str
    survey_id: UUID | None = None
    """One survey of a metric that has several; None for the standard one."""
    case_id: UUID | None = None
    """The case that it came from."""
    owner_id: str
    due_on: date | None = None
    live_on: date | None = None
    """The day on which the change went live, or goes."""
    state: str = "idea"
    """A value of `kpi.actions.State`."""
    begun_for_first: date | None = None
    begun_for_until: date | None = None
    """The period whose numbers it was begun for; it is left out of what was before."""
    verdict: dict[str, Any] = json_of(dict)
    """What was found when it was judged, as it was told."""
    judged_at: datetime | None = utc_or_none()
    thanks: dict[str, str] = json_of(dict)
    """What the customers behind it were told, by language; empty while they were not."""
    revision: int = 0
    """Rises with each change, so that of two people who change it at once one is told."""
    created_by: str = ""
    created_at: datetime = utc()


class ActionChange(Stored, table=True):
    """The history of an action; rows are only ever added."""

    __tablename__ = "action_change"
    __table_args__ = (Index("ix_action_change_action", "workspace_id", "action_id", "at"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    action_id: UUID
    what: str
    by: str = ""
    detail: dict[str, Any] = json_of(dict)
    at: datetime = utc()


class Thanks(Stored, table=True):
    """A customer who is told what came of what they said; once for each action."""

    __table_args__ = (UniqueConstraint("workspace_id", "action_id", "contact_id"),)

    workspace_id: str = workspace_key()
    id: UUID = row_key()
    action_id: UUID
    contact_id: UUID
    invitation_id: UUID
    """The question in answer to which they said it: they are told where they were asked."""
    created_at: datetime = utc()
