"""Which parts of a split number really moved: all comparisons of one report judged together.

A part may have scored otherwise, and may have become more or less of the whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from kpi import chance
from kpi.changes import Change, Share, Verdict, share_change
from kpi.decomposition import Decomposition, Part, Total
from kpi.segments import FEWEST
from kpi.summary import Summary


class Moves(NamedTuple):
    """What one part did, by more than chance or not."""

    rose: Verdict
    """Its own number."""
    grew: Verdict
    """Its share of the answers."""


NOT_COMPARED = Moves(Verdict.NO_DATA, Verdict.NO_DATA)


def judged(summary: Summary, split: Decomposition) -> Mapping[str, Moves]:
    """Judge the parts of a split number, with Benjamini and Hochberg over all comparisons.

    Args:
        summary: with its parts.
        split: the same parts, some of them perhaps taken together under another name; those are
            not judged.

    Returns:
        The parts that were compared, by name.
    """
    named = {one.name or "": one for one in summary.segments}
    compared = [one for part in split.parts for one in _compared(part, named, split)]
    standing = chance.survivors([_p(one.change) for one in compared])
    found: dict[str, Moves] = {}
    for one, stands in zip(compared, standing, strict=True):
        verdict = one.change.verdict if stands else _weaker(one.change.verdict)
        before = found.get(one.name, NOT_COMPARED)
        found[one.name] = (
            before._replace(rose=verdict) if one.is_level else before._replace(grew=verdict)
        )
    return found


class _Compared(NamedTuple):
    name: str
    is_level: bool
    change: Change


def _compared(
    part: Part, named: Mapping[str, Summary], split: Decomposition
) -> Iterator[_Compared]:
    if part.name not in named:
        return
    if min(part.now.n, part.before.n) >= FEWEST:
        yield _Compared(part.name, is_level=True, change=_own(part, named[part.name].change))
    whole = _n(one.now for one in split.parts), _n(one.before for one in split.parts)
    if min(whole) >= FEWEST:
        change = share_change(Share(part.now.n, whole[0]), Share(part.before.n, whole[1]))
        yield _Compared(part.name, is_level=False, change=change)


def _own(part: Part, change: Change) -> Change:
    """Give how a part's own number moved; ranks judge lengths, so a mean may go the other way."""
    agrees = part.level * Fraction(change.value or 0) > 0
    return change if agrees else replace(change, verdict=_weaker(change.verdict))


def _weaker(verdict: Verdict) -> Verdict:
    moved = verdict in {Verdict.UP, Verdict.DOWN}
    return Verdict.COULD_BE_CHANCE if moved else verdict


def _n(totals: Iterator[Total]) -> int:
    return sum(one.n for one in totals)


def _p(change: Change) -> float:
    return 1.0 if change.p is None else change.p
