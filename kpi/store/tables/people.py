"""People who may be asked, and their addresses."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from kpi.store.columns import Stored, row_key, utc, utc_or_none, workspace_key


class Contact(Stored, table=True):
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
    email: str = ""
    """Of somebody who is asked by mail, since Slack does not know them; otherwise empty."""
    bounced_at: datetime | None = utc_or_none()
    """When mail to them came back for good."""
    refreshed_at: datetime | None = utc_or_none()
    introduced_at: datetime | None = utc_or_none()
    """When the first question explained who asks and how to stop."""
    opted_out_at: datetime | None = utc_or_none()
    created_at: datetime = utc()


class Address(Stored, table=True):
    """What `users.lookupByEmail` said of a mail address: a contact, or nobody, and when."""

    workspace_id: str = workspace_key()
    email: str = Field(primary_key=True, max_length=320)
    contact_id: UUID | None = None
    looked_up_at: datetime = utc()
    is_pinned: bool = False
    """Whether an admin said whose it is; then Slack is not asked."""


class Account(Stored, table=True):
    """A customer organisation as admins map it: where its guests are asked."""

    workspace_id: str = workspace_key()
    key: str = Field(primary_key=True, max_length=120)
    """The name in lower case."""
    name: str
    channel_id: str = ""
    created_at: datetime = utc()
