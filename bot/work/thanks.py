"""Thank-yous in the post: customers hear what came of their words, where they were asked."""

from datetime import datetime

from bot import relay
from bot.blocks import thanks as blocks
from bot.mail import thanked
from bot.process import Process
from bot.work import bounces, mailer
from bot.work.letters import Letter, Route
from kpi import ways
from kpi.store import deliveries, mailing, thanks
from kpi.store.questions import Question
from kpi.store.tables import Delivery
from kpi.store.thanks import Told


class ThanksMail:
    """Writes them."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words; None when they may not be told any more, or not at this hour."""
        now = self._process.clock.now()
        told = await self._process.database.writer.work(
            lambda connection: thanks.ready(connection, delivery, now)
        )
        if told is None:
            return None
        if address := _address(told.question):
            return await self._by_mail(told, address, delivery, now)
        return Letter(routes=[_route(told)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that they were told."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Give up; an address that takes no mail is left alone from now on."""
        async with self._process.database.reading() as connection:
            asked = await thanks.question_of(connection, delivery)
        await bounces.give_up(self._process, delivery, asked, reason, now)

    async def _by_mail(
        self, told: Told, address: str, delivery: Delivery, now: datetime
    ) -> Letter | None:
        post = mailer.post_of(self._process, told.question, now)
        if post is None or not relay.is_address(address):
            await self.refused(delivery, mailer.NO_MAIL, now)
            return None
        return Letter(mail=thanked.letter(told, address, post, delivery, now=now))


def _address(question: Question) -> str:
    """Give the address of somebody who was asked by mail, and is not a colleague in Slack since."""
    contact, asked = question.contact, question.delivery
    by_mail = asked is not None and ways.of_channel(asked.channel_id) == ways.MAIL
    if mailing.is_by_mail(contact) or (by_mail and not contact.is_home):
        return bounces.address_of(question)
    return ""


def _route(told: Told) -> Route:
    """Answer in the thread where somebody was asked, or else write to them."""
    question, message = told.question, blocks.message(told)
    asked = question.delivery
    if asked is None or ways.of_channel(asked.channel_id) != ways.THREAD:
        return Route(message=message, user_id=question.contact.user_id)
    thread_ts = asked.thread_ts or asked.message_ts
    return Route(message=message, channel_id=asked.channel_id, thread_ts=thread_ts)
