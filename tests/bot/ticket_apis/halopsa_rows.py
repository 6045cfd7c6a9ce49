"""Tickets as HaloPSA's lists show them."""

from typing import Any

TICKET: dict[str, Any] = {
    "id": 2042,
    "dateoccurred": "2026-11-18T10:00:00",
    "summary": "VPN keeps dropping",
    "status_id": 9,
    "client_name": "Acme",
    "user_id": 31,
    "user_name": "J. Jansen",
    "user_email": "j.jansen@example.com",
    "team": "Network",
    "agent_id": 5,
    "agent_name": "A. de Vries",
    "dateclosed": "2026-11-18T11:00:00.1234567",
    "last_update": "2026-11-18T12:00:00",
}
OPEN = {**TICKET, "id": 2043, "status_id": 2, "dateclosed": "1900-01-01T00:00:00"}
