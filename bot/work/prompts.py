"""Questions in the post: whether one may still be asked, where, and what its end means."""

from dataclasses import replace
from datetime import datetime

import structlog

from bot import people
from bot.blocks import prompt
from bot.people import LookUpFailed
from bot.process import Process
from bot.slack_errors import Outcome
from bot.work.letters import Letter, Route
from kpi.eligibility import Reason
from kpi.errors import NotFound
from kpi.store import invitations, sending
from kpi.store.invitations import Question
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
        return None if question is None else letter(question, now)

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
        else:
            await work(lambda connection: sending.undeliverable(connection, delivery, reason, now))

    async def _refresh(self, delivery: Delivery) -> None:
        """Learn whether the customer is still there and which language they read now.

        What we knew is good enough where Slack does not tell.
        """
        contact = await self._contact(delivery)
        if contact is None or people.is_fresh(contact, self._process.clock.now()):
            return
        try:
            await people.refreshed(self._process, contact)
        except LookUpFailed as failure:
            if failure.decision.outcome is Outcome.STOPPED:
                raise
            log.info("contact not refreshed", delivery_id=str(delivery.id))

    async def _has_left(self, delivery: Delivery) -> bool:
        contact = await self._contact(delivery)
        if contact is None:
            return False
        try:
            return (await people.refreshed(self._process, contact)).is_deactivated
        except LookUpFailed:
            return False

    async def _contact(self, delivery: Delivery) -> Contact | None:
        async with self._process.database.reading() as connection:
            try:
                question = await invitations.question(
                    connection, delivery.workspace_id, delivery.cause_id
                )
            except NotFound:
                return None
            return question.contact


def letter(question: Question, now: datetime) -> Letter:
    """Address a question: a colleague by direct message, a guest in the thread they were helped in.

    A guest is written to directly where we are not in that channel; without a thread there is no
    place for them.
    """
    if question.contact.is_home:
        return Letter(routes=[_directly(question, now)])
    if not question.interaction.slack_channel_id:
        return Letter(routes=[])
    return Letter(routes=[_in_thread(question, now), _directly(question, now)])


def _in_thread(question: Question, now: datetime) -> Route:
    interaction = question.interaction
    there = _placed(question, interaction.slack_channel_id)
    return Route(
        message=prompt.question(there, now=now),
        channel_id=interaction.slack_channel_id,
        thread_ts=interaction.slack_thread_ts,
    )


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
