"""What comments are about: a workspace's own words for themes, and counts of what was found."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Integer
from sqlmodel import Field

from kpi.store.columns import Stored, json_of, row_key, utc, workspace_key


class ThemeWords(Stored, table=True):
    """A theme as a workspace has it, where that differs from the ones that come with us."""

    __tablename__ = "theme_words"

    workspace_id: str = workspace_key()
    key: str = Field(primary_key=True, max_length=32)
    names: dict[str, str] = json_of(dict)
    """Its name by language."""
    words: dict[str, Any] = json_of(dict)
    """Its words by language, as `kpi.themes` reads them."""
    is_removed: bool = False
    """Whether it is looked for no longer."""
    changed_by: str = ""
    changed_at: datetime = utc()


class ThemeTally(Stored, table=True):
    """Counts per score of the answers whose comment is about a theme, filed as `Tally` is.

    The theme "" counts all comments that were read. Changed in the transaction that reads a
    comment, or changes the answer that it came with.
    """

    __tablename__ = "theme_tally"

    workspace_id: str = workspace_key()
    survey_id: UUID = row_key()
    version: int = Field(primary_key=True)
    theme: str = Field(primary_key=True, max_length=32)
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
