"""Whether a number really moved: the difference between two periods, its range, and a verdict."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import hypot, sqrt
from typing import NamedTuple

from kpi import chance
from kpi.intervals import Z, adjusted_net, wilson_bounds

FEW = 5
"""Under this many answers a share or a change says nothing: counts are shown instead."""


class Verdict(StrEnum):
    """What may be said about a difference."""

    UP = "up"
    DOWN = "down"
    COULD_BE_CHANCE = "could_be_chance"
    TOO_FEW = "too_few"
    NO_DATA = "no_data"


class Share(NamedTuple):
    """Answers that count, out of all answers."""

    favourable: int
    n: int


class Groups(NamedTuple):
    """Answers to the question of recommendation, by group."""

    promoters: int
    passives: int
    detractors: int


@dataclass(frozen=True, slots=True)
class Change:
    """Now minus before, in points, with its 95 % range; None where a side has no answers."""

    value: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    p: float | None = None
    """How often chance alone makes such a difference: for ranking many, never shown."""


NO_CHANGE_KNOWN = Change(None, None, None, Verdict.NO_DATA)


def share_change(now: Share, before: Share) -> Change:
    """Compare two shares by Newcombe's hybrid score interval (1998, method 10).

    Returns:
        The difference in percentage points, -100 to 100.
    """
    if now.n == 0 or before.n == 0:
        return NO_CHANGE_KNOWN
    value = Fraction(now.favourable, now.n) - Fraction(before.favourable, before.n)
    below, above = _newcombe(now, before)
    bounds = float(value) - below, float(value) + above
    judged = _judged(value, bounds, fewest=min(now.n, before.n))
    return replace(judged, p=chance.of_shares(*now, *before))


def nps_change(now: Groups, before: Groups) -> Change:
    """Compare two net promoter scores.

    The value is the difference of the scores as shown; its range belongs to the difference of
    the adjusted scores, so the value need not stand in its middle.

    Returns:
        The difference in points, -200 to 200.
    """
    fewest = min(sum(now), sum(before))
    if fewest == 0:
        return NO_CHANGE_KNOWN
    (net, variance), (net_before, variance_before) = adjusted_net(*now), adjusted_net(*before)
    centre, half = net - net_before, Z * sqrt(variance + variance_before)
    bounds = max(-2.0, centre - half), min(2.0, centre + half)
    judged = _judged(_net(now) - _net(before), bounds, fewest=fewest)
    return replace(judged, p=chance.of_normal(centre * Z / half))


def _net(groups: Groups) -> Fraction:
    return Fraction(groups.promoters - groups.detractors, sum(groups))


def _newcombe(now: Share, before: Share) -> tuple[float, float]:
    """Give how far the range reaches below and above the difference, as shares."""
    share, share_before = now.favourable / now.n, before.favourable / before.n
    low, high = wilson_bounds(*now)
    low_before, high_before = wilson_bounds(*before)
    below = hypot(share - low, high_before - share_before)
    above = hypot(high - share, share_before - low_before)
    return below, above


def _judged(value: Fraction, bounds: tuple[float, float], *, fewest: int) -> Change:
    low, high = bounds
    verdict = Verdict.COULD_BE_CHANCE
    if fewest < FEW:
        verdict = Verdict.TOO_FEW
    elif low > 0 and value > 0:
        verdict = Verdict.UP
    elif high < 0 and value < 0:
        verdict = Verdict.DOWN
    return Change(float(100 * value), 100 * low, 100 * high, verdict)
