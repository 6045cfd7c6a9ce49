"""Answers as Slack would tell them: a tap and, a little later, a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.cli.demo.sample.answers import Answer
from bot.cli.demo.sample.rows import Filed
from kpi.store.responses import Comment, Tap

UNTIL_CONFIRMED = timedelta(seconds=15)
UNTIL_WRITTEN = timedelta(seconds=40)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question that was sent."""

    filed: Filed
    answer: Answer

    @property
    def known_at(self) -> datetime:
        return self.answer.at + UNTIL_WRITTEN

    @property
    def tap(self) -> Tap:
        """The tap on the question's message."""
        invitation, delivery = self.filed.invitation, self.filed.delivery or {}
        return Tap(
            workspace_id=invitation["workspace_id"],
            invitation_id=invitation["id"],
            team_id=invitation["workspace_id"],
            user_id=self.filed.visit.customer.user_id,
            channel_id=delivery["channel_id"],
            message_ts=delivery["message_ts"],
            action_id=f"rate:{self.answer.score}",
            at=self.answer.at,
            score=self.answer.score,
        )

    @property
    def confirmation(self) -> Tap:
        """The tap on whether it was solved the first time, which has to be given."""
        solved = self.answer.solved
        return replace(
            self.tap,
            action_id="solved:yes" if solved else "solved:no",
            at=self.answer.at + UNTIL_CONFIRMED,
            score=None,
            solved=solved,
        )

    @property
    def comment(self) -> Comment:
        """The line below it."""
        tap = self.tap
        return Comment(
            workspace_id=tap.workspace_id,
            invitation_id=tap.invitation_id,
            team_id=tap.team_id,
            user_id=tap.user_id,
            comment=self.answer.comment,
            may_contact=self.answer.may_contact,
            at=self.known_at,
        )


def to(questions: Sequence[Filed]) -> Iterator[Reply]:
    """Give the answers that questions will get."""
    for one in questions:
        if one.visit.answer is not None:
            yield Reply(one, one.visit.answer)
