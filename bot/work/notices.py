"""Notices in the post: a word to somebody about their digest or campaign, by direct message."""

from datetime import datetime

from bot import wording
from bot.blocks import Message, alert_notice, campaigns, notice
from bot.channels import SlackAway
from bot.process import Process
from bot.roles import Roles
from bot.wording import Voice
from bot.work.letters import Letter, Route
from kpi.store import deliveries, workspaces
from kpi.store.tables import Delivery


class NoticeMail:
    """Writes notices."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._roles = Roles(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words, in the language of their reader."""
        voice = wording.voice(await self._language(delivery))
        return Letter(routes=[Route(message=_told(voice, delivery), user_id=delivery.user_id)])

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

    async def _language(self, delivery: Delivery) -> str:
        """Give the language in which a colleague is written to: theirs in Slack, where it tells."""
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
        try:
            facts = await self._roles.facts(delivery.user_id)
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
    about = {"because": body["because"], "schedule_id": body.get("schedule_id", "")}
    if body["because"] in notice.LEFT:
        return notice.reader_left(voice, address=body["address"], **about)
    if "address" in body:
        return notice.letter_returned(voice, address=body["address"], **about)
    return notice.digest_paused(voice, channel_id=body["channel_id"], **about)
