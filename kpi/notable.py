"""What a digest may name: it makes many comparisons at once, and some always seem to move.

A metric is named when its series signals in a week of ten answers or more, or when its change
stands after all comparisons of the digest, those of its parts included.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kpi import chance, usual
from kpi.changes import Change, Verdict
from kpi.control import Side, Signal
from kpi.segments import FEWEST
from kpi.summary import Summary


class Named(NamedTuple):
    """A metric that moved, up for the better, and why it is said."""

    summary: Summary
    course: Verdict
    """`UP` or `DOWN`."""
    signal: Signal | None
    """What its series says; None where only the change stands."""


def standing(found: Sequence[Summary]) -> tuple[Summary, ...]:
    """Give the summaries of one digest with only the moves that stand beside all the others.

    Args:
        found: one a metric, with the parts that the digest tells of.
    """
    whole = [one for summary in found for one in (summary, *summary.segments)]
    compared = [p for one in whole if (p := _chance(one)) is not None]
    passed = zip(compared, chance.survivors(compared), strict=True)
    least = max((p for p, stands in passed if stands), default=-1.0)
    return tuple(_at(summary, least) for summary in found)


def named(found: Sequence[Summary]) -> tuple[Named, ...]:
    """Give those of `standing` that a digest names, in their order; never what is hidden."""
    told = (_named(summary) for summary in found if not summary.hidden)
    return tuple(one for one in told if one is not None)


def parts(found: Sequence[Summary], course: Verdict) -> tuple[Summary, ...]:
    """Give the parts of `standing` that moved that way, the least likely by chance first.

    Never what is hidden, nor what is filed under no name; a name is left to whoever reads it.
    """
    moved = [
        part
        for summary in found
        for part in summary.segments
        if part.course is course and part.name and not part.hidden
    ]
    return tuple(sorted(moved, key=lambda part: part.change.p or 0.0))


def _named(summary: Summary) -> Named | None:
    signal = None if usual.of_few(summary) else usual.signal(summary)
    if summary.course in {Verdict.UP, Verdict.DOWN}:
        return Named(summary, summary.course, signal if _agree(summary, signal) else None)
    return Named(summary, _course(summary, signal), signal) if signal else None


def _agree(summary: Summary, signal: Signal | None) -> bool:
    return signal is not None and _course(summary, signal) is summary.course


def _course(summary: Summary, signal: Signal) -> Verdict:
    lower_is_better = summary.definition.unit == "seconds"
    better = (signal.side is Side.ABOVE) is not lower_is_better
    return Verdict.UP if better else Verdict.DOWN


def _chance(summary: Summary) -> float | None:
    """Give how often chance alone makes a move; None where a side has too few answers for that."""
    sides = (summary.n, summary.previous.n if summary.previous else 0)
    return summary.change.p if _says(summary.change) and min(sides) >= FEWEST else None


def _says(change: Change) -> bool:
    return change.verdict not in {Verdict.TOO_FEW, Verdict.NO_DATA}


def _at(summary: Summary, least: float) -> Summary:
    parts = tuple(replace(one, change=_change(one, least)) for one in summary.segments)
    return replace(summary, change=_change(summary, least), segments=parts)


def _change(summary: Summary, least: float) -> Change:
    """Leave a verdict only to what chance makes as seldom as that."""
    p = _chance(summary)
    if not _says(summary.change) or (p is not None and p <= least):
        return summary.change
    return replace(summary.change, verdict=Verdict.COULD_BE_CHANCE)
