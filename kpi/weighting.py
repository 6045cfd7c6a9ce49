"""What a score would be if every part of the customers helped had answered as often as it occurs.

Post-stratification: an answer weighs what its part is among everybody helped, over what it is among
the answers. Weights are cut off at `HEAVIEST`, so that one answer never speaks for a crowd, and the
range is that of so many answers as the weighted ones are worth (Kish 1965).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from kpi import effective
from kpi.changes import FEW
from kpi.intervals import LEVEL, Interval, adjusted_wald, of_mean, wilson_bounds
from kpi.metrics import Definition
from kpi.scores import Counts
from kpi.summary import Summary

HEAVIEST = 5
"""Times that an answer may count."""


class Cell(NamedTuple):
    """A part of everybody helped."""

    name: str
    helped: int
    counts: Counts
    """Its answers per score."""

    @property
    def n(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """A score with every part counting as often as it was helped."""

    by: str
    """The segment of the parts, such as "channel"."""
    exact: Fraction
    """Unrounded, in the unit of the definition."""
    interval: Interval | None
    n: int
    """Answers that were weighed."""
    effective: float
    """How many unweighted ones they are worth."""
    heaviest: Fraction
    """What the heaviest answer would count without a limit; up to 5 it does."""
    unheard: tuple[tuple[str, int], ...] = ()
    """Parts that gave no answer, each with how many were helped: no weight speaks for them."""
    left_out: int = 0
    """Answers of no part of which anybody was helped in the period."""

    @property
    def is_capped(self) -> bool:
        """Whether some answers would have counted more."""
        return self.heaviest > HEAVIEST


def of(summary: Summary, by: str, cells: Iterable[Cell]) -> Weighted | None:
    """Weigh the answers of a summary.

    Args:
        summary: its definition says what scores mean; of a private one nothing is worked out from
            parts in which so few were helped, or answered, that they would be recognised.
        by: what the parts are values of.
        cells: the parts; "" is not known.

    Returns:
        None where fewer than two parts answered, or too few for a number.
    """
    known = [one for one in cells if one.name]
    heard = [one for one in known if one.helped and one.n]
    n = sum(one.n for one in heard)
    definition = summary.definition
    if len(heard) < 2 or n < FEW or not isinstance(definition, Definition):  # noqa: PLR2004 - one part has nothing to be weighed against
        return None
    if summary.private and any(0 < many < summary.fewest for many in _groups(known)):
        return None
    weights = _weights(heard)
    worth = effective.kish(_each(heard, weights))
    shares = _shares(heard, weights)
    return Weighted(
        by=by,
        exact=_value(definition, shares),
        interval=_interval(definition, shares, worth),
        n=n,
        effective=worth,
        heaviest=max(weights),
        unheard=tuple((one.name, one.helped) for one in known if one.helped and not one.n),
        left_out=summary.n - n,
    )


def _groups(cells: Iterable[Cell]) -> Iterator[int]:
    return (many for one in cells for many in (one.helped, one.n))


def _weights(heard: Sequence[Cell]) -> list[Fraction]:
    """Give what an answer of each part would count, 1 on average, without a limit."""
    helped, n = sum(one.helped for one in heard), sum(one.n for one in heard)
    return [Fraction(one.helped * n, helped * one.n) for one in heard]


def _limited(weight: Fraction) -> Fraction:
    return min(weight, Fraction(HEAVIEST))


def _each(heard: Sequence[Cell], weights: Sequence[Fraction]) -> Iterator[float]:
    """Give the weight of every single answer."""
    for cell, weight in zip(heard, weights, strict=True):
        yield from [float(_limited(weight))] * cell.n


def _shares(heard: Sequence[Cell], weights: Sequence[Fraction]) -> dict[int, Fraction]:
    """Give what each score is of all answers, weighed."""
    found: dict[int, Fraction] = {}
    for cell, weight in zip(heard, weights, strict=True):
        for given, times in cell.counts.items():
            found[given] = found.get(given, Fraction(0)) + times * _limited(weight)
    total = sum(found.values())
    return {given: weight / total for given, weight in found.items()}


def _among(shares: Mapping[int, Fraction], chosen: Iterable[int]) -> Fraction:
    return sum((shares.get(one, Fraction(0)) for one in chosen), start=Fraction(0))


def _value(definition: Definition, shares: Mapping[int, Fraction]) -> Fraction:
    if definition.formula == "mean":
        return _mean(shares)
    counting = _among(shares, definition.favourable) - _among(shares, definition.unfavourable)
    return 100 * counting


def _mean(shares: Mapping[int, Fraction]) -> Fraction:
    return sum((given * share for given, share in shares.items()), start=Fraction(0))


def _interval(
    definition: Definition, shares: Mapping[int, Fraction], worth: float
) -> Interval | None:
    """Give the range of the definition for as many answers as these are worth."""
    favourable = float(_among(shares, definition.favourable))
    unfavourable = float(_among(shares, definition.unfavourable))
    match definition.formula:
        case "mean":
            return _of_mean(definition, shares, worth)
        case "net":
            neutral = max(0.0, 1 - favourable - unfavourable)
            return adjusted_wald(favourable * worth, neutral * worth, unfavourable * worth)
        case _:
            low, high = wilson_bounds(favourable * worth, worth)
            return Interval(100 * low, 100 * high, LEVEL, "wilson")


def _of_mean(
    definition: Definition, shares: Mapping[int, Fraction], worth: float
) -> Interval | None:
    mean = _mean(shares)
    apart = sum((share * (given - mean) ** 2 for given, share in shares.items()), start=Fraction(0))
    if not apart or worth < 2:  # noqa: PLR2004 - what is worth one answer says nothing of how far they lie apart
        return None
    variance = float(apart) * worth / (worth - 1)
    found = of_mean(worth, float(mean), variance)
    if found is None:
        return None
    low, high = max(definition.low, found.low), min(definition.high, found.high)
    return Interval(low, high, found.level, found.method)
