"""Between what a score lies whatever those would have said who were asked and did not answer.

These bounds (Manski 1989) assume nothing, and so are wide: a likely range tells of chance alone.
"""

from fractions import Fraction
from typing import NamedTuple

from kpi.metrics import ASKED, Definition
from kpi.scores import Counts, Score, merge, score
from kpi.summary import Summary


class Extremes(NamedTuple):
    """A score if nobody, and if everybody, who did not answer had been satisfied."""

    silent: int
    """Asked and delivered, without an answer by now."""
    worst: Fraction
    best: Fraction


def of(summary: Summary) -> Extremes | None:
    """Give the bounds of a summary; None where nobody answered, or where nobody is asked."""
    figure, definition = summary.score, summary.definition
    if not isinstance(figure, Score) or not isinstance(definition, Definition):
        return None
    if definition.metric not in ASKED:
        return None
    silent = max(0, summary.funnel.delivered - summary.funnel.answered)
    ends = definition.low, definition.high
    worst, best = reversed(ends) if definition.low_is_good else ends
    return Extremes(
        silent,
        _with(definition, figure.counts, {worst: silent}),
        _with(definition, figure.counts, {best: silent}),
    )


def _with(definition: Definition, counts: Counts, more: Counts) -> Fraction:
    found = score(definition, merge([counts, more]))
    return found.exact if found else Fraction(0)
