"""Who answers, held against everybody who was helped: part by part, and where the two lie apart."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from kpi import chance
from kpi.changes import Share, share_change
from kpi.summary import Summary

GAP = 10
"""Points between answerers and everybody from which on they differ too much."""
COMPARED = ("team", "channel", "priority", "language")
FEWEST = 10
"""Answers under which nothing is said of who gave them."""
_LANGUAGE = 2
"""Letters of a locale that name the language."""


class Reached(NamedTuple):
    """How many were helped in a period, and what became of asking them."""

    helped: int = 0
    asked: int = 0
    answered: int = 0
    open: int = 0
    """Asked, and may still answer."""

    @property
    def silent(self) -> int:
        """Asked, with the time to answer over."""
        return self.asked - self.answered - self.open


Parts: TypeAlias = Mapping[str, Mapping[str, Reached]]
"""What it is split by -> the name of a part -> its numbers; "" is not known."""


class Gap(NamedTuple):
    """A part that is more, or less, of the answers than of everybody helped."""

    segment: str
    name: str
    helped: Share
    """This part of all who were helped."""
    answered: Share
    """This part of those who answered."""
    is_chance: bool

    @property
    def points(self) -> Fraction:
        """Above 0 where it is more of the answers."""
        answered = Fraction(self.answered.favourable, self.answered.n)
        return 100 * (answered - Fraction(self.helped.favourable, self.helped.n))


def language_of(locale: str) -> str:
    """Give what a locale, such as nl-NL, is compared by: only the language counts."""
    return locale[:_LANGUAGE].lower()


def is_compared(parts: Parts) -> bool:
    """Tell whether enough answered to say how they differ from everybody helped."""
    return any(
        sum(one.answered for one in parts.get(name, {}).values()) >= FEWEST for name in COMPARED
    )


def gaps(parts: Parts, summary: Summary) -> tuple[Gap, ...]:
    """Compare every part with everybody, and judge all of them together.

    Args:
        parts: everybody helped, by all of COMPARED.
        summary: of a private one no part is told by which few people would be recognised.

    Returns:
        Those of GAP points or more, the widest first.
    """
    found = [
        gap for segment in COMPARED for gap in _gaps_of(parts.get(segment, {}), segment, summary)
    ]
    standing = chance.survivors([gap.p for gap in found])
    wide = [
        gap.gap._replace(is_chance=not stands)
        for gap, stands in zip(found, standing, strict=True)
        if abs(gap.gap.points) >= GAP
    ]
    return tuple(sorted(wide, key=lambda gap: (-abs(gap.points), gap.segment, gap.name)))


class _Judged(NamedTuple):
    gap: Gap
    p: float


def _gaps_of(all_: Mapping[str, Reached], segment: str, summary: Summary) -> Iterator[_Judged]:
    parts = {name: one for name, one in all_.items() if name}
    helped = sum(one.helped for one in parts.values())
    answered = sum(one.answered for one in parts.values())
    if len(parts) == 1 or answered < FEWEST:
        return
    for name, one in parts.items():
        gap = Gap(
            segment=segment,
            name=name,
            helped=Share(one.helped, helped),
            answered=Share(one.answered, answered),
            is_chance=True,
        )
        if not _recognisable(summary, one, answered):
            yield _Judged(gap, _p(one, helped, answered))


def _recognisable(summary: Summary, part: Reached, answered: int) -> bool:
    """Whether a private survey would tell who of a small group answered, or did not."""
    groups = (part.answered, answered - part.answered, part.helped - part.answered)
    return summary.private and any(0 < n < summary.fewest for n in groups)


def _p(part: Reached, helped: int, answered: int) -> float:
    """Compare who answered with who did not: the two make up everybody."""
    silent = Share(part.helped - part.answered, helped - answered)
    change = share_change(Share(part.answered, answered), silent)
    return 1.0 if change.p is None else change.p
