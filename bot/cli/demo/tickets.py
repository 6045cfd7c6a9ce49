"""The demo's ticket system: it signs and sends what a real one would."""

import itertools
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.sources import standard

FIRST_NUMBER = 1042


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A webhook and how it was answered."""

    ticket_id: str
    body: str
    status: int

    @property
    def is_stored(self) -> bool:
        """Whether Kompas has taken it in."""
        return self.status == HTTPStatus.ACCEPTED


@dataclass(slots=True)
class TicketSystem:
    """Knows one hook of the bot, by its address and secret."""

    session: aiohttp.ClientSession
    clock: Clock
    url: str
    secret: str
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_NUMBER))

    async def resolve(self, ticket: dict[str, Any]) -> Sent:
        """Tell that a new ticket was resolved now, in a body that people can read."""
        number = f"T-{next(self._numbers)}"
        now = f"{self.clock.now():%Y-%m-%dT%H:%M:%SZ}"
        data = {"id": number, **ticket, "resolved_at": now}
        event = {"type": "interaction.resolved", "timestamp": now, "data": data}
        body = json.dumps(event, ensure_ascii=False, indent=2)
        return Sent(ticket_id=number, body=body, status=await self._send(body.encode(), number))

    async def _send(self, body: bytes, number: str) -> int:
        """Sign with real time, since the demo's own may be days ahead."""
        key, timestamp = f"msg_{number}", str(int(self.clock.real().timestamp()))
        headers = {
            "webhook-id": key,
            "webhook-timestamp": timestamp,
            "webhook-signature": standard.signature(body, key, timestamp, secret=self.secret),
        }
        async with self.session.post(self.url, data=body, headers=headers) as answer:
            return answer.status
