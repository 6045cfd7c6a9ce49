"""Counts of who was helped, asked and heard, moved when an invitation or its answer changes.

Each row of `Invitation` says in which time zone's days it counts, so that whatever changes it
knows what to take away; one that says nothing counts nothing yet.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi.periods import local_day
from kpi.store.tables import PLACES, TALLIED, AskedTally
from kpi.store.tallies import BY_HAND, CountRows

KEY = ("workspace_id", "survey_id", "segment", "value", "day", "until")
COUNTS = ("helped", "turns", "asked", "heard", "delivered", "answered")
_HELPED, _TURNS, _ASKED, _HEARD, _DELIVERED, _ANSWERED = range(len(COUNTS))
_OF_THE_SENDING = (_DELIVERED, _ANSWERED)


_Count: TypeAlias = tuple[int, date, date]
"""What an invitation counts in: the place, the day, and until when it may be answered."""


class Reached(NamedTuple):
    """An invitation as it stands, and whether it has an answer with a score."""

    invitation: Mapping[str, Any]
    """A row of `Invitation`."""
    is_answered: bool = False


class AskedDeltas(CountRows):
    """What invitations and answers add to and take from the counts."""

    def __init__(self) -> None:
        super().__init__(KEY, COUNTS)

    def move(self, before: Reached | None, after: Reached | None) -> None:
        """Take away what it counted for, and add what it counts for; None is nothing."""
        if before == after:
            return
        was, now = _counted(before), _counted(after)
        if before and after and before.invitation is after.invitation:
            # Most of what it counted for it still does: an answer adds to that.
            was, now = was - now, now - was
        for reached, counts, times in ((before, was, -1), (after, now, 1)):
            if reached is not None:
                self._count(reached, counts, times)

    def _count(self, reached: Reached, counts: Iterable[_Count], times: int) -> None:
        for place, day, until in counts:
            named = TALLIED if place in _OF_THE_SENDING else PLACES
            for key in _keys(reached.invitation, named, day, until):
                self.add(key, place, times)


async def apply(connection: AsyncConnection, deltas: AskedDeltas) -> None:
    """Add the deltas to the counts; last in a transaction, after all other tallies."""
    await deltas.write(connection, AskedTally)


async def count(connection: AsyncConnection, invitations: Iterable[Mapping[str, Any]]) -> None:
    """Count invitations that are new, so that nobody answered."""
    deltas = AskedDeltas()
    for one in invitations:
        deltas.move(None, Reached(one))
    await apply(connection, deltas)


def _counted(reached: Reached | None) -> set[_Count]:
    return set() if reached is None else {*_counts(reached)}


def _counts(reached: Reached) -> Iterator[_Count]:
    """Give the counts it is in."""
    row, zone = reached.invitation, reached.invitation["counted_in"]
    if not zone or row["trigger"] == BY_HAND:
        return
    resolved = local_day(row["resolved_at"], zone)
    yield _TURNS if row["trigger"] == "campaign" else _HELPED, resolved, resolved
    if row["sent_at"] is None:
        return
    sent, until = local_day(row["sent_at"], zone), _until(row, zone)
    yield _ASKED, resolved, until
    yield _DELIVERED, sent, until
    if reached.is_answered:
        yield _HEARD, resolved, until
        yield _ANSWERED, sent, until


def _until(row: Mapping[str, Any], zone: str) -> date:
    return local_day(row["expires_at"] or row["sent_at"], zone)


def _keys(
    row: Mapping[str, Any], segments: Iterable[str], day: date, until: date
) -> Iterator[tuple[Any, ...]]:
    named = ((name, row[name]) for name in segments if row[name])
    for segment in (("", ""), *named):
        yield (row["workspace_id"], row["survey_id"], *segment, day, until)
