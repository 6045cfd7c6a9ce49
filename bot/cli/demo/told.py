"""The tickets that are resolved from the panel: as they are wished, and what becomes of each."""

from dataclasses import dataclass
from datetime import datetime

from bot.cli.demo.customers import Who
from bot.cli.demo.moments import A_QUARTER, DAY, MONDAY, QUARTER, spoken

LABELS = {QUARTER: "15 min later", DAY: "A day later", MONDAY: "Monday 9:00"}
"""The panel's buttons by the move they make."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A ticket to be resolved, as the panel's form says it."""

    subject: str
    team: str
    channel: str
    who: Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One ticket; moments are aware."""

    id: str
    subject: str
    who: Who
    resolved_at: datetime
    due_at: datetime
    outcome: str = "waiting"
    """A value of the ledger's outcomes."""
    reason: str = ""
    """Why it was not asked, in words; of a waiting one the state of its invitation."""

    @property
    def is_asked(self) -> bool:
        """Whether the question stands in Slack."""
        return self.outcome == "answered" or (self.outcome, self.reason) == ("waiting", "sent")

    @property
    def is_planned(self) -> bool:
        """Whether the customer will be asked."""
        return self.outcome == "waiting" and not self.is_asked

    @property
    def patience(self) -> str:
        """The label of the button after which the question is there."""
        return LABELS[QUARTER if self.due_at - self.resolved_at <= A_QUARTER else DAY]

    @property
    def told(self) -> str:
        """Say what became of it, as briefly as the ledger does."""
        if self.outcome == "answered":
            return "answered"
        if self.is_asked:
            return "asked, not answered yet"
        if self.is_planned:
            return f"to be asked {spoken(self.due_at)}"
        phrase = self.outcome.replace("_", " ")
        return f"{phrase}: {self.reason}" if self.reason else phrase
