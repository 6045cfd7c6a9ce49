"""Whether a number really moved: the difference between two periods, its range, and a verdict."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import hypot, sqrt
from typing import NamedTuple, TypeAlias

from kpi import chance, lengths, shifts, student
from kpi.histograms import Histogram
from kpi.intervals import LEVEL, Z, adjusted_net, wilson_bounds

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

    @property
    def percent(self) -> Fraction:
        """The share in percent, exactly. Raises ZeroDivisionError when there are no answers."""
        return Fraction(100 * self.favourable, self.n)

    @property
    def net(self) -> int:
        """The answers that count."""
        return self.favourable

    @property
    def counting(self) -> int:
        """The answers that count either way."""
        return self.favourable


class Groups(NamedTuple):
    """Answers to the question of recommendation, by group."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
        """All answers."""
        return sum(self)

    @property
    def net(self) -> int:
        """The answers that count, less those that count against."""
        return self.promoters - self.detractors

    @property
    def counting(self) -> int:
        """The answers that count either way."""
        return self.promoters + self.detractors


class Spread(NamedTuple):
    """Answers as numbers: how many, their mean, and how far they lie apart."""

    n: int
    mean: Fraction
    variance: Fraction
    """With n - 1 below the line; 0 for a single answer."""


Mix: TypeAlias = Share | Groups


@dataclass(frozen=True, slots=True)
class Change:
    """Now minus before, in points, seconds or places on a scale, with its 95 % range.

    None where a side has no answers; lengths of time have no range, nor have means of answers that
    are all the same.
    """

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
    fewest = min(now.n, before.n)
    if fewest == 0:
        return NO_CHANGE_KNOWN
    (net, variance), (net_before, variance_before) = adjusted_net(*now), adjusted_net(*before)
    centre, half = net - net_before, Z * sqrt(variance + variance_before)
    bounds = max(-2.0, centre - half), min(2.0, centre + half)
    judged = _judged(
        Fraction(now.net, now.n) - Fraction(before.net, before.n), bounds, fewest=fewest
    )
    return replace(judged, p=chance.of_normal(centre * Z / half))


def mean_change(now: Spread, before: Spread) -> Change:
    """Compare two means of answers by Welch's t (1947), with whole degrees of freedom, the lower.

    Where all answers of both sides are the same there is nothing to judge by: it could be chance.

    Returns:
        The difference on the scale of the answers.
    """
    if now.n == 0 or before.n == 0:
        return NO_CHANGE_KNOWN
    value, error = now.mean - before.mean, _standard_error(now, before)
    if min(now.n, before.n) < FEW:
        return Change(float(value), None, None, Verdict.TOO_FEW)
    if not error:
        return Change(float(value), None, None, Verdict.COULD_BE_CHANCE, 1.0)
    freedom = _freedom(now, before)
    half = error * student.quantile((1 + LEVEL) / 2, freedom)
    verdict = Verdict.COULD_BE_CHANCE
    if abs(value) > half:
        verdict = Verdict.UP if value > 0 else Verdict.DOWN
    p = 2 * student.above(abs(float(value)) / error, freedom) if value else 1.0
    return Change(float(value), float(value) - half, float(value) + half, verdict, p)


def timing_change(now: Histogram, before: Histogram) -> Change:
    """Compare two rows of lengths of time by Mann and Whitney's test.

    Means are driven by outliers, so ranks decide, and the medians are what is told: where these
    do not move the same way, it could be chance.

    Returns:
        The difference of the medians in seconds, above 0 where it takes longer now.
    """
    median, median_before = (lengths.quantile(one, lengths.MEDIAN) for one in (now, before))
    if median is None or median_before is None:
        return NO_CHANGE_KNOWN
    value, shift = median - median_before, shifts.of(now, before)
    verdict = Verdict.COULD_BE_CHANCE
    if min(now.n, before.n) < FEW:
        verdict = Verdict.TOO_FEW
    elif shift.p < 1 - LEVEL and value * shift.standard_errors > 0:
        verdict = Verdict.UP if value > 0 else Verdict.DOWN
    return Change(value, None, None, verdict, shift.p)


def _standard_error(now: Spread, before: Spread) -> float:
    return sqrt(now.variance / now.n + before.variance / before.n)


def _freedom(now: Spread, before: Spread) -> int:
    """Give the degrees of freedom after Welch and Satterthwaite."""
    parts = [one.variance / one.n for one in (now, before)]
    below = sum(part**2 / (one.n - 1) for part, one in zip(parts, (now, before), strict=True))
    return int(sum(parts) ** 2 / below)


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
