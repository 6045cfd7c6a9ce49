"""Questions in the post: whether one may still be asked, where, and what its end means."""

from dataclasses import replace
from datetime import datetime

import structlog

from bot import channels, people, relay
from bot.blocks import prompt
from bot.mail import written
from bot.mail.smtp import ADDRESS_REFUSED
from bot.people import LookUpFailed
from bot.process import Process
from bot.slack_errors import Outcome
from bot.work import bounces, mailer
from bot.work.letters import Letter, Route
from kpi import ways
from kpi.eligibility import Reason
from kpi.store import accounts, mailing, questions, sending
from kpi.store.questions import Question
from kpi.store.tables import Contact, Delivery

DIRECT = "D"
"""How the id of every direct message's channel begins."""

log = structlog.get_logger()


class PromptMail:
    """Writes questions."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the question; None when it may not be asked any more, which is kept with why."""
        await self._refresh(delivery)
        now = self._process.clock.now()
        question = await self._process.database.writer.work(
            lambda connection: sending.ready(connection, delivery, now)
        )
        if question is None:
            return None
        if mailing.is_by_mail(question.contact):
            return await self._by_mail(question, delivery, now)
        found = letter(question, now, account_channel=await self._account_channel(question))
        return found if found.routes else await self._instead(question, delivery, now) or found

    async def _account_channel(self, question: Question) -> str:
        """Give the channel that an admin named for the organisation of a guest; empty for none.

        One that nobody from outside reads any more is none: they would never see the question.
        """
        interaction = question.interaction
        if question.contact.is_home:
            return ""
        names = accounts.names_of(interaction.account, interaction.requester_email)
        async with self._process.database.reading() as connection:
            named = await accounts.channel_of(connection, interaction.workspace_id, names)
        if not named:
            return ""
        channel = await channels.ask(self._process, named)
        return "" if channel.can_post and not channel.has_outsiders else named

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Start the time to answer."""
        return await self._process.database.writer.work(
            lambda connection: sending.sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Call it off when the customer has left, otherwise keep that they cannot be reached."""
        work = self._process.database.writer.work
        if await self._has_left(delivery):
            gone = Reason.DEACTIVATED
            await work(lambda connection: sending.cancel(connection, delivery, gone, now))
            return
        await work(lambda connection: sending.undeliverable(connection, delivery, reason, now))
        if reason == ADDRESS_REFUSED:
            await bounces.leave_alone(self._process, await self._asked(delivery), now)

    async def _refresh(self, delivery: Delivery) -> None:
        """Learn whether the customer is still there and which language they read now.

        What we knew is good enough where Slack does not tell.
        """
        contact = await self._in_slack(delivery)
        if contact is None or people.is_fresh(contact, self._process.clock.now()):
            return
        try:
            await people.refreshed(self._process, contact)
        except LookUpFailed as failure:
            if failure.decision.outcome is Outcome.STOPPED:
                raise
            log.info("contact not refreshed", delivery_id=str(delivery.id))

    async def _has_left(self, delivery: Delivery) -> bool:
        contact = await self._in_slack(delivery)
        if contact is None:
            return False
        try:
            return (await people.refreshed(self._process, contact)).is_deactivated
        except LookUpFailed:
            return False

    async def _by_mail(
        self, question: Question, delivery: Delivery, now: datetime
    ) -> Letter | None:
        """Write to somebody without Slack; where mail is no longer set up, nothing reaches them."""
        post, gone = mailer.post_of(self._process, question, now), Reason.NO_SLACK_ACCOUNT
        if post is None:
            await self._process.database.writer.work(
                lambda connection: sending.cancel(connection, delivery, gone, now)
            )
            return None
        if not relay.is_address(question.contact.email):
            await self.refused(delivery, ADDRESS_REFUSED, now)
            return None
        return Letter(mail=written.letter(question, delivery, post, now))

    async def _instead(
        self, question: Question, delivery: Delivery, now: datetime
    ) -> Letter | None:
        """Write by mail to a guest for whom Slack has no place; None where that cannot be."""
        address = question.interaction.requester_email
        post = mailer.post_of(self._process, question, now)
        if post is None or not question.policy.mail or not relay.is_address(address):
            return None
        async with self._process.database.reading() as connection:
            known = await mailing.found(connection, delivery.workspace_id, address)
        if known is not None and known.bounced_at is not None:
            return None
        reader = question.contact.model_copy(update={"email": address})
        asked = replace(_placed(question, ways.MAIL), contact=reader)
        return Letter(mail=written.letter(asked, delivery, post, now))

    async def _in_slack(self, delivery: Delivery) -> Contact | None:
        """Give whom a question is for, where Slack knows them."""
        asked = await self._asked(delivery)
        return None if asked is None or mailing.is_by_mail(asked.contact) else asked.contact

    async def _asked(self, delivery: Delivery) -> Question | None:
        """Give the question of a delivery; None when it was erased."""
        async with self._process.database.reading() as connection:
            return await questions.kept(connection, delivery.workspace_id, delivery.cause_id)


def letter(question: Question, now: datetime, *, account_channel: str = "") -> Letter:
    """Address a question: a colleague by direct message, a guest in the thread they were helped in.

    A guest who was helped elsewhere, or where we are not, is asked in the channel of their account,
    and is written to directly where we are not in that either. Without a thread and a channel there
    is no place for them in Slack.
    """
    if question.contact.is_home:
        return Letter(routes=[_directly(question, now)])
    interaction = question.interaction
    helped_in = (interaction.slack_channel_id, interaction.slack_thread_ts)
    places = [helped_in, *([] if account_channel == helped_in[0] else [(account_channel, "")])]
    shared = [_in_channel(question, now, *place) for place in places if place[0]]
    return Letter(routes=[*shared, _directly(question, now)] if shared else [])


def _in_channel(question: Question, now: datetime, channel_id: str, thread_ts: str) -> Route:
    message = prompt.question(_placed(question, channel_id), now=now)
    return Route(message=message, channel_id=channel_id, thread_ts=thread_ts)


def _directly(question: Question, now: datetime) -> Route:
    there = _placed(question, question.contact.dm_channel_id or DIRECT)
    message = prompt.question(there, now=now)
    return Route(message=message, user_id=question.contact.user_id)


def _placed(question: Question, channel_id: str) -> Question:
    """Give the question as it will stand in a channel: the words depend on who can read them."""
    if question.delivery is None:
        return question
    delivery = question.delivery.model_copy(update={"channel_id": channel_id})
    return replace(question, delivery=delivery)
