"""Customers who were asked and are not happy, on a stage with a rule for them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bot.sandbox.cast import LEAD, WEEKLY
from bot.sandbox.identity import HOME
from kpi.store import alert_rules, rows, surveys, workspaces
from kpi.store.alert_rules import Wish
from kpi.store.responses import Comment, record_comments, record_taps
from kpi.store.tables import Case
from kpi.thresholds import Rule
from tests.bot.stage import Stage
from tests.kpi.store.asking import Asking

LATER = timedelta(minutes=3)


@dataclass
class Unhappy:
    """A stage with a rule for a 1 or a 2, told in #weekly."""

    stage: Stage
    asking: Asking

    async def low(self, score: int = 1, **segments: str) -> UUID:
        """Have somebody new answer just now."""
        stage = self.stage
        question = await self.asking.ask(at=stage.now, **segments)
        await self.tap(question, score)
        return question

    async def tap(self, question: UUID, score: int | None) -> None:
        """Answer a question anew, or take the answer back."""
        tap = self.asking.tap(question, score, self.stage.now)
        await self.stage.database.writer.submit(record_taps, tap)

    async def say(self, question: UUID, words: str) -> None:
        """Add a comment to an answer."""
        comment = Comment(
            workspace_id=HOME,
            invitation_id=question,
            team_id=HOME,
            user_id=self.asking.people[question],
            comment=words,
            may_contact=False,
            at=self.stage.now,
        )
        await self.stage.database.writer.submit(record_comments, comment)

    async def cases(self) -> list[Case]:
        """Give all cases."""
        async with self.stage.database.reading() as connection:
            return await rows.every(connection, Case, select(rows.table(Case)))

    async def later(self, by: timedelta = LATER) -> None:
        """Let time pass, and work."""
        self.stage.process.clock.move(by)
        await self.stage.round()


@pytest.fixture
async def unhappy(stage: Stage) -> Unhappy:
    """Nobody has answered yet."""
    async with stage.database.reading() as connection:
        workspace = await workspaces.find(connection, HOME)
        survey = await surveys.named(connection, HOME, "csat")
    wish = Wish(rule=Rule(steps=2), channel_id=WEEKLY, owner_id=LEAD)
    await stage.database.writer.work(
        lambda connection: alert_rules.create(connection, survey, wish, stage.now)
    )
    return Unhappy(stage, Asking(stage.database, workspace))
