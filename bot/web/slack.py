"""The door for Slack over HTTP: checked and decoded here, handed to Bolt, answered in time."""

import time

from aiohttp import web
from pydantic import SecretStr
from slack_bolt.response import BoltResponse

from bot.clock import Clock
from bot.dispatch import Gate
from bot.metrics import Metrics
from bot.web import answers, decoding, guard, reading


class SlackDoor:
    """The handler of POST /slack/events: events, buttons, forms and commands."""

    def __init__(self, gate: Gate, *, secret: SecretStr, clock: Clock, metrics: Metrics) -> None:
        self._gate = gate
        self._secret = secret.get_secret_value().encode()
        self._clock = clock
        self._metrics = metrics

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one request, and count and time the answer."""
        began = time.perf_counter()
        try:
            response = await self._answer(request)
        except web.HTTPException as refused:
            self._metrics.slack_requests.labels(status=refused.status).inc()
            raise
        self._metrics.slack_requests.labels(status=response.status).inc()
        self._metrics.slack_seconds.observe(time.perf_counter() - began)
        return response

    async def _answer(self, request: web.Request) -> web.Response:
        body = await reading.body_of(request)
        self._check(request, body)
        try:
            payload = decoding.slack_payload(body)
        except decoding.Unreadable as error:
            raise answers.refusal(web.HTTPBadRequest, str(error)) from None
        return _http(await self._gate.answer(payload))

    def _check(self, request: web.Request, body: bytes) -> None:
        genuine = guard.is_from_slack(
            body,
            secret=self._secret,
            timestamp=request.headers.get("X-Slack-Request-Timestamp", ""),
            signature=request.headers.get("X-Slack-Signature", ""),
            now=self._clock.real(),
        )
        if not genuine:
            raise answers.refusal(
                web.HTTPUnauthorized,
                "The signature is missing, does not fit, or is older than five minutes.",
            )


def _http(response: BoltResponse) -> web.Response:
    kind = response.headers.get("content-type", ["text/plain"])[0]
    return web.Response(
        status=response.status, body=response.body.encode(), headers={"Content-Type": kind}
    )
