"""How fast and how well people were helped: opening hours, and what was reckoned with them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, text
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


class OfficeSchedule(Stored, table=True):
    """When somebody is there to help: the hours of the workspace, or of some teams or channels."""

    __tablename__ = "office_schedule"

    workspace_id: str = workspace_key()
    name: str = Field(primary_key=True, max_length=64)
    """Empty for the hours of everybody who has no others."""
    time_zone: str = ""
    """Empty for the workspace's."""
    week: dict[str, Any] = json_of(dict)
    """Weekday ("0" is Monday) to its stretches, each as ["09:00", "17:30"]."""
    closed: list[str] = json_of(list)
    """Days on which nobody is there, such as "2026-12-25 Christmas", as admins confirmed them."""
    teams: list[str] = json_of(list)
    channels: list[str] = json_of(list)
    country: str = ""
    """Whose holidays were suggested, such as NL."""
    options: dict[str, Any] = json_of(dict)
    """What was chosen beside the country, such as whether Good Friday is a day off."""
    created_at: datetime = utc()


class Reckoning(Stored, table=True):
    """What one interaction counts for in the service KPIs, exactly as the tallies hold it.

    Reckoned when the interaction changes, with the hours and definitions of that moment; asks by
    hand and campaigns are no service, and have none.
    """

    __table_args__ = (
        Index("ix_reckoning_opened", "workspace_id", "opened_day", "team", "agent", "channel"),
        Index("ix_reckoning_opened_frt", "workspace_id", "frt_seconds", "opened_day"),
        Index("ix_reckoning_art", "workspace_id", "art_day", "team", "agent", "channel"),
        Index("ix_reckoning_art_seconds", "workspace_id", "art_seconds", "art_day"),
        Index("ix_reckoning_fcr", "workspace_id", "fcr_day", "team", "agent", "channel"),
        Index("ix_reckoning_open", "workspace_id", "is_open"),
        Index(
            "ix_reckoning_reopened",
            *("workspace_id", "reopened_day", "team", "agent", "channel", "account"),
            sqlite_where=text("reopened_day IS NOT NULL"),
            postgresql_where=text("reopened_day IS NOT NULL"),
        ),
        Index(
            "ix_reckoning_said",
            *("workspace_id", "fcr_day", "fcr_definition", "team", "agent", "channel", "account"),
            *("said_to", "said", "said_anonymously", "solved_at_once"),
            sqlite_where=text("said IS NOT NULL"),
            postgresql_where=text("said IS NOT NULL"),
        ),
    )

    workspace_id: str = workspace_key()
    interaction_id: UUID = row_key()
    team: str = ""
    agent: str = ""
    channel: str = ""
    account: str = ""
    priority: str = ""
    source: str = ""
    moment: str = ""
    schedule: str = ""
    """The name of the office schedule that was reckoned with."""
    is_open: bool = False
    """Never resolved, or reopened."""
    opened_at: datetime | None = utc_or_none()
    opened_day: date | None = None
    """The local day of the workspace on which first response counts too."""
    frt_definition: str = ""
    """Empty where the interaction has no opening moment."""
    frt_seconds: int | None = Field(default=None, sa_type=BigInteger)
    """Opening to first public human reply; None while there is none."""
    art_day: date | None = None
    """Of the resolution that its definition asks for; while it is undone, None."""
    art_definition: str = ""
    art_seconds: int | None = Field(default=None, sa_type=BigInteger)
    fcr_day: date | None = None
    """Of the first resolution, or of opening where its definition counts what came in."""
    fcr_definition: str = ""
    solved_at_once: bool | None = None
    reopened_day: date | None = None
    """Of the first reopening that undid a resolution."""
    said: bool | None = None
    """What its customer said last, beside an answer, of it having been solved the first time."""
    said_to: UUID | None = None
    """The survey that had asked."""
    said_anonymously: bool = False
    """Whether that promised not to tell who they are."""
    reckoned_at: datetime = utc()


class ServiceTally(Stored, table=True):
    """Counts of interactions and their lengths on one local day, whole or for one segment value.

    One row for each bucket of `kpi.histograms`, so that days add up to any period: percentiles
    are within one percent, means exact. Changed in the transaction of the reckoning. Lengths are
    here by weeks as well, and by day in one bucket: see `kpi.store.service_tallies`.
    """

    __tablename__ = "service_tally"
    __table_args__ = IN_ORDER_OF_ITS_KEY

    workspace_id: str = workspace_key()
    measure: str = Field(primary_key=True, max_length=16)
    """frt, art, fcr, opened or reopened; frt/week and the like for what is added up."""
    definition: str = Field(primary_key=True, max_length=64)
    segment: str = Field(primary_key=True, max_length=16)
    value: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    bucket: int = Field(primary_key=True, sa_type=BigInteger)
    """Of `kpi.histograms`; -1 for interactions without a reply. For fcr 1 is solved at once."""
    n: int = Field(default=0, sa_type=BigInteger)
    seconds: int = Field(default=0, sa_type=BigInteger)
    """The sum of the lengths in this bucket."""


class SaidTally(Stored, table=True):
    """What customers said of being helped the first time, on one local day, whole or by segment.

    Under the definition that takes their word it is counted by the day of their answer; under each
    other one beside what that counted, once for each ticket, on the ticket's day. Asks by hand are
    left out of the former, as of every number of answers. Changed in the transaction of the answer
    or the reckoning.
    """

    __tablename__ = "said_tally"
    __table_args__ = IN_ORDER_OF_ITS_KEY

    workspace_id: str = workspace_key()
    definition: str = Field(primary_key=True, max_length=64)
    segment: str = Field(primary_key=True, max_length=16)
    value: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    survey_id: UUID = row_key()
    yes: int = 0
    no: int = 0
    confirmed: int = 0
    """Those of yes that the definition counted as solved at once."""
    denied: int = 0
    """Those of no that it counted as solved at once."""
    anonymous: int = 0
    """Those of either who were promised that nobody is told who they are."""
