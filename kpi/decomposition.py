"""Why a number moved: partly other customers wrote in, partly the same ones judged otherwise.

Kitagawa (1955): each segment's share of the answers is weighed with the average of both levels,
and each level with the average of both shares, so that nothing is left over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from kpi.changes import Mix
from kpi.histograms import Histogram


class Total(NamedTuple):
    """What a segment adds up to; its level is the mean."""

    amount: int
    """Percent or points times answers, or seconds."""
    n: int

    @property
    def level(self) -> Fraction:
        return Fraction(self.amount, self.n)


NOTHING = Total(0, 0)


def of_answers(mix: Mix) -> Total:
    """Give what answers add up to, in percent or points."""
    return Total(100 * mix.net, mix.n)


def of_lengths(lengths: Histogram) -> Total:
    """Give what lengths of time add up to; it is the mean that can be split, not the median."""
    return Total(lengths.seconds, lengths.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one segment did to the number, in its unit."""

    name: str
    now: Total
    before: Total
    mix: Fraction
    """By being more or fewer of the answers than before."""
    level: Fraction
    """By answering higher or lower than before; 0 for a segment that is on one side only."""

    @property
    def effect(self) -> Fraction:
        return self.mix + self.level


@dataclass(frozen=True, slots=True, kw_only=True)
class Decomposition:
    """A difference, now minus before, as the exact sum of its parts."""

    value: Fraction
    mix: Fraction
    level: Fraction
    parts: tuple[Part, ...]
    """Those with the largest effect, either way, first."""


def decomposed(now: Mapping[str, Total], before: Mapping[str, Total]) -> Decomposition | None:
    """Split the difference between two periods over the segments that make them up.

    A segment of one side only is all mix: it came or went. Growth is held against the average of
    all, so that a segment better than that lifts the number by growing.

    Args:
        now: what each segment adds up to; every answer is in one segment.
        before: the same of the other period.

    Returns:
        None where a side has no answers.
    """
    whole, whole_before = _summed(now), _summed(before)
    if whole.n == 0 or whole_before.n == 0:
        return None
    parts = [
        _part(
            name,
            _Side(now.get(name, NOTHING), whole),
            _Side(before.get(name, NOTHING), whole_before),
        )
        for name in {*now, *before}
    ]
    return Decomposition(
        value=whole.level - whole_before.level,
        mix=sum((part.mix for part in parts), Fraction()),
        level=sum((part.level for part in parts), Fraction()),
        parts=tuple(sorted(parts, key=lambda part: (-abs(part.effect), part.name))),
    )


class _Side(NamedTuple):
    part: Total
    whole: Total

    @property
    def share(self) -> Fraction:
        return Fraction(self.part.n, self.whole.n)


def _summed(totals: Mapping[str, Total]) -> Total:
    return Total(sum(one.amount for one in totals.values()), sum(one.n for one in totals.values()))


def _part(name: str, now: _Side, before: _Side) -> Part:
    levels = [side.part.level for side in (now, before) if side.part.n]
    usual = (now.whole.level + before.whole.level) / 2
    middle = sum(levels, Fraction()) / len(levels) if levels else usual
    moved = levels[0] - levels[-1] if levels else Fraction()
    return Part(
        name=name,
        now=now.part,
        before=before.part,
        mix=(now.share - before.share) * (middle - usual),
        level=moved * (now.share + before.share) / 2,
    )
