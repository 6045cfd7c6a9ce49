"""What one summary is made of: answers counted, lengths measured, and what went on around them."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kpi.changes import FEW
from kpi.confirmed import Confirmed
from kpi.histograms import Histogram
from kpi.scores import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """How many customers were helped, asked and heard in a period."""

    helped: int = 0
    """Interactions resolved in the period, and turns in campaigns."""
    turns: int = 0
    """Those of them that are turns: nobody asked for help."""
    asked: int = 0
    """Those of them whose customer was asked."""
    delivered: int = 0
    """Invitations delivered in the period."""
    answered: int = 0
    """Those of them that are answered by now."""
    open: int = 0
    """Those of them that may still be answered."""

    @property
    def response_rate(self) -> float | None:
        """Percent of the delivered invitations answered by now; None when none was delivered."""
        return 100 * self.answered / self.delivered if self.delivered else None

    @property
    def coverage(self) -> float | None:
        """Percent of the helped customers that were asked; None when nobody was helped."""
        return 100 * self.asked / self.helped if self.helped else None


class Said(NamedTuple):
    """Around what customers say themselves, where that is the number."""

    is_asked: bool
    """Whether some survey asks them."""
    fewest: int | None
    """From how many answers on it is shown; None where nobody was promised anonymity."""


class Aim(NamedTuple):
    """How far a team's own target was kept."""

    seconds: float
    within: int
    """Lengths that are not longer."""
    overdue: int
    """Interactions without a reply that have waited longer: misses as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What goes on beside what was measured; None where it is not looked at."""

    waiting: int | None = None
    """Interactions opened in the period that have no reply yet."""
    aim: Aim | None = None
    open: int | None = None
    """Interactions that are open now."""
    reopened: int | None = None
    """Resolutions undone in the period."""
    provisional_from: date | None = None
    """The first local day of which the outcomes may still change."""
    confirmed: Confirmed | None = None
    """What customers said themselves, where they were asked."""
    untold: tuple[str, ...] = ()
    """Sources that told of no customer's message, which flatters what was solved at once."""
    said: Said | None = None
    """Where that is the number itself."""
    assumes_hours: bool = False
    """Whether nobody said yet when the office is open."""

    @property
    def is_idle(self) -> bool:
        """Whether nothing goes on."""
        return not (self.waiting or self.open or self.reopened)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was counted for one summary."""

    now: Counts
    before: Counts
    """The period to compare with."""
    weeks: tuple[Counts, ...] = ()
    """The weeks up to the period's end, oldest first."""
    earlier: tuple[Counts, ...] = ()
    """The weeks before those, where it is asked what is usual."""
    months: tuple[Counts, ...] = ()
    """The months up to the period, oldest first, where it is one."""
    funnel: Funnel = Funnel()
    fewest: int = FEW
    """From how many answers on a private group is shown."""
    changed_on: date | None = None
    """The local day since when the question is as it is, where these counts would reach further."""
    desk: Desk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """What was measured for one summary, as `Facts`."""

    now: Histogram
    before: Histogram
    weeks: tuple[Histogram, ...] = ()
    earlier: tuple[Histogram, ...] = ()
    months: tuple[Histogram, ...] = ()
    funnel: Funnel = Funnel()
    fewest: int = FEW
    changed_on: date | None = None
    desk: Desk | None = None
