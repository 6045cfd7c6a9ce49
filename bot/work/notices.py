"""Notices in the post: a word to somebody about their digest or campaign, by direct message."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import wording
from bot.blocks import Message, alert_notice, campaigns, notice
from bot.channels import SlackAway
from bot.process import Process
from bot.roles import Roles
from bot.wording import Voice
from bot.work.letters import Letter, Route
from kpi.store import deliveries, digests, workspaces
from kpi.store.tables import Delivery, Workspace


class NoticeMail:
    """Writes notices."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._roles = Roles(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words, in the language of their reader: whose it is, or who leads now."""
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
        reader_id = await self._reader(delivery.user_id, workspace)
        voice = wording.voice(await self._language(reader_id, workspace))
        message = _told(voice, delivery)
        if reader_id != delivery.user_id:
            message = notice.passed_on(voice, message, delivery.user_id)
        return Letter(routes=[Route(message=message, user_id=reader_id)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that they were told."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Give up: the list of digests shows it as paused, too."""
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_failed(connection, delivery, reason, now)
        )

    async def _reader(self, owner_id: str, workspace: Workspace) -> str:
        """Give the owner, or the first who leads where the owner has left."""
        try:
            if await self._roles.is_here(owner_id):
                return owner_id
            for leader_id in await self._roles.leaders(workspace):
                if await self._roles.is_here(leader_id):
                    return leader_id
        except SlackAway:
            pass  # whoever posts it meets the same, and tries again
        return owner_id

    async def _language(self, user_id: str, workspace: Workspace) -> str:
        """Give the language in which a colleague is written to: theirs in Slack, where it tells."""
        try:
            facts = await self._roles.facts(user_id)
        except SlackAway:
            return workspace.language
        return facts.get("locale") or workspace.language


def _told(voice: Voice, delivery: Delivery) -> Message:
    body = delivery.body
    if "campaign" in body:
        return campaigns.paused(voice, name=body["campaign"], because=body["because"])
    if "rule_id" in body:
        return alert_notice.paused(
            voice,
            channel_id=body["channel_id"],
            because=body["because"],
            rule_id=body["rule_id"],
        )
    return _of_digest(voice, body)


def _of_digest(voice: Voice, body: Mapping[str, Any]) -> Message:
    because, schedule_id = body["because"], body.get("schedule_id", "")
    about = {"because": because, "schedule_id": schedule_id}
    if because in notice.LEFT:
        return notice.reader_left(voice, address=body["address"], **about)
    if because == digests.IN_DOUBT:
        return _in_doubt(voice, body)
    if "address" in body:
        return notice.letter_returned(voice, address=body["address"], **about)
    channel_id = body["channel_id"]
    if "goes_on" in body:
        return notice.digest_refused(voice, channel_id=channel_id, **about)
    mails = body.get("mails", False)
    return notice.digest_paused(voice, channel_id=channel_id, mails=mails, **about)


def _in_doubt(voice: Voice, body: Mapping[str, Any]) -> Message:
    schedule_id = body["schedule_id"]
    if "address" in body:
        return notice.letter_in_doubt(voice, address=body["address"], schedule_id=schedule_id)
    return notice.digest_in_doubt(voice, channel_id=body["channel_id"], schedule_id=schedule_id)
