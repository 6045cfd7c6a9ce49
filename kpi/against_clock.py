"""Verdict against clock: whether whoever is helped fast is content, and whoever waited is not.

Answers lie in bands of how long their ticket took; one length divides fast from slow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from kpi import lengths, scores, segments
from kpi.changes import FEW, Change
from kpi.histograms import Histogram
from kpi.lengths import MEDIAN
from kpi.measured import Facts
from kpi.metrics import Band, Definition, Metric
from kpi.periods import Period
from kpi.scores import Counts, Score, merge
from kpi.summary import Summary, summarise

_FEWEST_LENGTHS = 20
"""Fewer do not tell what is usual."""
_QUARTERS = (Fraction(1, 4), MEDIAN, Fraction(3, 4))


class Dial(NamedTuple):
    """Where lengths are divided, in whole seconds."""

    edges: tuple[int, ...]
    """The longest length of each band but the last, which has no end."""
    divide: int
    """One of the edges: whatever is longer is slow."""
    is_target: bool
    """Whether it is a target, or what is usual."""


class Case(NamedTuple):
    """One ticket whose answer and length disagree."""

    score: int
    seconds: int
    team: str
    subject: str
    url: str
    at: datetime


class Stretch(NamedTuple):
    """The answers about tickets that took longer than `over` and no longer than `upto`."""

    over: int | None
    upto: int | None
    answers: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstClock:
    """What one metric that is asked for says, by how long tickets took."""

    metric: Metric
    definition: Definition
    clock: Metric
    """FRT or ART."""
    dial: Dial
    bands: tuple[Stretch, ...]
    """None where so many small ones would be hidden that two tell more."""
    fast: Stretch
    slow: Stretch
    fast_unhappy: tuple[Case, ...] = field(default=())
    slow_happy: tuple[Case, ...] = field(default=())

    @property
    def n(self) -> int:
        return self.fast.answers.n + self.slow.answers.n

    @property
    def hidden(self) -> bool:
        """Whether people in Slack are not shown this, because a group is too small."""
        return self.fast.answers.hidden or self.slow.answers.hidden

    @property
    def unhappy(self) -> int:
        """Answers about fast tickets that are bad."""
        return _among(self.fast.answers, unhappy(self.definition))

    @property
    def happy(self) -> int:
        """Answers about slow tickets that are good."""
        return _among(self.slow.answers, self.definition.favourable)

    @property
    def change(self) -> Change:
        """Fast less slow."""
        return scores.compare(_score(self.fast.answers), _score(self.slow.answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, of which the answers are held against a clock."""

    definition: Definition
    period: Period
    clock: Metric
    private: bool = False
    fewest: int = FEW


def dial(target: float | None, usual: Histogram) -> Dial | None:
    """Choose where lengths are divided: at a target and twice that, else at the usual quarters.

    Returns:
        None without a target and with too few lengths to know what is usual.
    """
    if target:
        divide = int(target)
        return Dial((divide, 2 * divide), divide, is_target=True)
    if usual.n < _FEWEST_LENGTHS:
        return None
    found = [ceil(lengths.quantile(usual, one) or 0.0) for one in _QUARTERS]
    return Dial(tuple(sorted(set(found))), found[1], is_target=False)


def of(asked: Asked, dial: Dial, counts: Mapping[int, Counts]) -> AgainstClock:
    """Build the bands from counts.

    Args:
        asked: whose answers, and whether few of them must be hidden.
        dial: where lengths are divided.
        counts: answers per score by the number of the band, 0 for the shortest.
    """
    limits = [None, *dial.edges, None]
    spans = [*pairwise(limits)]
    given = [counts.get(at, {}) for at in range(len(spans))]
    split = dial.edges.index(dial.divide) + 1
    halves = merge(given[:split]), merge(given[split:])
    fast, slow = _stretches(asked, [(None, dial.divide), (dial.divide, None)], halves)
    bands = _stretches(asked, spans, given)
    return AgainstClock(
        metric=asked.definition.metric,
        definition=asked.definition,
        clock=asked.clock,
        dial=dial,
        bands=() if any(one.answers.hidden for one in bands) else bands,
        fast=fast,
        slow=slow,
    )


def _stretches(
    asked: Asked, spans: Sequence[tuple[int | None, int | None]], given: Sequence[Counts]
) -> tuple[Stretch, ...]:
    parts = [_part(asked, str(at), counts) for at, counts in enumerate(given)]
    told = segments.together(parts)
    return tuple(Stretch(*span, part) for span, part in zip(spans, told, strict=True))


def _part(asked: Asked, name: str, counts: Counts) -> Summary:
    facts = Facts(now=counts, before={}, fewest=asked.fewest)
    part = ("band", name)
    return summarise(asked.definition, asked.period, facts, private=asked.private, part=part)


def _score(answers: Summary) -> Score | None:
    return answers.score if isinstance(answers.score, Score) else None


def _among(answers: Summary, wanted: frozenset[int]) -> int:
    found = _score(answers)
    counts = found.counts if found else {}
    return sum(times for given, times in counts.items() if given in wanted)


def unhappy(definition: Definition) -> frozenset[int]:
    """Give the scores of the scale that are bad."""
    return frozenset(one for one in definition.scale if definition.band(one) is Band.LOW)
