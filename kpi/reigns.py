"""Local days on which customers' own word led in first contact resolution, as spans and as text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

_BETWEEN = "/"


class Reign(NamedTuple):
    """Days on which it led."""

    first: date
    until: date | None
    """The day on which what the system counts led again; None while it does not."""

    def holds(self, day: date) -> bool:
        """Whether it led on a day."""
        return self.first <= day and (self.until is None or day < self.until)


def read(text: str) -> tuple[Reign, ...]:
    """Read days such as "2026-11-18/2026-12-01 2027-01-04/", the last ones last."""
    ends = (one.split(_BETWEEN) for one in text.split())
    return tuple(
        Reign(date.fromisoformat(first), date.fromisoformat(until) if until else None)
        for first, until in ends
    )


def written(found: Iterable[Reign]) -> str:
    """Write what `read` reads."""
    return " ".join(f"{first}{_BETWEEN}{until or ''}" for first, until in found)


def is_on(found: Sequence[Reign]) -> bool:
    """Whether customers' own word leads from now on."""
    return bool(found) and found[-1].until is None


def turned(before: Sequence[Reign], today: date, *, on: bool) -> tuple[Reign, ...]:
    """Give the reigns when from today on customers' own word leads, or no longer does."""
    if on == is_on(before):
        return tuple(before)
    if not on:
        return (*before[:-1], *_ended(before[-1].first, today))
    if before and before[-1].until == today:
        return (*before[:-1], Reign(before[-1].first, None))
    return (*before, Reign(today, None))


def _ended(first: date, today: date) -> Iterable[Reign]:
    return [Reign(first, today)] if first < today else []
