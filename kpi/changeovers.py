"""Local days from which on things are counted by another definition, in their order and as text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

_BETWEEN = "/"


class Changeover(NamedTuple):
    """What counts from a day on."""

    day: date | None
    """None for what counted before the first change."""
    key: str
    """Of a `kpi.service_definitions.ServiceDefinition`, which begins with its metric."""


def read(text: str) -> tuple[Changeover, ...]:
    """Read such as "/art/office/full/mean/v1 2026-11-18/art/office/first/mean/v1"."""
    parts = (one.partition(_BETWEEN) for one in text.split())
    return tuple(Changeover(date.fromisoformat(day) if day else None, key) for day, _, key in parts)


def written(found: Iterable[Changeover]) -> str:
    """Write what `read` reads."""
    return " ".join(f"{day.isoformat() if day else ''}{_BETWEEN}{key}" for day, key in found)


def turned(before: Sequence[Changeover], was: str, now: str, today: date) -> tuple[Changeover, ...]:
    """Give the changes when from today on something is counted by `now`, no longer by `was`.

    What was chosen and left on one day never counted.
    """
    if was == now:
        return tuple(before)
    mine = [one for one in before if _metric(one.key) == _metric(now)] or [Changeover(None, was)]
    lasting = [one for one in mine if one.day != today]
    if lasting[-1].key != now:
        lasting.append(Changeover(today, now))
    others = (one for one in before if one not in mine)
    return (*others, *(lasting if any(one.day for one in lasting) else ()))


def first(found: Iterable[Changeover], key: str) -> date | None:
    """Give the day on which a definition began to count; None where it did without a change."""
    return next((one.day for one in found if one.key == key), None)


def last(found: Sequence[Changeover], key: str) -> date | None:
    """Give the day since when a definition counts, of several the last one; None as `first`."""
    return first(reversed(found), key)


def _metric(key: str) -> str:
    return key.partition(_BETWEEN)[0]
