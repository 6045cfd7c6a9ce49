"""Intercom's tickets, as their search tells them, read as their webhooks would have told them.

The parts of a ticket say when its state turned, or when it was closed, and who did it. An end that
they do not tell happened at no known moment, and is left to the webhooks.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.sources import fields, intercom
from bot.sources.shape import Told
from bot.sources.standard_body import EARLIEST
from kpi.interaction_event import Event

BEFORE = "previous_ticket_state"
CLOSED = "ticket.closed"


def events(ticket: Any) -> list[Event]:
    """Return how a ticket stands: resolved, closed, or open as of its last turn or change."""
    if intercom.state_of(ticket) == intercom.RESOLVED:
        return _told(ticket, intercom.STATE_UPDATED, _until_last(ticket, _is_resolving))
    if fields.inside(ticket, "open") is False:
        return _told(ticket, CLOSED, _until_last(ticket, _is_closing))
    reopened = _until_last(ticket, _is_reopening)
    now = {"created_at": fields.inside(ticket, "updated_at")}
    return _told(ticket, intercom.STATE_UPDATED, reopened or [now])


def _told(ticket: Any, topic: str, parts: Sequence[Any]) -> list[Event]:
    """Read a ticket as it was after the last of these parts; none tell of nothing."""
    at = fields.inside(parts[-1], "created_at") if parts else None
    if fields.moment(at) is None:
        return []
    item = {**ticket, "ticket_parts": {"ticket_parts": parts}}
    return intercom.translate(Told(body={"topic": topic, "created_at": at, "data": {"item": item}}))


def _until_last(ticket: Any, is_turn: Callable[[Any], bool]) -> list[Any]:
    """Return the parts of a ticket up to the last turn of a kind; none where it has none."""
    parts = sorted(intercom.parts(ticket), key=_moment)
    turns = [place for place, part in enumerate(parts, start=1) if is_turn(part)]
    return parts[: turns[-1]] if turns else []


def _moment(part: Any) -> datetime:
    return fields.moment(fields.inside(part, "created_at")) or EARLIEST


def _is_resolving(part: Any) -> bool:
    return intercom.RESOLVED == intercom.state_of(part) != intercom.state_of(part, BEFORE) != ""


def _is_reopening(part: Any) -> bool:
    return intercom.RESOLVED == intercom.state_of(part, BEFORE) != intercom.state_of(part) != ""


def _is_closing(part: Any) -> bool:
    return fields.text(fields.inside(part, "part_type")) == "close"
