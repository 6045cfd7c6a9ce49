"""Reaching a bot over HTTP: forms and JSON, signed, with three seconds to answer."""

import json

import aiohttp
from yarl import URL

from bot.sandbox import real_time, signing
from bot.sandbox.identity import Identity
from bot.sandbox.wire import Call, Exchange, Json, Kind, Sent

FORM = "application/x-www-form-urlencoded"


class HttpLink:
    """A bot's request URL; `patience` is the seconds Slack waits."""

    def __init__(
        self, session: aiohttp.ClientSession, identity: Identity, *, url: str, patience: float
    ) -> None:
        self._session = session
        self._identity = identity
        self._url = url
        self._timeout = aiohttp.ClientTimeout(total=patience)

    async def deliver(self, call: Call) -> Exchange:
        return await self.repeat(self.signed(call))

    def signed(self, call: Call) -> Sent:
        """Give the request as it will be sent, signed for this second."""
        body, content_type = _encoded(call)
        proof = signing.headers(
            self._identity.signing_secret, timestamp=int(real_time.seconds()), body=body
        )
        return Sent(body=body, headers={"Content-Type": content_type, **_retry(call), **proof})

    async def repeat(self, sent: Sent) -> Exchange:
        began = real_time.seconds()
        try:
            async with self._session.post(
                self._url, data=sent.body, headers=sent.headers, timeout=self._timeout
            ) as response:
                body = await response.text()
        except TimeoutError:
            return _unanswered(sent, began, "http_timeout")
        except aiohttp.ClientError:
            return _unanswered(sent, began, "connection_failed")
        return Exchange(
            status=response.status,
            body=body,
            seconds=real_time.seconds() - began,
            sent=sent,
            failure="" if response.ok else "http_error",
            no_retry=response.headers.get("X-Slack-No-Retry") == "1",
        )


def _unanswered(sent: Sent, began: float, failure: str) -> Exchange:
    return Exchange(
        status=0, body="", seconds=real_time.seconds() - began, sent=sent, failure=failure
    )


def _encoded(call: Call) -> tuple[bytes, str]:
    if call.kind is Kind.EVENT:
        return json.dumps(call.payload).encode(), "application/json"
    if call.kind is Kind.COMMAND:
        return _form(call.payload), FORM
    return _form({"payload": json.dumps(call.payload, separators=(",", ":"))}), FORM


def _form(fields: Json) -> bytes:
    return URL.build(query=fields).raw_query_string.encode()


def _retry(call: Call) -> dict[str, str]:
    if not call.retry:
        return {}
    return {
        "X-Slack-Retry-Num": str(call.retry),
        "X-Slack-Retry-Reason": call.retry_reason,
    }
