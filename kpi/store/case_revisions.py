"""What becomes of a case whose answer changed: it ends, begins again, or its owner hears of it.

A case that somebody ended stays ended: who ended it judged it so, and a customer who adds "thank
you" must not set reminders going. They are told once, and open it again with one tap.
"""

from datetime import datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncConnection

from kpi import cases
from kpi.cases import LET_GO, MOST_REMINDERS, Outcome, State, Step
from kpi.store import case_reminders
from kpi.store import cases as stored
from kpi.store.case_reminders import News
from kpi.store.cases import Deed
from kpi.store.tables import AlertRule, Case, Workspace


class Looked(NamedTuple):
    """An answer that is due, and the rules that it meets."""

    row: Any
    """Of `Response`."""
    rules: tuple[AlertRule, ...]
    known: frozenset[UUID]
    """The rules of its survey, met or not."""
    is_silenced: bool
    """Whether nobody may be helped by name: it, or its survey by now, is anonymous."""

    def needs_nobody(self, case: Case) -> bool:
        """Whether what its case was opened for holds no more; of a rule that is gone it still may.

        An answer that was taken back needs nobody whatever the rules are.
        """
        return not self.rules and (self.row.score is None or case.rule_id in self.known)

    def has_spoken_since(self, moment: datetime) -> bool:
        """Whether a customer who needs somebody said more after it, or anybody wrote words."""
        if self.row.score is None:
            return False
        commented = self.row.commented_at
        wrote = bool(self.row.comment) and commented is not None and commented > moment
        return wrote or (bool(self.rules) and self.row.changed_at > moment)


async def revise(
    connection: AsyncConnection, workspace: Workspace, case: Case, looked: Looked, now: datetime
) -> None:
    """Let a case be as its answer wants it, and owe its owner a word where they must know.

    Args:
        connection: in a transaction of the writer.
        workspace: whose case.
        case: as it was when the answer was looked at.
        looked: its answer.
        now: aware.
    """
    rested = case.reminders >= MOST_REMINDERS
    if (deed := _deed(case, looked, now)) is not None:
        case = await stored.act(connection, workspace, case.id, deed, now)
    if rested and case.state == State.CLAIMED and case.reminders < MOST_REMINDERS:
        await case_reminders.tell_again(connection, case, now)
    if (news := _news(case, looked)) is not None:
        await case_reminders.tell(connection, case, news, now)


def _deed(case: Case, looked: Looked, now: datetime) -> Deed | None:
    if looked.rules and case.outcome in LET_GO:
        return Deed(step=Step.REOPENED, doing=partial(cases.reopened, at=now))
    if looked.rules:
        return Deed(step=Step.CALLED, doing=cases.called)
    if not looked.needs_nobody(case):
        return None
    if case.state != State.OPEN:
        return Deed(step=Step.EASED, doing=cases.eased)
    is_silenced = looked.is_silenced and looked.row.score is not None
    outcome = Outcome.SILENCED if is_silenced else Outcome.WITHDRAWN
    ended = partial(cases.done, outcome=outcome, note="", at=now)
    return Deed(step=Step.DONE, doing=ended, detail={"outcome": outcome.value})


def _news(case: Case, looked: Looked) -> News | None:
    if case.state == State.CLAIMED and looked.needs_nobody(case):
        if looked.row.score is None:
            return News.TAKEN_BACK
        return News.SILENCED if looked.is_silenced else News.CHANGED
    ended = case.done_at if case.outcome not in LET_GO else None
    if ended is None or looked.is_silenced or not looked.has_spoken_since(ended):
        return None
    return News.SPOKE_AGAIN
