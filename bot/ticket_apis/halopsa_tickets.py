"""HaloPSA's tickets, as its lists show them, read as its webhooks would have told them."""

from datetime import datetime
from typing import Any

from bot.sources import fields
from bot.ticket_apis.reading import Seen

CHANGED = ("last_update", "lastactiondate", "dateclosed")
"""What may tell when a ticket changed last, the best first."""
NOBODY = ("", "0")
"""Ids of no agent."""


def seen(ticket: Any) -> Seen | None:
    """Read a ticket; None where it does not say when it changed.

    A list may name agents by their ids only; such a ticket goes without its address, so that all
    of it is looked up.
    """
    changed = (_moment(fields.inside(ticket, name)) for name in CHANGED)
    changed_at = next((moment for moment in changed if moment is not None), None)
    if changed_at is None:
        return None
    is_named = _text(ticket, "agent_name") or _text(ticket, "agent_id") in NOBODY
    shown = ticket if is_named else {**ticket, "user_email": ""}
    return Seen(
        body={"timestamp": changed_at.isoformat(), "ticket": shown},
        changed_at=changed_at,
        solved_at=_moment(fields.inside(ticket, "dateclosed")),
    )


def _moment(value: Any) -> datetime | None:
    """Return a moment; HaloPSA tells them in UTC without saying so, and 1900 for none."""
    return fields.moment(value) or fields.moment(f"{fields.text(value)}Z")


def _text(row: Any, name: str) -> str:
    return fields.text(fields.inside(row, name))
