"""Reading pages of tickets: one that cannot be understood does not stop the others."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields
from bot.sources.shape import NotUnderstood
from kpi.interaction_event import Event


def events(tickets: Iterable[Any], read: Callable[[Any], Sequence[Event]]) -> list[Event]:
    """Return what `read` finds in tickets; its webhooks, which are kept, show what is odd."""
    found: list[Event] = []
    for ticket in tickets:
        try:
            found += read(ticket)
        except NotUnderstood:
            continue
    return found


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
