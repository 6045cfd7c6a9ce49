"""The outbox at work: what is due is claimed in small batches, posted, and its end written down.

A message is sent again only when it was certainly not sent; one whose outcome is unknown is held
for a person to decide.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot import slack_errors
from bot.people import LookUpFailed
from bot.process import Process
from bot.slack_errors import FAILURES, Decision, Outcome
from bot.work.alert_mail import AlertMail
from bot.work.case_reminders import CaseReminderMail
from bot.work.digest_letters import DigestLetters
from bot.work.digest_mail import DetailMail, DigestMail
from bot.work.halt import PAUSE, Halt
from bot.work.joy_mail import JoyMail
from bot.work.letters import Letter, Mail
from bot.work.mailer import Mailer
from bot.work.notices import NoticeMail
from bot.work.pace import Pace
from bot.work.poster import Posted, Poster
from bot.work.prompts import PromptMail
from bot.work.reach import Reach
from bot.work.reminders import ReminderMail
from bot.work.steps import attempt
from bot.work.thanks import ThanksMail
from bot.work.verdicts import VerdictMail
from kpi.store import deliveries, digests
from kpi.store.tables import Delivery

BATCH = 20
MOST_BATCHES = 50
"""Batches in one round; what is left waits for the next."""

log = structlog.get_logger()


class Deliveries:
    """Sends what is due."""

    def __init__(self, process: Process, halt: Halt, pace: Pace) -> None:
        self._process = process
        self._halt = halt
        self._poster = Poster(process, halt, pace)
        self._mailer = Mailer(process)
        self._mails: Mapping[str, Mail] = {
            "prompt": PromptMail(process),
            "digest": DigestMail(process),
            "digest_detail": DetailMail(process),
            "digest_letter": DigestLetters(process),
            "notice": NoticeMail(process),
            "reminder": ReminderMail(process),
            "alert": AlertMail(process),
            "case_reminder": CaseReminderMail(process),
            "joy": JoyMail(process),
            "thanks": ThanksMail(process),
            "verdict": VerdictMail(process),
        }
        self._reach = Reach(process, halt)
        self._stopping = False

    async def step(self) -> None:
        """Hold what was lost, then send what is due."""
        await self._expire()
        for _ in range(MOST_BATCHES):
            claimed = await self._claim() if await self._may_send() else []
            if not claimed:
                return
            await asyncio.gather(*(self._attempt(delivery) for delivery in claimed))

    def stop(self) -> None:
        """Claim nothing more; what is being sent is finished."""
        self._stopping = True

    async def _expire(self) -> None:
        now = self._process.clock.now()
        held = await self._process.database.writer.work(lambda connection: _held(connection, now))
        for delivery in held:
            self._count("held")
            log.error("delivery held", delivery_id=str(delivery.id), reason=delivery.reason)

    async def _may_send(self) -> bool:
        if self._stopping or self._halt.stands(self._process.clock.now()):
            return False
        return await self._reach.is_open()

    async def _claim(self) -> list[Delivery]:
        now = self._process.clock.now()
        return await self._process.database.writer.work(
            lambda connection: deliveries.claim(connection, now, BATCH)
        )

    async def _attempt(self, delivery: Delivery) -> None:
        about = {"delivery_id": str(delivery.id)}
        mail = self._mails.get(delivery.kind)
        if mail is None:
            # A newer release beside us owes kinds of its own; it will send them.
            await self._retry(delivery, "unknown_kind", PAUSE)
            return
        letter = await attempt(self._process, "write", self._written(mail, delivery), **about)
        if letter is None:
            # Nothing was posted. A delivery that was ended on purpose is not touched by this.
            wait = slack_errors.back_off(delivery.attempts)
            await self._retry(delivery, "not_written", wait)
            return
        await attempt(self._process, "post", self._post(mail, delivery, letter), **about)

    async def _written(self, mail: Mail, delivery: Delivery) -> Letter | None:
        try:
            return await mail.write(delivery)
        except LookUpFailed as failure:
            decision = failure.decision
        except FAILURES as error:
            decision = slack_errors.judge(error)
        await self._settle(mail, delivery, slack_errors.repeatable(decision))
        return None

    async def _post(self, mail: Mail, delivery: Delivery, letter: Letter) -> None:
        if letter.mail is None:
            result = await self._poster.post(delivery, letter)
        else:
            result = await self._mailer.post(delivery, letter.mail)
        if isinstance(result, Decision):
            await self._settle(mail, delivery, result)
        else:
            if letter.mail is None:
                self._halt.end()
            await self._sent(mail, delivery, result)

    async def _sent(self, mail: Mail, delivery: Delivery, posted: Posted) -> None:
        if await mail.sent(delivery, posted.message_ts, self._process.clock.now()):
            self._count("sent")
            log.info("delivered", delivery_id=str(delivery.id), kind=delivery.kind)
        else:
            log.error("delivered after its end", delivery_id=str(delivery.id))

    async def _settle(self, mail: Mail, delivery: Delivery, decision: Decision) -> None:
        """Write down why a message was not sent, or may not have been."""
        now = self._process.clock.now()
        log.warning("not delivered", delivery_id=str(delivery.id), reason=decision.reason)
        self._reach.note(decision)
        match decision.outcome:
            case Outcome.RETRY:
                wait = decision.wait
                later = slack_errors.back_off(delivery.attempts) if wait is None else wait
                await self._retry(delivery, decision.reason, later)
            case Outcome.STOPPED:
                self._stop_all(decision.reason, now)
                await self._retry(delivery, decision.reason, PAUSE)
            case Outcome.UNKNOWN:
                await self._unknown(delivery, decision.reason, now)
            case Outcome.REFUSED:
                await mail.refused(delivery, decision.reason, now)
                self._count("failed")

    def _stop_all(self, reason: str, now: datetime) -> None:
        if not self._halt.stands(now):
            self._halt.begin(reason, now)

    async def _retry(self, delivery: Delivery, reason: str, wait: timedelta) -> None:
        now = self._process.clock.now()
        released = await self._process.database.writer.work(
            lambda connection: deliveries.mark_retry(
                connection, delivery, now + wait, reason=reason, now=now
            )
        )
        if released:
            self._count("retry")

    async def _unknown(self, delivery: Delivery, reason: str, now: datetime) -> None:
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_unknown(connection, delivery, reason, now)
        )
        self._count("unknown")

    def _count(self, state: str) -> None:
        self._process.metrics.deliveries.labels(state).inc()


async def _held(connection: Any, now: datetime) -> list[Delivery]:
    """Hold what was lost; whoever ordered a digest is asked to look whether it is there."""
    held = await deliveries.expire_leases(connection, now)
    for delivery in held:
        if delivery.kind in {digests.DIGEST, digests.LETTER}:
            await digests.doubt(connection, delivery, now)
    return held
