"""Calls to Slack that follow an answer: they run after it, are drained on shutdown, and only log.

What was stored stays stored when they fail; a person then sees an older view, never a false one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import slack_errors
from bot.blocks import Message, View
from bot.charts.posting import REFUSED, Charts
from bot.listeners import payloads
from bot.process import Process
from bot.slack_errors import FAILURES, Decision, Outcome

log = structlog.get_logger(__name__)

TRIES = 3
PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=10)
"""Longer is not worth waiting for: the next tap draws the message anew."""

UNFIT = frozenset({"invalid_arguments", REFUSED})
"""Slack's words for a view with a block it does not take."""

CHANGED = {"replace_original": True, "response_type": "in_channel"}
"""A message that is not private stays so when an answer takes its place."""

AFTER_THE_ANSWER = 0.5
"""Seconds to keep behind an acknowledgement, which is sent when its listener is done."""

FOR_PICTURES = 30.0
"""Seconds after which somebody has words instead of a picture; as a rule it takes two."""


class Showing:
    """Draws and redraws what people see."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._charts = Charts(process)

    async def redraw(self, channel_id: str, message_ts: str, message: Message) -> None:
        """Change a message of ours; drawing it twice is harmless, so this is tried again."""
        await self._tried("chat.update", lambda: self._changed(channel_id, message_ts, message))

    async def redraw_tapped(self, body: Mapping[str, Any], message: Message) -> None:
        """Change the message of ours that was tapped on.

        Slack takes some fifty changes a minute of a whole workspace. Taps beyond those bring an
        address of their own, which is not counted among them.
        """
        place = payloads.place(body)
        here = place.channel_id, place.message_ts
        decision = await _attempted(lambda: self._changed(*here, message))
        if decision is None:
            return
        if decision.outcome is not Outcome.RETRY or not await self._respond(body, message, CHANGED):
            await self.redraw(*here, message)

    def _changed(
        self, channel_id: str, message_ts: str, message: Message
    ) -> Awaitable[AsyncSlackResponse]:
        return self._process.slack.chat_update(
            channel=channel_id, ts=message_ts, text=message.text, blocks=message.blocks
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
        post = self._process.slack.chat_postMessage
        decision = await self._drawn(
            message,
            lambda one: _attempted(
                lambda: post(
                    channel=channel_id,
                    text=one.text,
                    blocks=one.blocks,
                    unfurl_links=False,
                    unfurl_media=False,
                )
            ),
        )
        return _noted("chat.postMessage", decision)

    async def open_form(self, trigger_id: str, view: View) -> bool:
        """Open a modal; false when the three seconds that Slack gives for it were over."""
        return bool(await self.open_view(trigger_id, view))

    async def open_view(self, trigger_id: str, view: View) -> str:
        """Open a modal; give its id, empty when Slack did not open it."""
        return await self._shown(
            "views.open",
            lambda: self._process.slack.views_open(trigger_id=trigger_id, view=view),
        )

    async def push_view(self, trigger_id: str, view: View) -> str:
        """Lay a modal over the open one; give its id, empty when Slack did not."""
        return await self._shown(
            "views.push",
            lambda: self._process.slack.views_push(trigger_id=trigger_id, view=view),
        )

    async def update_view(self, view_id: str, view: View) -> None:
        """Draw an open modal anew; doing so twice is harmless, so this is tried again."""
        await self._tried(
            "views.update",
            lambda: self._process.slack.views_update(view_id=view_id, view=view),
        )

    async def publish(self, user_id: str, view: View) -> bool:
        """Put up somebody's Home tab; doing so twice is harmless, so this is tried again.

        False when Slack did not take what is in it.
        """
        decision = await self._tried(
            "views.publish",
            lambda: self._process.slack.views_publish(user_id=user_id, view=view),
        )
        return decision is None or decision.reason not in UNFIT

    async def follow(self, body: Mapping[str, Any], message: Message) -> None:
        """Say something more, privately below an answer that its listener acknowledges with."""
        await asyncio.sleep(AFTER_THE_ANSWER)
        await self.tell(body, message)

    async def tell(self, body: Mapping[str, Any], message: Message) -> None:
        """Answer privately, below the message that was used."""
        await self._respond(body, message, {"replace_original": False})

    async def replace(self, body: Mapping[str, Any], message: Message) -> bool:
        """Answer in place of the private message that was used; false when Slack did not."""
        return await self._respond(body, message, {"replace_original": True})

    async def remove(self, body: Mapping[str, Any]) -> None:
        """Take away the private message that was used."""
        _noted("response_url", await _sent(self._hook(body), {"delete_original": True}))

    async def _respond(
        self, body: Mapping[str, Any], message: Message, around: Mapping[str, Any]
    ) -> bool:
        if "response_url" not in body:
            return False
        hook = self._hook(body)
        thread_ts = (body.get("container") or {}).get("thread_ts")
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        decision = await self._drawn(
            message, lambda one: _sent(hook, {**_content(one), **around, **thread})
        )
        return _noted("response_url", decision)

    def _hook(self, body: Mapping[str, Any]) -> AsyncWebhookClient:
        return AsyncWebhookClient(
            body["response_url"], session=self._process.slack.session, retry_handlers=[]
        )

    async def _drawn(
        self, message: Message, post: Callable[[Message], Awaitable[Decision | None]]
    ) -> Decision | None:
        return await self._charts.posted(
            message, post, was_refused=_is_for_its_blocks, patience=lambda: FOR_PICTURES
        )

    async def _tried(self, what: str, call: Callable[[], Awaitable[object]]) -> Decision | None:
        """Call until it went well or will not; give what was known of the last failure, if any."""
        tries_left = TRIES
        while decision := await _attempted(call):
            tries_left -= 1
            if not tries_left or decision.outcome in {Outcome.REFUSED, Outcome.STOPPED}:
                log.warning("slack_refused", call=what, reason=decision.reason)
                break
            await asyncio.sleep(min(decision.wait or PAUSE, LONGEST_PAUSE).total_seconds())
        return decision

    async def _shown(self, what: str, call: Callable[[], Awaitable[AsyncSlackResponse]]) -> str:
        """Call once; give the id of the view that is shown now."""
        try:
            answer = await call()
        except FAILURES as error:
            _noted(what, slack_errors.judge(error))
            return ""
        return str(answer["view"]["id"])

    async def _once(self, what: str, call: Callable[[], Awaitable[object]]) -> bool:
        return _noted(what, await _attempted(call))


def _noted(what: str, decision: Decision | None) -> bool:
    """Log what went wrong; true when nothing did."""
    if decision is not None:
        log.warning("slack_refused", call=what, reason=decision.reason)
    return decision is None


def _is_for_its_blocks(decision: Decision | None) -> bool:
    return decision is not None and decision.is_refused and decision.reason == REFUSED


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


async def _sent(hook: AsyncWebhookClient, body: dict[str, Any]) -> Decision | None:
    """Use a response_url; what it refuses it names in its answer, whatever the status."""
    try:
        answer = await hook.send_dict(body)
    except FAILURES as error:
        return slack_errors.judge(error)
    return slack_errors.of_response_url(answer.status_code, answer.body)
