"""A ticket system: it tells of tickets by signed webhooks, rightly or wrongly."""

import io
import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.sources import standard

Json = dict[str, Any]

CUSTOMER = {"email": "j.jansen@example.com", "name": "J. Jansen", "account": "Acme"}
TICKET: Json = {
    "id": "T-1042",
    "subject": "VPN keeps dropping",
    "url": "https://desk.example/T-1042",
    "channel": "chat",
    "team": "Network",
    "agent": "a.devries@example.com",
    "requester": CUSTOMER,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said to a webhook."""

    status: int
    body: Json
    retry_after: str | None


@dataclass(slots=True)
class TicketSystem:
    """Sends webhooks to one hook; `url` changes when the bot moves."""

    session: aiohttp.ClientSession
    clock: Clock
    url: str
    secret: str
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def opened(self, **about: Any) -> Answer:
        return await self._tell("opened", "opened_at", about)

    async def resolved(self, **about: Any) -> Answer:
        return await self._tell("resolved", "resolved_at", about)

    async def reopened(self, **about: Any) -> Answer:
        return await self._tell("reopened", "reopened_at", about)

    async def send(
        self,
        body: bytes,
        *,
        key: str = "",
        secret: str = "",
        sent_ago: timedelta = timedelta(0),
    ) -> Answer:
        """Send any bytes, signed as they should be, or with another secret or moment."""
        key = key or f"msg_{next(self._numbers)}"
        timestamp = str(int((self.clock.real() - sent_ago).timestamp()))
        signature = standard.signature(body, key, timestamp, secret=secret or self.secret)
        return await self.post(
            body,
            {
                "webhook-id": key,
                "webhook-timestamp": timestamp,
                "webhook-signature": signature,
            },
        )

    async def post(self, body: bytes, headers: dict[str, str]) -> Answer:
        """Send any bytes with any headers."""
        content = io.BytesIO(body)
        async with self.session.post(self.url, data=content, headers=headers) as response:
            said = await response.json()
            return Answer(response.status, said, response.headers.get("Retry-After"))

    async def _tell(self, kind: str, moment: str, about: Json) -> Answer:
        at = about.pop("at", None) or self.clock.now()
        key = about.pop("key", "")
        return await self.send(told(kind, **about, **{moment: at}), key=key)


def told(kind: str, **about: Any) -> bytes:
    """Give the body of a webhook about the usual ticket, with what is different about it."""
    plain = {name: _plain(value) for name, value in about.items()}
    return json.dumps({"type": f"interaction.{kind}", "data": TICKET | plain}).encode()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
