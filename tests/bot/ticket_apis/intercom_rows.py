"""Tickets as Intercom's search tells them."""

from datetime import timedelta
from typing import Any

from tests.moments import NOW

SECOND = int(NOW.timestamp())


def turn(before: str, after: str, *, minutes: float = -5, **more: Any) -> dict[str, Any]:
    """Give the part of a ticket that tells of a new state."""
    return {
        "type": "ticket_part",
        "part_type": "ticket_state_updated_by_admin",
        "previous_ticket_state": before,
        "ticket_state": after,
        "created_at": int((NOW + timedelta(minutes=minutes)).timestamp()),
        "author": {"id": "991267940", "type": "admin", "name": "A. de Vries"},
        **more,
    }


def ticket(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "ticket",
        "id": "494",
        "ticket_id": "53",
        "ticket_attributes": {"_default_title_": "VPN keeps dropping"},
        "ticket_state": "in_progress",
        "ticket_type": {"type": "ticket_type", "id": "117", "category": "Customer"},
        "contacts": {"contacts": [{"type": "contact", "id": "667d61c9"}]},
        "admin_assignee_id": "0",
        "team_assignee_id": "5017691",
        "created_at": SECOND - 3600,
        "updated_at": SECOND,
        "ticket_parts": {"type": "ticket_part.list", "ticket_parts": list(parts)},
        "open": True,
        "category": "Customer",
        **more,
    }
