"""The parts of a split answer, seen together: what may be named, and what must stay hidden.

Among many parts some always seem to move, and a part that is hidden could be worked out as what
is left of the whole. Two questions that overlap can still give away what one does not.
"""

from collections.abc import Sequence
from dataclasses import replace

from kpi import chance
from kpi.changes import FEW, Change, Verdict
from kpi.summary import Figure, Summary

FEWEST = 10
"""A part is compared only with as many answers on both sides."""
TOLD = 2
"""The latest weeks: a summary tells of them by themselves, so leaving them out hides nothing."""


def together(parts: Sequence[Summary]) -> tuple[Summary, ...]:
    """Give the parts of one answer as they may be shown beside each other, in their order."""
    return _judged(_withheld(parts))


def weeks_to_show(summary: Summary) -> tuple[Figure | None, ...]:
    """Give each of the last weeks that may be shown by itself, None for the others.

    Weeks of too few answers are left out. Where answers are private, more are: all weeks together
    are told too, and what is left of them must not be a group in which people are recognised.
    """
    shown = [None if week is None or week.too_few else week for week in summary.weeks]
    if summary.private:
        shown = _without_remainder(summary.weeks, shown, summary.fewest)
    return tuple(shown)


def _without_remainder(
    weeks: Sequence[Figure | None], shown: Sequence[Figure | None], fewest: int
) -> list[Figure | None]:
    kept = list(shown)
    left = sum(week.n for week, one in zip(weeks, kept, strict=True) if week and one is None)
    earlier = [(one.n, at) for at, one in enumerate(kept[:-TOLD]) if one is not None]
    for n, at in sorted(earlier):
        if not 0 < left < fewest:
            break
        kept[at], left = None, left + n
    return [None] * len(kept) if 0 < left < fewest else kept


def _withheld(parts: Sequence[Summary]) -> tuple[Summary, ...]:
    """Hide the smallest visible parts until those hidden are enough people together."""
    hidden = {at for at, part in enumerate(parts) if part.hidden}
    others = sorted(
        (at for at, part in enumerate(parts) if part.n and at not in hidden),
        key=lambda at: parts[at].n,
    )
    fewest = max((part.fewest for part in parts), default=FEW)
    while hidden and others and sum(parts[at].n for at in hidden) < fewest:
        hidden.add(others.pop(0))
    return tuple(
        replace(part, withheld=at in hidden and not part.hidden) for at, part in enumerate(parts)
    )


def _judged(parts: Sequence[Summary]) -> tuple[Summary, ...]:
    """Leave only the moves that stand when all parts were looked at."""
    compared = [part for part in parts if _fewest(part) >= FEWEST]
    standing = chance.survivors([_p(part) for part in compared])
    stands = {part.name for part, good in zip(compared, standing, strict=True) if good}
    return tuple(replace(part, change=_change(part, stands)) for part in parts)


def _fewest(part: Summary) -> int:
    return min(part.n, part.previous.n if part.previous else 0)


def _p(part: Summary) -> float:
    return 1.0 if part.change.p is None else part.change.p


def _change(part: Summary, stands: set[str | None]) -> Change:
    if part.change.verdict is Verdict.NO_DATA or part.name in stands:
        return part.change
    few = _fewest(part) < FEWEST
    return replace(part.change, verdict=Verdict.TOO_FEW if few else Verdict.COULD_BE_CHANCE)
