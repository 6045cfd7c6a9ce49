"""A Zendesk that knows two people, keeps tickets, and takes notes."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.bot.ticket_apis.servers import Asked

TOKEN = "zd-t0ken"
OPTIONS = {"subdomain": "acme", "email": "admin@example.com"}
USERS = {
    "20978392": {"id": 20978392, "name": "J. Jansen", "email": "j.jansen@example.com"},
    "235323": {"id": 235323, "name": "A. de Vries", "email": "a.devries@example.com"},
}


@dataclass(slots=True)
class ZendeskDesk:
    """Answers as Zendesk does; `status` has it answer that to everything."""

    tickets: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    status: int = 200
    retry_after: str = "31"
    """What it says with a 429, in seconds."""
    asked: list[str] = field(default_factory=list)
    endless: bool = False
    """Whether its export always has more."""
    users: dict[str, dict[str, Any]] = field(default_factory=lambda: deepcopy(USERS))

    async def answer(self, asked: Asked) -> web.StreamResponse:
        self.asked.append(asked.path)
        if self.status != 200:
            return web.Response(status=self.status, headers={"Retry-After": self.retry_after})
        return web.json_response(self._said(asked))

    def _said(self, asked: Asked) -> Any:
        path = asked.path.removeprefix("/api/v2/")
        if path == "users/me.json":
            return {"user": {"id": 1, "role": "admin"}}
        if path == "users/show_many.json":
            ids = asked.query["ids"].split(",")
            return {"users": [self.users[one] for one in ids if one in self.users]}
        if path.startswith("groups/"):
            return {"group": {"name": "Network"}}
        if path.startswith("incremental/"):
            more = {"end_of_stream": not self.endless, "after_cursor": "more"}
            return {"tickets": self.tickets, **more}
        comment = json.loads(asked.body)["ticket"]["comment"]
        assert comment["public"] is False
        self.notes.append(comment["body"])
        return {"ticket": {}}

    def solve(self, ticket_id: str, at: datetime) -> None:
        """Have a ticket solved without a webhook."""
        moment = at.isoformat()
        self.tickets.append(
            {
                "id": int(ticket_id),
                "subject": "VPN",
                "status": "solved",
                "requester_id": 20978392,
                "assignee_id": 235323,
                "group_id": 98738,
                "created_at": moment,
                "updated_at": moment,
                "metric_set": {"solved_at": moment},
            }
        )


def webhook(ticket_id: str, at: datetime, **detail: Any) -> dict[str, Any]:
    """Give the body of the event that a ticket was solved, which names people by ids."""
    ticket = {
        "id": ticket_id,
        "subject": "VPN",
        "status": "SOLVED",
        "requester_id": "20978392",
        "assignee_id": "235323",
        "group_id": "98738",
        "via": {"channel": "email"},
    }
    return {
        "type": "zen:event-type:ticket.status_changed",
        "time": at.isoformat(),
        "detail": {**ticket, **detail},
        "event": {"previous": "OPEN", "current": "SOLVED"},
    }
