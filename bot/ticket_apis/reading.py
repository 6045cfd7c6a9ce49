"""Reading pages of tickets: one that cannot be understood does not stop the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.sources import fields
from bot.sources.shape import NotUnderstood, Told
from bot.ticket_apis.access import Account
from bot.ticket_apis.talk import Changes
from bot.ticket_apis.trouble import ApiTrouble
from kpi.errors import KpiError
from kpi.interaction_event import Event, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A ticket as an API showed it, in the shape of its system's webhooks."""

    body: Mapping[str, Any]
    changed_at: datetime
    solved_at: datetime | None = None
    """When it was solved last, where the API tells."""
    ids: Mapping[str, Any] = field(default_factory=dict)
    """By which names are to be looked up that its webhook would have told."""


def events(tickets: Iterable[Any], read: Callable[[Any], Sequence[Event]]) -> list[Event]:
    """Return what `read` finds in tickets; its webhooks, which are kept, show what is odd."""
    found: list[Event] = []
    for ticket in tickets:
        try:
            found += read(ticket)
        except NotUnderstood:
            continue
    return found


class ByMapping:
    """Reads the tickets of a talk by the mapping of their hook, as their webhooks told them.

    So they are the interactions that the webhooks are about, and what an admin says of a status
    holds here too. What is solved happened when it was solved; a later change of it is no news.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._found: list[Event] = []
        self._read = self._unread = 0

    def take(self, tickets: Iterable[Seen | None]) -> None:
        """Read what an API showed; None stands for what cannot be shown as a webhook."""
        for ticket in tickets:
            if ticket is not None:
                self._take(ticket)

    def _take(self, ticket: Seen) -> None:
        body = Told(body=ticket.body, received_at=ticket.changed_at)
        try:
            told = self._account.understand(body)
        except KpiError:
            self._unread += 1
            return
        self._read += 1
        self._found += [_as_it_was(event, ticket) for event in told]

    def changes(self, until: datetime | None = None) -> Changes:
        """Return all that was read, up to a moment.

        Raises:
            ApiTrouble: the mapping understands none of the tickets, so it is of another JSON.
        """
        if self._unread and not self._read:
            raise ApiTrouble(
                "What the API tells of tickets does not fit the mapping of fields. Catching up"
                " needs the field names of the ready mapping.",
                reason="mapping",
            )
        return Changes(events=self._found, until=until)


def _as_it_was(event: Event, ticket: Seen) -> Event:
    """Return an event at the moment of what happened, which the last change may be long after."""
    solved_at = ticket.solved_at if event.kind is Kind.RESOLVED else None
    lookup = fields.lookup(**{**(event.extra.get("lookup") or {}), **ticket.ids})
    return replace(event, at=solved_at or event.at, extra={**event.extra, **lookup})


def newest(tickets: Iterable[Any], *path: str, since: datetime) -> datetime:
    """Return the newest of the moments at a path of each ticket, `since` at least."""
    moments = (fields.moment(fields.inside(ticket, *path)) for ticket in tickets)
    return max([since, *(moment for moment in moments if moment is not None)])


def onward(since: datetime, until: datetime, page: int) -> tuple[datetime, int]:
    """Return from when, and which page then, to read on after a full page.

    Pages shift while tickets change, and what shifted would be passed over; so reading begins anew
    at the newest change that was seen. What changed within one second is read by pages.
    """
    if until.replace(microsecond=0) > since.replace(microsecond=0):
        return until, 1
    return since, page + 1


def sooner(since: datetime, until: datetime) -> datetime:
    """Return up to when to read at once where there is too much up to `until`.

    What changes again later is then read later, and as of then: what happened to it before the
    next reading begins is left out.
    """
    return since + (until - since) / 2
