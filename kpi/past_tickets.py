"""A ticket as a file tells of it afterwards, and the events that would have told the same.

A file tells the last resolution and, of being reopened, often only that it happened. Where a moment
is not told, the ticket came back as soon as it was solved: so first contact is never flattered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from kpi.interaction_event import REPLY_UNTOLD, Event, Kind, State

COARSE = timedelta(minutes=1)
"""Files often tell minutes, and webhooks seconds."""
_A_LITTLE = timedelta(seconds=1)

Turns: TypeAlias = Sequence[tuple[Kind, datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTicket:
    """One row of a file; moments are aware, `opened_at` is the earliest of them."""

    source: str
    external_id: str
    opened_at: datetime
    replied_at: datetime | None = None
    first_resolved_at: datetime | None = None
    resolved_at: datetime | None = None
    """The last resolution."""
    reopened_at: datetime | None = None
    was_reopened: bool | None = None
    """None where the file does not tell: then two resolutions have a reopening between them."""
    is_open: bool = False
    """Whether the file says that it is open, whatever its moments are."""
    tells_replies: bool = True
    """Whether the file has a column for them, so that an empty one is no reply."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Fields of an `Event` and what they are; none is empty."""
    tags: tuple[str, ...] = ()

    def events(self) -> list[Event]:
        """Give what a webhook of its source would have told, the oldest first."""
        turns = self._turns() or ((Kind.OPENED, self.opened_at),)
        return [self._event(kind, at) for kind, at in turns]

    def _event(self, kind: Kind, at: datetime) -> Event:
        return Event(
            kind=kind,
            at=at,
            source=self.source,
            external_id=self.external_id,
            opened_at=self.opened_at,
            first_replied_at=self.replied_at,
            tags=self.tags,
            extra={} if self.tells_replies else {REPLY_UNTOLD: True},
            **self.details,  # type: ignore[arg-type]  # the names of details, all of them text
        )

    def _turns(self) -> Turns:
        """Tell how it was resolved and reopened, in order."""
        first = self.first_resolved_at or self.resolved_at
        reopened_at = self._came_back_at()
        if reopened_at is None:
            last = self.resolved_at or first
            return () if last is None else ((Kind.RESOLVED, last),)
        solved_at = first if first is not None and first <= reopened_at else reopened_at
        turns = ((Kind.RESOLVED, solved_at), (Kind.REOPENED, reopened_at))
        again = None if self.is_open else self.resolved_at
        return (*turns, (Kind.RESOLVED, again)) if again and again > reopened_at else turns

    def _came_back_at(self) -> datetime | None:
        first, last = self.first_resolved_at, self.resolved_at
        if self.reopened_at is not None:
            return self.reopened_at
        if self.is_open:
            return first or last
        if first is not None and last is not None and first + COARSE < last:
            return None if self.was_reopened is False else first
        if not self.was_reopened:
            return None
        # Of a ticket that was solved only once we know nothing but that this was not the first.
        return first if last is None else max(self.opened_at, last - _A_LITTLE)


def fitted(ticket: PastTicket, known: State) -> PastTicket:
    """Return a ticket without what we know better: moments that the file tells more coarsely.

    Of a ticket that came by another door its missing replies are told there.
    """
    return replace(
        ticket,
        opened_at=_same(ticket.opened_at, known.opened_at) or ticket.opened_at,
        replied_at=_same(ticket.replied_at, known.first_replied_at),
        first_resolved_at=_same(ticket.first_resolved_at, known.first_resolved_at),
        resolved_at=_same(
            ticket.resolved_at, known.closed_at, known.resolved_at, known.first_resolved_at
        ),
        reopened_at=_same(ticket.reopened_at, known.reopened_at, known.first_reopened_at),
        tells_replies=True,
    )


def _same(told: datetime | None, *known: datetime | None) -> datetime | None:
    """Return the known moment that a told one is, or the told one."""
    if told is None:
        return None
    return next((at for at in known if at is not None and abs(at - told) < COARSE), told)
