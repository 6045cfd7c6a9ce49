"""What every table shares: its rows, UTC moments, JSON, time-ordered identities."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel
from typing_extensions import override

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON column; JSONB on Postgres, so that keys can be indexed later."""

IN_ORDER_OF_ITS_KEY: Final = {"sqlite_with_rowid": False}
"""How a table is kept of which periods are read, its key being the workspace and then the day."""


class Stored(SQLModel):
    """A row of a table, whose values are set as they are.

    No session watches them, so they need not pass the attribute hooks of two libraries, which make
    constructing a row take a hundred times as long as this.
    """

    def __init__(self, **columns: Any) -> None:
        given, made = _beginnings(type(self))
        fresh = {name: factory() for name, factory in made.items() if name not in columns}
        self.__dict__.update(given, **fresh | columns)

    @override
    def __setattr__(self, name: str, value: object) -> None:
        self.__dict__[name] = value


@cache
def _beginnings(model: type[Stored]) -> tuple[Mapping[str, Any], Mapping[str, Callable[[], Any]]]:
    """Return what columns begin with, and what makes that of those that begin with a new object."""
    fields = {name: one for name, one in model.model_fields.items() if not one.is_required()}
    made: dict[str, Any] = {name: one.default_factory for name, one in fields.items()}
    given = {name: fields[name].default for name, factory in made.items() if factory is None}
    return given, {name: factory for name, factory in made.items() if factory is not None}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware on both sides, UTC at rest; a naive value is refused before it is stored."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment needs a time zone, got {value!r}")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone; what was stored is UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id(now: datetime) -> UUID:
    """Return a UUIDv7 for the moment `now` (aware): keys made later sort later.

    Layout: RFC 9562, section 5.7; Python gains `uuid.uuid7` in 3.14.
    """
    milliseconds = int(now.timestamp() * 1000)
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return UUID(int=value)


def workspace_key() -> Any:
    """Return the first part of every table's key: the workspace the row belongs to."""
    return Field(primary_key=True, max_length=64)


def row_key() -> Any:
    """Return the second part of a key: the row's own UUIDv7."""
    return Field(primary_key=True)


def utc() -> Any:
    """Return a column for a moment that is always known."""
    return Field(sa_type=UtcDateTime, nullable=False)


def utc_or_none() -> Any:
    """Return a column for a moment that may never come; it starts as None."""
    return Field(default=None, sa_type=UtcDateTime, nullable=True)


def json_of(factory: type[Any]) -> Any:
    """Return a JSON column that starts as an empty `factory()`."""
    return Field(default_factory=factory, sa_type=Json, nullable=False)
