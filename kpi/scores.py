"""Counts of answers become a score: a value with its n, its range and its mean.

No answers, no score: there is no zero that means "nobody said anything".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from kpi.changes import (
    FEW,
    NO_CHANGE_KNOWN,
    Change,
    Groups,
    Share,
    Spread,
    mean_change,
    nps_change,
    share_change,
)
from kpi.intervals import Interval, adjusted_wald, of_mean, wilson
from kpi.metrics import Definition

Counts: TypeAlias = Mapping[int, int]  # score -> number of answers

MANY = 30
"""From FEW up to this many answers a value is indicative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What at least one answer says together."""

    definition: Definition
    counts: Counts
    """Every score of the scale, also those nobody gave."""
    n: int
    value: float
    """Unrounded: percent (0 to 100), points (-100 to 100), or the mean on its scale."""
    interval: Interval | None
    """None for a mean of answers that are all the same."""
    mean: float

    @property
    def favourable(self) -> int:
        """Number of satisfied customers, or promoters."""
        return _among(self.counts, self.definition.favourable)

    @property
    def unfavourable(self) -> int:
        """Number of detractors; 0 where the value is a share."""
        return _among(self.counts, self.definition.unfavourable)

    @property
    def neutral(self) -> int:
        """Number of answers that count neither for nor against, such as passives."""
        return self.n - self.favourable - self.unfavourable

    @property
    def exact(self) -> Fraction:
        """The value as a fraction, for rounding."""
        if self.definition.formula == "mean":
            return Fraction(_sum(self.counts), self.n)
        return Fraction(100 * (self.favourable - self.unfavourable), self.n)

    @property
    def spread(self) -> Spread:
        """The scores as numbers, for what is said of their mean."""
        return _spread(self.counts, self.n)

    @property
    def mean_interval(self) -> Interval | None:
        """The range of the mean, on its scale; None where all answers are the same."""
        return _mean_interval(self.definition, self.counts, self.n)

    @property
    def too_few(self) -> bool:
        """Whether only counts should be shown."""
        return self.n < FEW

    @property
    def indicative(self) -> bool:
        """Whether the value should be called indicative."""
        return FEW <= self.n < MANY


def score(definition: Definition, counts: Counts) -> Score | None:
    """Turn counts into a score, or None when there are no answers.

    Args:
        definition: what the scores mean.
        counts: answers per score; scores may be missing, and then count as nobody's.

    Raises:
        ScoreOutOfRange: when somebody gave a score that the scale does not have.
        ValueError: when a count is negative.
    """
    full = filled(definition, counts)
    n = sum(full.values())
    if n == 0:
        return None
    return Score(
        definition=definition,
        counts=full,
        n=n,
        value=_value(definition, full, n),
        interval=_interval(definition, full, n),
        mean=_sum(full) / n,
    )


def compare(now: Score | None, before: Score | None) -> Change:
    """Say whether a score moved; never across a change of definition."""
    if now is None or before is None or now.definition.key != before.definition.key:
        return NO_CHANGE_KNOWN
    if now.definition.formula == "net":
        return nps_change(_groups(now), _groups(before))
    if now.definition.formula == "mean":
        return mean_change(now.spread, before.spread)
    return share_change(Share(now.favourable, now.n), Share(before.favourable, before.n))


def filled(definition: Definition, counts: Counts) -> dict[int, int]:
    """Give the counts with every score of the scale, low to high. Raises as `score` does."""
    for given, times in counts.items():
        if times < 0:
            raise ValueError(f"{times} answers of {given}")
        if times:
            definition.require(given)
    return {given: counts.get(given, 0) for given in definition.scale}


def merge(several: Iterable[Counts]) -> dict[int, int]:
    """Add counts up, score by score."""
    total: dict[int, int] = {}
    for counts in several:
        for given, times in counts.items():
            total[given] = total.get(given, 0) + times
    return total


def rounded(value: Fraction | float, places: int = 0) -> Decimal:
    """Round for display, half away from zero: 12.5 becomes 13, and -12.5 becomes -13.

    Args:
        value: a number; floats are taken as the shortest decimal that reads back the same.
        places: digits after the point.
    """
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    scaled = abs(exact) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if exact >= 0 else -whole).scaleb(-places)


def _among(counts: Counts, chosen: frozenset[int]) -> int:
    return sum(times for given, times in counts.items() if given in chosen)


def _sum(counts: Counts) -> int:
    return sum(given * times for given, times in counts.items())


def _spread(counts: Counts, n: int) -> Spread:
    mean = Fraction(_sum(counts), n)
    apart = (times * (given - mean) ** 2 for given, times in counts.items())
    squares = sum(apart, start=Fraction(0))
    return Spread(n, mean, squares / (n - 1) if n > 1 else Fraction(0))


def _mean_interval(definition: Definition, counts: Counts, n: int) -> Interval | None:
    spread = _spread(counts, n)
    found = of_mean(n, float(spread.mean), float(spread.variance)) if spread.variance else None
    if found is None:
        return None
    low, high = max(definition.low, found.low), min(definition.high, found.high)
    return replace(found, low=low, high=high)


def _value(definition: Definition, counts: Counts, n: int) -> float:
    if definition.formula == "mean":
        return _sum(counts) / n
    counted = _among(counts, definition.favourable) - _among(counts, definition.unfavourable)
    return 100 * counted / n


def _interval(definition: Definition, counts: Counts, n: int) -> Interval | None:
    if definition.formula == "mean":
        return _mean_interval(definition, counts, n)
    favourable = _among(counts, definition.favourable)
    if definition.formula != "net":
        return wilson(favourable, n)
    unfavourable = _among(counts, definition.unfavourable)
    return adjusted_wald(favourable, n - favourable - unfavourable, unfavourable)


def _groups(given: Score) -> Groups:
    return Groups(given.favourable, given.neutral, given.unfavourable)
