"""The demo's ticket system: it signs and sends what a real one would."""

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.sources import standard


@dataclass(slots=True)
class TicketSystem:
    """Knows one hook of the bot, by its address and secret."""

    session: aiohttp.ClientSession
    clock: Clock
    url: str
    secret: str
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def solve(self, ticket: dict[str, Any]) -> int:
        """Tell that a ticket is solved now; give the status of the answer."""
        body = json.dumps(self._event(ticket), ensure_ascii=False).encode()
        key, timestamp = f"msg_{next(self._numbers)}", str(int(self.clock.real().timestamp()))
        headers = {
            "webhook-id": key,
            "webhook-timestamp": timestamp,
            "webhook-signature": standard.signature(body, key, timestamp, secret=self.secret),
        }
        async with self.session.post(self.url, data=body, headers=headers) as answer:
            return answer.status

    def written(self, ticket: dict[str, Any]) -> str:
        """Give the body of the webhook as people like to read it."""
        return json.dumps(self._event(ticket), ensure_ascii=False, indent=2)

    def _event(self, ticket: dict[str, Any]) -> dict[str, Any]:
        now = f"{self.clock.now():%Y-%m-%dT%H:%M:%SZ}"
        data = {**ticket, "resolved_at": now}
        return {"type": "interaction.resolved", "timestamp": now, "data": data}
