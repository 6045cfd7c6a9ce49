"""Thank-yous in the post: customers hear what came of their words, where they were asked."""

from datetime import datetime

from bot import relay
from bot.blocks import thanks as blocks
from bot.mail import thanked
from bot.mail.smtp import ADDRESS_REFUSED
from bot.process import Process
from bot.work import mailer
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
        work = self._process.database.writer.work
        await work(lambda connection: deliveries.mark_failed(connection, delivery, reason, now))
        if reason == ADDRESS_REFUSED:
            await work(
                lambda connection: mailing.bounced(
                    connection, delivery.workspace_id, delivery.user_id, now
                )
            )

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
    contact, interaction = question.contact, question.interaction
    if mailing.is_by_mail(contact):
        return contact.email
    asked_by = ways.of_channel(question.delivery.channel_id if question.delivery else "")
    return interaction.requester_email if asked_by == ways.MAIL and not contact.is_home else ""


def _route(told: Told) -> Route:
    """Answer in the thread where somebody was asked, or else write to them."""
    question, message = told.question, blocks.message(told)
    asked = question.delivery
    if asked is None or ways.of_channel(asked.channel_id) != ways.THREAD:
        return Route(message=message, user_id=question.contact.user_id)
    thread_ts = asked.thread_ts or asked.message_ts
    return Route(message=message, channel_id=asked.channel_id, thread_ts=thread_ts)
