"""Mailing: one letter to the mail server, a few at a time, never twice.

That it is on its way is stored before it is handed over, so that a fall meanwhile is not taken for
a letter that was never sent.
"""

import asyncio
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

from bot.mail import links, smtp
from bot.mail.links import Link
from bot.mail.written import Post
from bot.process import Process
from bot.slack_errors import Decision, Outcome
from bot.work.poster import LEAST_LEASE, Posted
from kpi import ways
from kpi.store import deliveries
from kpi.store.questions import Question
from kpi.store.tables import Delivery

AT_ONCE = 4
"""Connections that a mail server should not mind."""

NO_MAIL = "no_mail_server"


def post_of(process: Process, question: Question, now: datetime) -> Post | None:
    """Give the sender of a question's letter and the reader's page; None where no mail is set up.

    The link to the page works from now on for as long as it may be of use.
    """
    relay = process.settings.mail_relay
    if relay is None:
        return None
    link = Link(
        workspace_id=question.workspace.id,
        invitation_id=question.invitation.id,
        until=now + links.lifetime(question.policy),
    )
    page = process.settings.page_url(links.sealed(process.box, link))
    return Post(sender=relay.sender, page=page)


class Mailer:
    """Sends letters by mail."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def post(self, delivery: Delivery, message: EmailMessage) -> Posted | Decision:
        """Hand a letter to the mail server; otherwise say what is known of it."""
        relay = self._process.settings.mail_relay
        if relay is None:
            return Decision(outcome=Outcome.REFUSED, reason=NO_MAIL)
        async with self._turns:
            failure = await smtp.hand_over(
                relay,
                message,
                name=urlsplit(self._process.settings.public_url or "").hostname or "localhost",
                permission=lambda: self._obstacle(delivery),
            )
        return failure or Posted(str(message["Message-ID"]))

    async def _obstacle(self, delivery: Delivery) -> Decision | None:
        """Say why the letter may not be handed over now, or note that it is."""
        now = self._process.clock.now()
        if delivery.lease_until is None or delivery.lease_until - now < LEAST_LEASE:
            return Decision(outcome=Outcome.RETRY, reason="lease_short", wait=timedelta(0))
        is_ours = await self._process.database.writer.work(
            lambda connection: deliveries.place(connection, delivery, ways.MAIL)
        )
        if is_ours:
            return None
        return Decision(outcome=Outcome.RETRY, reason="lease_lost", wait=timedelta(0))
