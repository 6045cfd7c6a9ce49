"""What operators and their machines ask: alive, ready, and how busy."""

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot import metrics
from bot.metrics import Metrics
from kpi.store import database
from kpi.store.database import Database, SchemaState

MOST_SECONDS = 2.0
SERVICE = "kompas"
"""By which /healthz tells who answers."""


class Health:
    """The handlers of /healthz, /readyz and /metrics."""

    def __init__(
        self, database: Database, metrics: Metrics, slack_state: Callable[[], str]
    ) -> None:
        """Take `slack_state`, which says in a few words how the connection to Slack stands."""
        self._database = database
        self._metrics = metrics
        self._slack_state = slack_state

    async def alive(self, _request: web.Request) -> web.Response:
        return web.json_response({"alive": True, "service": SERVICE})

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 when webhooks can be stored, else 503 with the reason.

        Slack being away does not make us unready: webhooks are still taken in.
        """
        reason = await self._why_not()
        state = {"ready": not reason, "slack": self._slack_state()}
        if reason:
            return web.json_response({**state, "reason": reason}, status=503)
        return web.json_response(state)

    async def measure(self, _request: web.Request) -> web.Response:
        return web.Response(
            body=self._metrics.text(), headers={"Content-Type": metrics.CONTENT_TYPE}
        )

    async def _why_not(self) -> str:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                state = await self._database.schema_state()
        except (*database.AWAY, TimeoutError):
            return "The database cannot be reached."
        if state is not SchemaState.CURRENT:
            return f"The tables of the database are {state}; this release cannot use them."
        return ""
