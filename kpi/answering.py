"""What a tap does to an answer: the rules of first answers, changes, undoing and lateness.

Pure: the standing answer and the tap go in, a verdict and the new standing come out.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a tap or a comment."""

    COUNTED = "counted"
    """The first answer."""
    CHANGED = "changed"
    SAME = "same"
    """The answer already was so."""
    UNDONE = "undone"
    COMMENTED = "commented"
    REPEATED = "repeated"
    """Told before: the very same tap."""
    STALE = "stale"
    """An older tap that arrived after a newer one."""
    LATE = "late"
    """A first answer after the question expired."""
    CLOSED = "closed"
    """A change or comment after the time for changes, or on an answer that was undone."""
    FOREIGN = "foreign"
    """Somebody else's question."""
    UNKNOWN = "unknown"
    """A question, or a score, that does not exist."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An answer as it stands: `score` is None when undone; moments are aware."""

    score: int | None
    answered_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """Until when a question takes a first answer, and for how long that may change.

    `expires_at` is None while we do not know that the question was delivered; a tap proves it was.
    """

    expires_at: datetime | None
    edit_window: timedelta

    def takes_first(self, at: datetime) -> bool:
        """Tell whether a first answer at `at` counts."""
        return self.expires_at is None or at < self.expires_at

    def takes_change(self, standing: Standing, at: datetime) -> bool:
        """Tell whether a change at `at` counts."""
        return at < standing.answered_at + self.edit_window


def answered(
    standing: Standing | None, score: int | None, at: datetime, window: Window
) -> tuple[Verdict, Standing | None]:
    """Apply a tap on `score` (None: undo) made at `at`; the last tap by its own time wins."""
    if standing is None:
        return _first(score, at, window)
    if at <= standing.changed_at:
        return Verdict.STALE, standing
    if not window.takes_change(standing, at):
        return Verdict.CLOSED, standing
    return _change(standing.score, score), replace(standing, score=score, changed_at=at)


def _first(score: int | None, at: datetime, window: Window) -> tuple[Verdict, Standing | None]:
    if score is None:
        return Verdict.SAME, None
    if not window.takes_first(at):
        return Verdict.LATE, None
    return Verdict.COUNTED, Standing(score=score, answered_at=at, changed_at=at)


def _change(before: int | None, after: int | None) -> Verdict:
    if before == after:
        return Verdict.SAME
    return Verdict.UNDONE if after is None else Verdict.CHANGED


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a customer says of it having been solved the first time, and the moment of the tap."""

    solved: bool
    at: datetime


def confirmed(
    standing: Standing | None, before: Confirmation | None, tap: Confirmation, window: Window
) -> Verdict:
    """Judge what somebody says beside their answer; the last tap by its own time wins.

    It may change as long as the answer may.
    """
    if standing is None or standing.score is None or not window.takes_change(standing, tap.at):
        return Verdict.CLOSED
    if before is None:
        return Verdict.COUNTED
    if tap.at <= before.at:
        return Verdict.STALE
    return Verdict.SAME if tap.solved is before.solved else Verdict.CHANGED


def commented(standing: Standing | None, at: datetime, window: Window) -> Verdict:
    """Judge a comment that came at `at`; forms carry no time of Slack's, so the last to come wins.

    `at` is of our clock, which may be set back: it only tells whether the time for changes is over.
    """
    if standing is None or standing.score is None or not window.takes_change(standing, at):
        return Verdict.CLOSED
    return Verdict.COMMENTED
