"""What a person reads when their request failed, is late or not known: one plain sentence.

Never a traceback, never Slack's own error, never a thank-you for something that was not stored.
"""

import asyncio
import json
from collections.abc import Awaitable, Mapping
from typing import Any

import structlog
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot import wording
from bot.logs import described
from bot.process import Process
from bot.slack_errors import FAILURES
from bot.wording import Voice, sentence
from kpi.errors import KpiError
from kpi.store import contacts, database, workspaces

LATE = sentence(
    "This takes longer than usual. Please look again in a minute,"
    " and try once more if nothing changed."
)
FOLLOWS = sentence("This takes longer than usual. The answer follows here.")
FAILED = sentence(
    "Something went wrong on our side, and it may not have worked. Please try again in a minute."
)
UNKNOWN = sentence("This no longer works. Please use a newer message, or the command again.")

LANGUAGE_SECONDS = 0.3
FAILED_STATUS = 500

Payload = Mapping[str, Any]

log = structlog.get_logger()


class Excuses:
    """Finds the sentence, its language, and the way to the person."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def failed(self, error: Exception, request: AsyncBoltRequest) -> BoltResponse:
        """Bolt's error handler: log the kind of error, answer with words fit for a person."""
        voice = await self._voice(request.body)
        if isinstance(error, KpiError):
            return self._told(request.body, voice.explain(error), status=FAILED_STATUS)
        log.error("a listener failed", kind=_kind(request.body), **described(error))
        return self._told(request.body, voice(FAILED), status=FAILED_STATUS)

    async def late(self, payload: Payload) -> BoltResponse:
        """Answer for a listener that goes on in the background."""
        words = FOLLOWS if _way_back(payload) else LATE
        return self._told(payload, (await self._voice(payload))(words), status=503)

    async def follow(self, payload: Payload, answer: Awaitable[BoltResponse]) -> None:
        """Give what a command is answered with after all, where it came too late for that."""
        body = (await answer).body
        if body and (url := _way_back(payload)):
            await self._whisper(url, _message(body))

    async def unknown(self, payload: Payload) -> BoltResponse:
        """Answer for a button or command that nothing listens to; such events are passed over."""
        log.info("nothing listens to this", kind=_kind(payload))
        return self._told(payload, (await self._voice(payload))(UNKNOWN), status=200)

    def _told(self, payload: Payload, words: str, *, status: int) -> BoltResponse:
        """Tell the person; `status` is for events, which have nobody to be told."""
        if "command" in payload:
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": words})
        if payload.get("type") == "view_submission":
            return BoltResponse(status=200, body=_in_form(payload, words))
        if payload.get("type") == "event_callback":
            return BoltResponse(status=status, body="")
        if payload.get("response_url"):
            self._process.background.start(
                self._whisper(payload["response_url"], {"text": words}), "tell somebody"
            )
        elif _in_home(payload):
            self._process.background.start(
                self._write(payload["user"]["id"], words), "tell somebody"
            )
        return BoltResponse(status=200, body="")

    async def _write(self, user_id: str, words: str) -> None:
        """Tell somebody who used their Home tab, which has no other way to them than a message."""
        try:
            await self._process.slack.chat_postMessage(channel=user_id, text=words)
        except FAILURES as error:
            log.warning("somebody could not be told", error=type(error).__name__)

    async def _whisper(self, url: str, told: Mapping[str, Any]) -> None:
        hook = AsyncWebhookClient(url, session=self._process.slack.session, retry_handlers=[])
        try:
            await hook.send_dict({"response_type": "ephemeral", "replace_original": False, **told})
        except FAILURES as error:
            log.warning("somebody could not be told", error=type(error).__name__)

    async def _voice(self, payload: Payload) -> Voice:
        """Return the person's voice; when that cannot be found out in time, the English one."""
        try:
            async with asyncio.timeout(LANGUAGE_SECONDS):
                return wording.voice(await self._language(payload))
        except (*database.AWAY, TimeoutError, KpiError):
            return wording.voice("en")

    async def _language(self, payload: Payload) -> str:
        user = payload.get("user") or {}
        found = user.get("id") if isinstance(user, dict) else None
        user_id = str(found or payload.get("user_id") or "")
        if known := self._process.languages.get(user_id):
            return known
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, self._process.workspace_id)
            contact = await contacts.by_slack(connection, workspace.id, "", user_id)
        return (contact and contact.language) or workspace.language


def _way_back(payload: Payload) -> str:
    """Give where the answer to a command may follow it; empty for what is no command."""
    return str(payload.get("response_url") or "") if "command" in payload else ""


def _message(body: str) -> dict[str, Any]:
    """Read what Bolt makes of an acknowledgement: plain words, or JSON where there is more."""
    try:
        told = json.loads(body)
    except ValueError:
        return {"text": body}
    return told if isinstance(told, dict) else {"text": body}


def _in_home(payload: Payload) -> bool:
    return (payload.get("view") or {}).get("type") == "home"


def _in_form(payload: Payload, words: str) -> dict[str, Any]:
    """Show words in a form that stays open, with what was typed in it."""
    view = payload.get("view") or {}
    inputs = [block for block in view.get("blocks", []) if block.get("type") == "input"]
    if inputs:
        return {"response_action": "errors", "errors": {inputs[0]["block_id"]: words}}
    return {
        "response_action": "update",
        "view": {
            "type": "modal",
            "title": view.get("title") or {"type": "plain_text", "text": "Kompas"},
            "blocks": [{"type": "section", "text": {"type": "plain_text", "text": words}}],
        },
    }


def _kind(payload: Payload) -> str:
    return str(payload.get("type") or payload.get("command") or "unknown")
