"""The life of an action: an improvement from idea to verdict.

Pure: what stands and what somebody does go in, what stands then comes out. A step that does not fit
is refused in words that say what to do first.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from kpi.errors import KpiError

LONGEST_TITLE = 120
LONGEST_WHY = 1000
FARTHEST = timedelta(days=3 * 366)
"""How far from today a date may lie; more is a typing error."""


class State(StrEnum):
    """Where an action stands."""

    IDEA = "idea"
    DOING = "doing"
    LIVE = "live"
    JUDGED = "judged"
    DROPPED = "dropped"


GOING = (State.IDEA, State.DOING, State.LIVE)
"""Of which something is still expected."""


class Step(StrEnum):
    """What happened to an action, in its history."""

    BEGUN = "begun"
    CHANGED = "changed"
    STARTED = "started"
    WENT_LIVE = "went_live"
    JUDGED = "judged"
    DROPPED = "dropped"
    TAKEN_UP = "taken_up"
    THANKED = "thanked"


class WrongDate(KpiError):
    """That date is years away. Please look at it again."""


class NotThere(KpiError):
    """This action has not come to that yet. See what its buttons offer."""


class NotLive(KpiError):
    """Only a change that went live can be judged. Say on which day it did."""


@dataclass(frozen=True, slots=True)
class Standing:
    """An action as it stands; dates are local days."""

    state: State = State.IDEA
    due_on: date | None = None
    live_on: date | None = None
    """When the change went live; ahead of that, when it will. Always known of a live one."""
    judged_at: datetime | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done by now."""
        waits = self.state in (State.IDEA, State.DOING)
        return waits and self.due_on is not None and self.due_on < today


def dated(action: Standing, due_on: date | None, live_on: date | None, today: date) -> Standing:
    """Set both dates; another day of going live begins its judgement anew.

    An idea that has such a day is being done: else that day would come and nothing would happen.

    Raises:
        WrongDate: one of them is more than three years away.
    """
    if any(one is not None and abs(one - today) > FARTHEST for one in (due_on, live_on)):
        raise WrongDate
    moved = replace(action, due_on=due_on, live_on=live_on)
    if live_on == action.live_on:
        return moved
    if action.state in (State.LIVE, State.JUDGED) or (action.state is State.IDEA and live_on):
        moved = replace(moved, state=State.DOING, judged_at=None)
    return on(moved, today)


def aimed_anew(action: Standing) -> Standing:
    """Give an action that should move another number than before: a verdict told of the old one."""
    if action.state is not State.JUDGED:
        return action
    return replace(action, state=State.LIVE, judged_at=None)


def started(action: Standing, today: date) -> Standing:
    """Note that somebody works on it. Raises NotThere when it is no idea."""
    _require(action, State.IDEA)
    return on(replace(action, state=State.DOING), today)


def went_live(action: Standing, live_on: date, today: date) -> Standing:
    """Note that the change is live since a day, or will be from a day on.

    Raises:
        NotThere: it is judged or dropped.
        WrongDate: the day is more than three years away.
    """
    _require(action, *GOING)
    state = State.LIVE if live_on <= today else State.DOING
    return replace(dated(action, action.due_on, live_on, today), state=state)


def on(action: Standing, today: date) -> Standing:
    """Give an action as it stands on a day: what was to go live by then is live."""
    due = action.state is State.DOING and action.live_on is not None and action.live_on <= today
    return replace(action, state=State.LIVE) if due else action


def judged(action: Standing, at: datetime) -> Standing:
    """Note that it was judged. Raises NotLive when it never went live."""
    if action.state not in (State.LIVE, State.JUDGED):
        raise NotLive
    return replace(action, state=State.JUDGED, judged_at=at)


def dropped(action: Standing) -> Standing:
    """Give it up. Raises NotThere when it was judged or dropped before."""
    _require(action, *GOING)
    return replace(action, state=State.DROPPED)


def taken_up(action: Standing) -> Standing:
    """Begin again what was given up. Raises NotThere when it was not."""
    _require(action, State.DROPPED)
    return replace(action, state=State.IDEA, live_on=None)


def _require(action: Standing, *states: State) -> None:
    if action.state not in states:
        raise NotThere
