"""Reads what a ticket system wrote, whatever it wrote: odd types are nothing, long texts are cut.

Nothing here fails but `required`, and that in plain words.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.sources.shape import NotUnderstood
from bot.sources.standard_body import EARLIEST, LATEST
from kpi.interaction_event import AUTO_RESOLVED

LONGEST = 500
LONGEST_SUBJECT = 3000
LONGEST_ID = 255
LONGEST_LINK = 2000
LONGEST_EMAIL = 320
MOST_TAGS = 200
LONGEST_TAG = 200

_LINK = re.compile(r"https?://[^\s<>|]+")
_EMAIL = re.compile(r"[^@\s<>|]+@[^@\s<>|]+")
_LARGEST = 10**15
_MILLISECONDS_FROM = 100_000_000_000
"""As seconds this is the year 5138, as milliseconds 1973."""


def inside(body: Any, *path: str) -> Any:
    """Return what stands at the end of a path of names; None when any of it is missing."""
    for name in path:
        body = body.get(name) if isinstance(body, dict) else None
    return body


def items(value: Any) -> list[Any]:
    """Return a list as it is, and anything else as an empty one."""
    return value if isinstance(value, list) else []


def required(body: Any, *path: str) -> str:
    """Return the text or number at a path as an id of 255 characters at most.

    Raises:
        NotUnderstood: it is missing, empty, too long or neither text nor number.
    """
    found = text(inside(body, *path), LONGEST_ID + 1)
    if not found or len(found) > LONGEST_ID:
        raise missing(".".join(path))
    return found


def required_moment(*candidates: Any, name: str) -> datetime:
    """Return the first of the candidates that is a moment.

    Raises:
        NotUnderstood: none is; `name` tells the reader which field should have been one.
    """
    for candidate in candidates:
        if (found := moment(candidate)) is not None:
            return found
    raise missing(name)


def missing(name: str) -> NotUnderstood:
    """Return the error that a webhook lacks a field, to raise."""
    return NotUnderstood("The webhook has no usable field {field}.", field=name)


def text(value: Any, longest: int = LONGEST) -> str:
    """Return a text or number as a text of so many characters at most; empty for the rest."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value.strip()[:longest].strip() if isinstance(value, str) else ""


def subject(value: Any) -> str:
    return text(value, LONGEST_SUBJECT)


def link(value: Any) -> str:
    """Return an http or https address as it is, and empty for anything else or too long."""
    found = text(value, LONGEST_LINK + 1)
    return found if len(found) <= LONGEST_LINK and _LINK.fullmatch(found) else ""


def email(value: Any) -> str:
    """Return a mail address as it is, and empty for anything else."""
    found = text(value, LONGEST_EMAIL + 1)
    return found if len(found) <= LONGEST_EMAIL and _EMAIL.fullmatch(found) else ""


def tags(values: Iterable[Any]) -> tuple[str, ...]:
    """Return the texts among these, 200 at most."""
    found = (text(value, LONGEST_TAG) for value in values)
    return tuple([one for one in found if one][:MOST_TAGS])


def lookup(**ids: Any) -> dict[str, Any]:
    """Return an event's `extra` that names what has to be asked of the system by its id."""
    named = {name: found for name, value in ids.items() if (found := text(value))}
    return {"lookup": named} if named else {}


def by_rule(found: object) -> dict[str, bool]:
    """Return what `extra` says of a change that a rule of the system made, and no person."""
    return {AUTO_RESOLVED: True} if found else {}


def moment(value: Any) -> datetime | None:
    """Return an aware moment in UTC, between 2000 and 2100; None for anything else.

    Args:
        value: ISO 8601 with its offset, or Unix seconds or milliseconds as a number or digits.
    """
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value.strip()[:20])
    found = _of_text(value) if isinstance(value, str) else _of_number(value)
    return found if found is not None and EARLIEST <= found < LATEST else None


def _of_text(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.strip())
        return None if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _of_number(value: Any) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > _LARGEST:
        return None
    seconds = value / 1000 if abs(value) >= _MILLISECONDS_FROM else value
    if not EARLIEST.timestamp() <= seconds < LATEST.timestamp():
        return None
    return datetime.fromtimestamp(seconds, UTC)
