"""Reminders in the post: whether one is still needed, and where its question stands.

Under a question in Slack stands one sentence; by mail the question comes once more, as an answer
to the first letter.
"""

from datetime import datetime

from bot.blocks.reminder import reminder
from bot.mail import written
from bot.process import Process
from bot.work import bounces, mailer
from bot.work.letters import Letter, Route
from kpi import ways
from kpi.store import questions, reminders
from kpi.store.questions import Question
from kpi.store.tables import Delivery


class ReminderMail:
    """Writes reminders."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words; None when nobody need be reminded any more, or not at this hour."""
        now = self._process.clock.now()
        question = await self._process.database.writer.work(
            lambda connection: reminders.ready(connection, delivery, now)
        )
        if question is None:
            return None
        if delivery.channel_id == ways.MAIL:
            return await self._by_mail(question, delivery, now)
        there = Route(
            message=reminder(question),
            channel_id=delivery.channel_id,
            thread_ts=delivery.thread_ts,
        )
        return Letter(routes=[there])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that they were reminded."""
        return await self._process.database.writer.work(
            lambda connection: reminders.sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Give up: the question stands there anyway, or went with its channel or address."""
        async with self._process.database.reading() as connection:
            asked = await questions.kept(connection, delivery.workspace_id, delivery.cause_id)
        await bounces.give_up(self._process, delivery, asked, reason, now)

    async def _by_mail(
        self, question: Question, delivery: Delivery, now: datetime
    ) -> Letter | None:
        post = mailer.post_of(self._process, question, now)
        if post is None:
            await self.refused(delivery, mailer.NO_MAIL, now)
            return None
        return Letter(mail=written.reminder(question, delivery, post, now))
