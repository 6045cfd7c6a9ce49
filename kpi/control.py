"""Weeks in a row: what is usual for a number, and which weeks are not.

The first twelve weeks say what is usual, and stay the measure of those that follow. A week is told
apart when it lies outside the limits of chance, or when it is the eighth in a row on one side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import inf, sqrt
from statistics import fmean, median
from typing import Literal, NamedTuple, TypeAlias

from kpi.changes import Share

BASELINE = 12
"""Weeks with answers that say what is usual."""
RUN = 8
"""So many weeks in a row on one side are no chance: one time in 128."""
HUNDREDS = 200
"""With so many answers in a week chance alone moves a share less than other things do."""

_SIGMAS = 3
_MOVING = 2.66
"""Three standard deviations in moving ranges of two (Shewhart; Wheeler 1993): 3 / 1.128."""
_ROUNDING = 1e-9

Kind: TypeAlias = Literal["p", "xmr"]
Limits: TypeAlias = tuple[float, float]


class Side(StrEnum):
    """Where a week lies."""

    ABOVE = "above"
    BELOW = "below"


class Signal(NamedTuple):
    """Why a week is not as usual."""

    side: Side
    outside: bool
    """Whether it lies outside its limits."""
    run: int
    """Weeks in a row on this side, this one included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week beside its limits."""

    value: float
    low: float
    high: float
    signal: Signal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A series of weeks with what is usual for it, in the unit of its values."""

    kind: Kind
    """"p" where the limits follow from the number of answers, "xmr" from how much weeks differ."""
    centre: float
    weeks: tuple[Week | None, ...]
    """As they were given, the oldest first; None where there is nothing to tell."""
    running: bool = False
    """Whether the last week is not over; then it is not judged."""

    @property
    def latest(self) -> Signal | None:
        """What the last week that is over signals."""
        over = self.weeks[:-1] if self.running else self.weeks
        return over[-1].signal if over and over[-1] else None


def of_shares(weeks: Sequence[Share | None], *, running: bool = False) -> Control | None:
    """Judge weekly shares, in percent: by a p-chart, with hundreds of answers by an XmR chart.

    Args:
        weeks: the oldest first; None for a week of too few answers, which no rule looks at.
        running: whether the last week is not over: it has limits, and is not judged.

    Returns:
        None while fewer than twelve weeks say what is usual.
    """
    known = [week for week in weeks if week is not None][:BASELINE]
    values = [None if week is None else 100 * week.favourable / week.n for week in weeks]
    if len(known) < BASELINE:
        return None
    if median(week.n for week in known) >= HUNDREDS:
        return of_values(values, lowest=0, highest=100, running=running)
    usual = Share(sum(week.favourable for week in known), sum(week.n for week in known))
    limits = [_limits(usual, week.n if week else 1) for week in weeks]
    centre = 100 * usual.favourable / usual.n
    return _control("p", centre, [*zip(values, limits, strict=True)], running=running)


def of_values(
    values: Sequence[float | None],
    *,
    lowest: float = -inf,
    highest: float = inf,
    running: bool = False,
) -> Control | None:
    """Judge weekly values by an XmR chart: their mean, and 2.66 mean moving ranges to both sides.

    Args:
        values: the oldest first; None for a week of too few answers.
        lowest: the end of the scale, where limits end too.
        highest: likewise.
        running: as in `of_shares`.
    """
    known = [value for value in values if value is not None][:BASELINE]
    if len(known) < BASELINE:
        return None
    centre = fmean(known)
    reach = _MOVING * fmean(abs(after - before) for before, after in pairwise(known))
    limits = max(lowest, centre - reach), min(highest, centre + reach)
    return _control("xmr", centre, [(value, limits) for value in values], running=running)


def _limits(usual: Share, n: int) -> Limits:
    """Give between which percentages the share of a week of n answers lies by chance."""
    share = usual.favourable / usual.n
    # Where all were satisfied so far, one who is not is no alarm: as if one of two more were not.
    cautious = share if 0 < share < 1 else (usual.favourable + 1) / (usual.n + 2)
    reach = _SIGMAS * sqrt(cautious * (1 - cautious) / n)
    return 100 * max(0.0, share - reach), 100 * min(1.0, share + reach)


def _control(
    kind: Kind, centre: float, weeks: Sequence[tuple[float | None, Limits]], *, running: bool
) -> Control:
    told = [
        None if value is None else Week(value=value, low=low, high=high)
        for value, (low, high) in weeks
    ]
    over = told[:-1] if running else told
    judged = (*_judged(over, centre), *told[len(over) :])
    return Control(kind=kind, centre=centre, weeks=judged, running=running)


def _judged(weeks: Sequence[Week | None], centre: float) -> Iterator[Week | None]:
    before, run = None, 0
    for week in weeks:
        if week is None:
            yield None
            continue
        side = _side(week.value, centre, centre)
        run = run + 1 if side is before else 1
        before = side
        yield replace(week, signal=_signal(week, side, run))


def _signal(week: Week, side: Side | None, run: int) -> Signal | None:
    outside = _side(week.value, week.low, week.high) is not None
    if side is None or not (outside or run >= RUN):
        return None
    return Signal(side, outside, run)


def _side(value: float, low: float, high: float) -> Side | None:
    if value > high + _ROUNDING:
        return Side.ABOVE
    return Side.BELOW if value < low - _ROUNDING else None
