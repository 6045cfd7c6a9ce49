"""Calls to Slack that follow an answer: they run after it, are drained on shutdown, and only log.

What was stored stays stored when they fail; a person then sees an older view, never a false one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import slack_errors
from bot.blocks import Message, View
from bot.process import Process
from bot.slack_errors import FAILURES, Decision, Outcome

log = structlog.get_logger(__name__)

TRIES = 3
PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=10)
"""Longer is not worth waiting for: the next tap draws the message anew."""

OK = 200


class Showing:
    """Draws and redraws what people see."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def redraw(self, channel_id: str, message_ts: str, message: Message) -> None:
        """Change a message of ours; drawing it twice is harmless, so this is tried again."""
        await self._tried(
            "chat.update",
            lambda: self._process.slack.chat_update(
                channel=channel_id, ts=message_ts, text=message.text, blocks=message.blocks
            ),
        )

    async def whisper(
        self, channel_id: str, user_id: str, message: Message, *, thread_ts: str = ""
    ) -> None:
        """Show something to one person in a channel."""
        await self._once(
            "chat.postEphemeral",
            lambda: self._process.slack.chat_postEphemeral(
                channel=channel_id,
                user=user_id,
                text=message.text,
                blocks=message.blocks,
                thread_ts=thread_ts or None,
            ),
        )

    async def post(self, channel_id: str, message: Message) -> bool:
        """Post in a channel, once: Slack cannot tell a second try from a second message."""
        return await self._once(
            "chat.postMessage",
            lambda: self._process.slack.chat_postMessage(
                channel=channel_id,
                text=message.text,
                blocks=message.blocks,
                unfurl_links=False,
                unfurl_media=False,
            ),
        )

    async def open_form(self, trigger_id: str, view: View) -> bool:
        """Open a modal; false when the three seconds that Slack gives for it were over."""
        return await self._once(
            "views.open",
            lambda: self._process.slack.views_open(trigger_id=trigger_id, view=view),
        )

    async def tell(self, body: Mapping[str, Any], message: Message) -> None:
        """Answer privately, below the message that was used."""
        await self._respond(body, {**_content(message), "replace_original": False})

    async def replace(self, body: Mapping[str, Any], message: Message) -> None:
        """Answer in place of the private message that was used."""
        await self._respond(body, {**_content(message), "replace_original": True})

    async def _respond(self, body: Mapping[str, Any], answer: dict[str, Any]) -> None:
        if "response_url" not in body:
            return
        hook = AsyncWebhookClient(
            body["response_url"], session=self._process.slack.session, retry_handlers=[]
        )
        thread_ts = (body.get("container") or {}).get("thread_ts")
        threaded = answer | ({"thread_ts": thread_ts} if thread_ts else {})
        await self._once("response_url", lambda: _sent(hook, threaded))

    async def _tried(self, what: str, call: Callable[[], Awaitable[object]]) -> None:
        for tries_left in reversed(range(TRIES)):
            decision = await _attempted(call)
            if decision is None:
                return
            if tries_left == 0 or decision.outcome in {Outcome.REFUSED, Outcome.STOPPED}:
                log.warning("slack_refused", call=what, reason=decision.reason)
                return
            await asyncio.sleep(min(decision.wait or PAUSE, LONGEST_PAUSE).total_seconds())

    async def _once(self, what: str, call: Callable[[], Awaitable[object]]) -> bool:
        decision = await _attempted(call)
        if decision is not None:
            log.warning("slack_refused", call=what, reason=decision.reason)
        return decision is None


def _content(message: Message) -> dict[str, Any]:
    """Give the body of a private answer."""
    content = {"text": message.text, "response_type": "ephemeral"}
    return content | ({"blocks": message.blocks} if message.blocks else {})


async def _attempted(call: Callable[[], Awaitable[object]]) -> Decision | None:
    """Make the call; None when it went well, otherwise what is known of its failure."""
    try:
        await call()
    except FAILURES as error:
        return slack_errors.judge(error)
    return None


async def _sent(hook: AsyncWebhookClient, body: dict[str, Any]) -> None:
    answer = await hook.send_dict(body)
    if answer.status_code != OK:
        log.warning("slack_refused", call="response_url", status=answer.status_code)
