"""Reminders of cases: found when they are due, and written to who should do something."""

from datetime import datetime
from typing import Any
from uuid import UUID

from bot import wording
from bot.blocks import Message, case_reminder
from bot.blocks.alert import Moment
from bot.blocks.case_reminder import Reader
from bot.channels import SlackAway
from bot.process import Process
from bot.roles import Role, Roles
from bot.work.letters import Letter, Route
from bot.work.steps import attempt
from kpi.cases import MOST_REMINDERS, State
from kpi.store import case_facts, case_reminders, cases, deliveries, workspaces
from kpi.store.case_facts import Told
from kpi.store.case_reminders import News
from kpi.store.tables import Case, Delivery, Workspace

AT_ONCE = 50
"""Cases in one round; what is left waits for the next."""
SETTLED, LEFT = "settled", "reader_left"


class CaseReminders:
    """Owes a word about each case that is due."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._roles = Roles(process)

    async def step(self) -> None:
        """Owe what is due; each is owed once, however many replicas look."""
        now = self._process.clock.now()
        await self._process.database.writer.work(lambda connection: cases.wake(connection, now))
        async with self._process.database.reading() as connection:
            due = await cases.due(connection, now, AT_ONCE)
        for case in due:
            await attempt(self._process, "reminding", self._remind(case), case_id=str(case.id))

    async def _remind(self, case: Case) -> None:
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, case.workspace_id)
        now, left = self._process.clock.now(), await self._has_left(case.owner_id, workspace)
        await self._process.database.writer.work(
            lambda connection: case_reminders.remind(
                connection, workspace, case, now, owner_left=left
            )
        )

    async def _has_left(self, user_id: str, workspace: Workspace) -> bool:
        """Whether somebody is no colleague any more; where Slack does not say, they still are."""
        if not user_id:
            return False
        try:
            visitor = await self._roles.visitor(user_id, workspace)
        except SlackAway:
            return False
        return visitor.role is Role.OUTSIDER


class CaseReminderMail:
    """Writes reminders of cases."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._roles = Roles(process)

    async def write(self, delivery: Delivery) -> Letter | None:
        """Give the words, in the language of their reader.

        None when it was taken up meanwhile, or when they are no colleague any more: what customers
        said stays inside, so who owns the rule hears instead.

        Raises:
            SlackAway: Slack does not say who they are.
        """
        async with self._process.database.reading() as connection:
            workspace = await workspaces.find(connection, delivery.workspace_id)
            case_id = UUID(delivery.body["case_id"])
            told = (await case_facts.of(connection, workspace, [case_id])).get(case_id)
        if told is None or _is_settled(told, delivery):
            await self._end(delivery)
            return None
        visitor = await self._roles.visitor(delivery.user_id, workspace)
        if visitor.role is Role.OUTSIDER:
            await self.refused(delivery, LEFT, self._process.clock.now())
            return None
        message = self._drawn(delivery, told, workspace.time_zone, visitor.language)
        return Letter(routes=[Route(message=message, user_id=delivery.user_id)])

    async def sent(self, delivery: Delivery, message_ts: str, now: datetime) -> bool:
        """Note that they were reminded."""
        return await self._process.database.writer.work(
            lambda connection: deliveries.mark_sent(connection, delivery, message_ts, now)
        )

    async def refused(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Give up, and tell who owns the rule what the owner of the case could not be told."""

        async def work(connection: Any) -> None:
            await deliveries.mark_failed(connection, delivery, reason, now)
            await case_reminders.pass_on(connection, delivery, now)

        await self._process.database.writer.work(work)

    def _drawn(self, delivery: Delivery, told: Told, zone: str, language: str) -> Message:
        at = Moment(now=self._process.clock.now(), zone=zone)
        body = delivery.body
        reader = Reader(
            user_id=delivery.user_id,
            given_by=body.get("given_by", ""),
            news=News(body["news"]) if "news" in body else None,
            owner_left=body.get("owner_left", False),
        )
        return case_reminder.message(wording.voice(language), told, at, reader)

    async def _end(self, delivery: Delivery) -> None:
        now = self._process.clock.now()
        await self._process.database.writer.work(
            lambda connection: deliveries.mark_cancelled(connection, delivery, SETTLED, now)
        )


def _is_settled(told: Told, delivery: Delivery) -> bool:
    """Whether somebody did something about it after the reminder was owed."""
    case, news = told.case, delivery.body.get("news")
    if news == News.SPOKE_AGAIN:
        return case.state != State.DONE or told.score is None
    if news == News.LOW_AGAIN:
        rests = case.reminders >= MOST_REMINDERS or told.score is None
        return case.state == State.DONE or rests or case.owner_id != delivery.body["owner_id"]
    if news and case.reminders < MOST_REMINDERS:
        return True
    is_helped = case.contacted_at is not None and not delivery.body.get("was_in_touch", False)
    is_helped = is_helped and not news
    return case.state == State.DONE or is_helped or case.owner_id != delivery.body["owner_id"]
