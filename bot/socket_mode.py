"""Slack over a websocket that we open ourselves, for installations without a public address.

An envelope is acknowledged after its listener has finished. What is not acknowledged, because the
line dropped or the listener failed, Slack sends again, and every listener bears that. Nonsense is
acknowledged too, since it would not be better the next time.
"""

import asyncio
import json
from collections.abc import Callable

import structlog
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import slack_errors
from bot.dispatch import Dispatch
from bot.identity import FIRST_PAUSE, LONGEST_PAUSE, WrongToken
from bot.slack_errors import FAILURES, Outcome

SUCCESS, BAD_REQUEST = 200, 400
LAST_ANSWERS_SECONDS = 3.0

log = structlog.get_logger()


class SocketMode:
    """One connection, kept up by Slack's own client."""

    def __init__(self, slack: AsyncWebClient, app_token: str, dispatch: Dispatch) -> None:
        self._slack = slack
        self._app_token = app_token
        self._dispatch = dispatch
        self._client: SocketModeClient | None = None
        self._answering: set[asyncio.Task[None] | None] = set()

    async def open(self, *, unreached: Callable[[], None]) -> None:
        """Return once the connection stands; while Slack cannot be reached, keep trying.

        Args:
            unreached: called each time Slack could not be reached, before the pause.

        Raises:
            WrongToken: Slack answered, and our app-level token is no good.
        """
        address = await self._address(unreached)
        self._client = SocketModeClient(app_token=self._app_token, web_client=self._slack)
        self._client.wss_uri = address
        self._client.socket_mode_request_listeners.append(self._receive)
        await self._client.connect()  # type: ignore[no-untyped-call]  # slack_sdk has no types here
        log.info("connected in Socket Mode")

    async def close(self) -> None:
        """Take in no more, finish the answers under way, and hang up."""
        if self._client is None:
            return
        self._client.socket_mode_request_listeners.clear()
        under_way = [task for task in self._answering if task is not None]
        if under_way:
            await asyncio.wait(under_way, timeout=LAST_ANSWERS_SECONDS)
        await self._client.close()  # type: ignore[no-untyped-call]  # slack_sdk has no types here

    async def _address(self, unreached: Callable[[], None]) -> str:
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await self._slack.apps_connections_open(app_token=self._app_token)
                return str(answer["url"])
            except FAILURES as error:
                decision = slack_errors.judge(error)
            if decision.outcome in {Outcome.STOPPED, Outcome.REFUSED}:
                raise WrongToken(
                    "Slack refuses SLACK_APP_TOKEN ({reason}). It must be an app-level token with"
                    " connections:write, and Socket Mode must be on.",
                    reason=decision.reason,
                )
            unreached()
            await asyncio.sleep(decision.wait.total_seconds() if decision.wait else pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        task = asyncio.current_task()
        self._answering.add(task)
        try:
            response = await self._dispatch.answer(request.payload)
            if response.status in {SUCCESS, BAD_REQUEST}:
                await client.send_socket_mode_response(_acknowledged(request, response))
        except ConnectionError:
            log.warning("an answer could not be sent, Slack will ask again")
        finally:
            self._answering.discard(task)


def _acknowledged(request: SocketModeRequest, response: BoltResponse) -> SocketModeResponse:
    content = _content(response.body) if response.status == SUCCESS else None
    return SocketModeResponse(envelope_id=request.envelope_id, payload=content)


def _content(body: str) -> dict[str, object] | None:
    """Return what the acknowledgement carries: an object, a text, or nothing."""
    if not body:
        return None
    try:
        read = json.loads(body)
    except ValueError:
        read = body
    return read if isinstance(read, dict) else {"text": body}
