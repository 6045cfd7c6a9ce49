"""What support leads keep: questions they ask again, and where they want to be."""

from datetime import datetime

from sqlmodel import Field

from kpi.store.columns import Stored, utc, workspace_key


class SavedView(Stored, table=True):
    """A question about the numbers under a name; everybody who may read numbers can use it."""

    __tablename__ = "saved_view"

    workspace_id: str = workspace_key()
    key: str = Field(primary_key=True, max_length=64)
    """The name in lower case."""
    name: str
    question: str
    """As typed after `/kpi`, so that "week" stays this week."""
    created_by: str = ""
    created_at: datetime = utc()


class Target(Stored, table=True):
    """Where a metric should be, for everybody or for one segment value."""

    workspace_id: str = workspace_key()
    metric: str = Field(primary_key=True, max_length=16)
    segment: str = Field(primary_key=True, max_length=16)
    """Empty for everybody."""
    value: str = Field(primary_key=True)
    definition: str = Field(default="", max_length=64)
    """The key under which it was set; counted otherwise, numbers are not compared with it."""
    aim: float
    """Percent, points or seconds, as the unit of that definition."""
    created_by: str = ""
    created_at: datetime = utc()
