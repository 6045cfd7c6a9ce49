"""Digests by mail: for departments that are not in Slack, one letter for each address."""

from datetime import datetime

from bot import issue_letters
from bot.process import Process
from bot.work.digest_desk import Desk
from bot.work.letters import Letter
from bot.work.mailer import NO_MAIL
from kpi.store import deliveries
from kpi.store.tables import Delivery


class DigestLetters:
    """Writes the letters."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._desk = Desk(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the letter; None when it may not be sent."""
        due, relay = await self._desk.for_mail(delivery), self._process.settings.mail_relay
        if due is None:
            return None
        if relay is None:
            await self._desk.return_letter(delivery, NO_MAIL)
            return None
        to = await issue_letters.envelope(
            self._process,
            due,
            sender=relay.sender,
            recipient=delivery.body["address"],
            mail_id=str(delivery.id),
        )
        answer = await self._desk.answer(due)
        now = self._process.clock.now()
        return Letter(mail=await issue_letters.written(self._process, due, answer, to, now))

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that the mail server has it."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:  # noqa: ARG002 - the desk looks at the clock itself
        """Tell the owner that nobody gets it there."""
        await self._desk.return_letter(delivery, reason)
