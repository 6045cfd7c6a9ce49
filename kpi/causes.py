"""Why a number moved since the period before: which parts scored otherwise, which grew or shrank.

Every comparison of the report is judged beside all others; only what stands then is a cause.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kpi import moves, segments
from kpi.apportioning import apportioned
from kpi.changes import NO_CHANGE_KNOWN, Verdict
from kpi.decomposition import NOTHING, Decomposition, Total, decomposed, of_lengths
from kpi.moves import NOT_COMPARED
from kpi.scores import rounded
from kpi.summary import Figure, Summary
from kpi.timings import Timing

MOST = 12
"""Parts that are told one by one; what the others did is added up."""
MINUTE, HOUR = 60, 3600
LONG = 100 * HOUR
"""From so long on lengths are told without minutes."""
_OTHERS = "\0others"
"""No name that anything is filed under."""
_MOVES = frozenset({Verdict.UP, Verdict.DOWN})


class Lack(StrEnum):
    """Why nothing can be said."""

    NOTHING_NOW = "nothing_now"
    NOTHING_BEFORE = "nothing_before"
    HIDDEN = "hidden"
    ONE_PART = "one_part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one part, or some together, did to the number."""

    name: str | None
    """None for those that are not told one by one."""
    now: Total
    before: Total
    mix: Fraction
    """In the unit of the metric, by being more or fewer of the answers."""
    level: Fraction
    """By answering higher or lower."""
    shown_mix: int = 0
    """The same in whole steps, as `Causes.step` has them; all that is shown adds up."""
    shown_level: int = 0
    grew: Verdict = Verdict.NO_DATA
    """Whether it is more or fewer of the answers than before, by more than chance."""
    rose: Verdict = Verdict.NO_DATA
    """Whether its own number moved, by more than chance."""

    @property
    def shown(self) -> int:
        return self.shown_mix + self.shown_level

    @property
    def is_cause(self) -> bool:
        """Whether more than chance is in what it did."""
        return bool(_MOVES & {self.grew, self.rose})


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """The difference with the period before, and the rows that add up to it."""

    summary: Summary
    """With its parts."""
    split: Decomposition
    rows: tuple[Row, ...]
    """Those with the largest effect, either way, first; the others together last."""
    shown: int
    """The difference in whole steps, to which all that rows show adds up."""
    step: Fraction
    """What is shown as 1: a point, a hundredth on a scale, and of lengths so many seconds."""


def of(summary: Summary, *, open_: bool = False) -> Causes | Lack:
    """Split the move of a summary over its parts.

    What is hidden beside its parts, in this period or the one before, goes into one row: nothing
    shown here says more than both periods by themselves do.

    Args:
        summary: with its parts, seen together (`segments.together`).
        open_: whether to split hidden parts as well, for a machine of the operator.
    """
    together = frozenset[str]() if open_ else _hidden(summary)
    if lack := _lack(summary, together, open_=open_):
        return lack
    now = _totals([(one.name or "", one.score) for one in summary.segments], together)
    before = _totals([(one.name or "", one.previous) for one in summary.segments], together)
    split = decomposed(now, before)
    if split is None:
        return Lack.NOTHING_BEFORE
    rows = [*_rows(summary, split)]
    kept = rows if open_ else _shortened(rows)
    step = _step(summary, rows)
    shown = _difference(summary, rows, step)
    told = _told(kept, shown, step)
    return Causes(summary=summary, split=split, rows=told, shown=shown, step=step)


def _lack(summary: Summary, together: frozenset[str], *, open_: bool) -> Lack | None:
    if summary.score is None:
        return Lack.NOTHING_NOW
    if summary.previous is None:
        return Lack.NOTHING_BEFORE
    heard = {one.name or "" for one in summary.segments if one.score or one.previous}
    if not open_ and (summary.hidden or not summary.may_show(summary.previous)):
        return Lack.HIDDEN
    if heard <= together:
        return Lack.HIDDEN
    return Lack.ONE_PART if len(heard) == 1 else None


def _hidden(summary: Summary) -> frozenset[str]:
    """Name the parts that are hidden when this period is split, or the one before."""
    before = [
        replace(one, score=one.previous, withheld=False, change=NO_CHANGE_KNOWN)
        for one in summary.segments
    ]
    before.sort(key=lambda part: (-part.n, part.name or ""))
    both = (*summary.segments, *segments.together(before))
    return frozenset(one.name or "" for one in both if one.hidden)


def _totals(
    parts: Sequence[tuple[str, Figure | None]], together: frozenset[str]
) -> Mapping[str, Total]:
    found: dict[str, Total] = {}
    for name, figure in parts:
        if figure is None:
            continue
        key = _OTHERS if name in together else name
        found[key] = _added(found.get(key, NOTHING), _total(figure))
    return found


def _total(figure: Figure) -> Total:
    if isinstance(figure, Timing):
        return of_lengths(figure.measured)
    return Total(int(figure.exact * figure.n), figure.n)


def _added(one: Total, other: Total) -> Total:
    return Total(one.amount + other.amount, one.n + other.n)


def _step(summary: Summary, rows: Sequence[Row]) -> Fraction:
    """Give what is shown as 1: a point, a hundredth on a scale, a minute or an hour."""
    if summary.definition.unit == "seconds":
        effects = [effect for row in rows for effect in (row.mix, row.level)]
        is_long = max(map(abs, [*_levels(rows), *effects])) >= LONG
        return Fraction(HOUR if is_long else MINUTE)
    return Fraction(1, 100) if summary.definition.unit == "score" else Fraction(1)


def _levels(rows: Sequence[Row]) -> tuple[Fraction, Fraction]:
    """Give the mean of this period and of the one before."""
    whole = _merged(rows)
    return whole.now.level, whole.before.level


def _difference(summary: Summary, rows: Sequence[Row], step: Fraction) -> int:
    """Give the difference in steps: of lengths the one between the two that stand beside it."""
    now, before = _levels(rows)
    if summary.definition.unit == "seconds":
        return int(rounded(now / step)) - int(rounded(before / step))
    return int(rounded((now - before) / step))


def _rows(summary: Summary, split: Decomposition) -> Iterator[Row]:
    judged = moves.judged(summary, split)
    for part in split.parts:
        moved = judged.get(part.name, NOT_COMPARED)
        yield Row(
            name=None if part.name == _OTHERS else part.name,
            now=part.now,
            before=part.before,
            mix=part.mix,
            level=part.level,
            rose=moved.rose,
            grew=moved.grew,
        )


def _shortened(rows: Sequence[Row]) -> list[Row]:
    """Keep causes and the largest effects; what the others did is one row at the end."""
    named = [one for one in rows if one.name is not None]
    told = sorted(named, key=lambda row: not row.is_cause)[:MOST]
    others = [one for one in rows if one not in told]
    kept = [one for one in rows if one in told]
    return [*kept, *([_merged(others)] if others else [])]


def _merged(rows: Sequence[Row]) -> Row:
    return Row(
        name=None,
        now=Total(sum(one.now.amount for one in rows), sum(one.now.n for one in rows)),
        before=Total(sum(one.before.amount for one in rows), sum(one.before.n for one in rows)),
        mix=sum((one.mix for one in rows), Fraction()),
        level=sum((one.level for one in rows), Fraction()),
    )


def _told(rows: Sequence[Row], shown: int, step: Fraction) -> tuple[Row, ...]:
    """Round every effect so that all of them add up to the difference that is shown."""
    effects = [effect / step for row in rows for effect in (row.mix, row.level)]
    whole = iter(apportioned(effects, shown))
    return tuple(replace(row, shown_mix=next(whole), shown_level=next(whole)) for row in rows)
