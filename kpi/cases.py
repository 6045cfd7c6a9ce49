"""The life of a case: a customer who is helped further after an answer, from claim to outcome.

Pure: what stands and what somebody does go in, what stands then comes out. A step that no longer
fits is refused in words that say what stands instead.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kpi.errors import KpiError
from kpi.office_hours import OfficeHours

MOST_REMINDERS = 3
UNCLAIMED = timedelta(hours=4)
"""Office hours in which somebody should have claimed it."""
UNREACHED = timedelta(hours=8)
"""Office hours in which who claimed it should have been in touch."""
LONGEST_SNOOZE = timedelta(days=90)
LONGEST_NOTE = 2000


class State(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"


class Outcome(StrEnum):
    """What came of a case."""

    REACHED = "reached"
    SOLVED = "solved"
    NO_ANSWER = "no_answer"
    NOT_OURS = "not_ours"
    WITHDRAWN = "withdrawn"
    """The customer took the answer back, or it needs nobody any more."""
    SILENCED = "silenced"
    """Its survey is anonymous by now: nobody is helped by name."""


LET_GO = frozenset({Outcome.WITHDRAWN, Outcome.SILENCED})
"""What ends a case by itself; it begins again by itself when its answer needs somebody again."""


class Step(StrEnum):
    """What happened to a case, in its history."""

    OPENED = "opened"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    RELEASED = "released"
    SNOOZED = "snoozed"
    CONTACTED = "contacted"
    DONE = "done"
    REOPENED = "reopened"
    REMINDED = "reminded"
    EASED = "eased"
    """Its answer needs nobody any more; who has it is reminded no more."""
    CALLED = "called"
    """Its answer needs somebody again; who has it is reminded again."""


class Taken(KpiError):
    """Somebody else has claimed this case."""


class Over(KpiError):
    """This case is done. Open it again to change it."""


class StillOpen(KpiError):
    """This case is not done."""


class WrongMoment(KpiError):
    """Choose a moment that is still to come, in the next 90 days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case as it stands; all moments are aware."""

    opened_at: datetime
    state: State = State.OPEN
    owner: str = ""
    """Empty exactly while nobody has claimed it."""
    claimed_at: datetime | None = None
    """When its owner of now got it."""
    snoozed_until: datetime | None = None
    contacted_at: datetime | None = None
    """When somebody first was in touch."""
    done_at: datetime | None = None
    outcome: Outcome | None = None
    """Known exactly when it is done."""
    note: str = ""
    reminders: int = 0
    """Since somebody last did something."""

    @property
    def until_contact(self) -> timedelta | None:
        """How long the customer waited to hear from somebody, by the clock on the wall."""
        return None if self.contacted_at is None else self.contacted_at - self.opened_at


def claimed(case: Standing, by: str, at: datetime) -> Standing:
    """Give a case to who claims it; claiming one's own again changes nothing.

    Raises:
        Taken: it is somebody else's; its value `owner` says whose.
        Over: it is done.
    """
    _require_going(case)
    if case.owner == by:
        return case
    if case.owner:
        raise Taken(owner=case.owner)
    return _given(case, by, at)


def assigned(case: Standing, to: str, at: datetime) -> Standing:
    """Give a case to somebody, whoever had it. Raises Over when it is done."""
    _require_going(case)
    return case if case.owner == to else _given(case, to, at)


def released(case: Standing) -> Standing:
    """Give a case back, for anybody to claim. Raises Over when it is done."""
    _require_going(case)
    return replace(_stirred(case), state=State.OPEN, owner="", claimed_at=None)


def snoozed(case: Standing, until: datetime, at: datetime) -> Standing:
    """Let a case rest until a moment.

    Raises:
        WrongMoment: it has passed, or is over 90 days away.
        Over: the case is done.
    """
    _require_going(case)
    if not at < until <= at + LONGEST_SNOOZE:
        raise WrongMoment
    return replace(_stirred(case), snoozed_until=until)


def contacted(case: Standing, at: datetime) -> Standing:
    """Note that somebody was in touch; the first time counts. Raises Over when it is done."""
    _require_going(case)
    return replace(_stirred(case), contacted_at=case.contacted_at or at, snoozed_until=None)


def done(case: Standing, outcome: Outcome, note: str, at: datetime) -> Standing:
    """End a case; who was reached or helped was in touch. Raises Over when it was done before."""
    _require_going(case)
    spoke = outcome in (Outcome.REACHED, Outcome.SOLVED)
    return replace(
        _stirred(case),
        state=State.DONE,
        outcome=outcome,
        note=note.strip()[:LONGEST_NOTE],
        done_at=at,
        snoozed_until=None,
        contacted_at=case.contacted_at or (at if spoke else None),
    )


def reopened(case: Standing, at: datetime) -> Standing:
    """Begin again, with the same owner if there was one. Raises StillOpen when it is not done."""
    if case.state is not State.DONE:
        raise StillOpen
    going = replace(_stirred(case), done_at=None, outcome=None)
    if not case.owner:
        return replace(going, state=State.OPEN)
    return replace(going, state=State.CLAIMED, claimed_at=at)


def reminded(case: Standing) -> Standing:
    """Note that somebody was reminded of it: it rests no longer."""
    return replace(case, reminders=case.reminders + 1, snoozed_until=None)


def eased(case: Standing) -> Standing:
    """Let nobody be reminded of a case any more, until somebody does something with it."""
    if case.state is State.DONE:
        return case
    return replace(case, reminders=MOST_REMINDERS, snoozed_until=None)


def called(case: Standing) -> Standing:
    """Let people be reminded again of a case that nobody is reminded of any more."""
    is_quiet = case.state is not State.DONE and case.reminders >= MOST_REMINDERS
    return _stirred(case) if is_quiet else case


def remind_at(case: Standing, hours: OfficeHours, now: datetime) -> datetime | None:
    """Give when somebody should next be reminded; None when nobody should.

    Nobody is reminded of a case that rests, or more than three times in a row; of one whose
    customer has heard from somebody only when it has rested. Each reminder is as many office hours
    after the one before.
    """
    is_served = case.contacted_at is not None and case.snoozed_until is None
    if case.state is State.DONE or is_served or case.reminders >= MOST_REMINDERS:
        return None
    patience = UNREACHED if case.owner else UNCLAIMED
    since = case.claimed_at or case.opened_at
    if case.snoozed_until is not None:
        since = max(since, case.snoozed_until)
        patience = timedelta(seconds=1)
    if case.reminders:
        since, patience = max(since, now), UNREACHED
    return hours.after(since, int(patience.total_seconds()))


def _given(case: Standing, to: str, at: datetime) -> Standing:
    return replace(_stirred(case), state=State.CLAIMED, owner=to, claimed_at=at, snoozed_until=None)


def _stirred(case: Standing) -> Standing:
    return replace(case, reminders=0)


def _require_going(case: Standing) -> None:
    if case.state is State.DONE:
        raise Over
