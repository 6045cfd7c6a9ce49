"""Lengths of time become a timing: a median or mean with its n and range, and how the rest lies.

Nothing measured, no timing: there is no zero that means "nobody replied".
"""

from dataclasses import dataclass, field

from kpi import lengths
from kpi.changes import FEW, NO_CHANGE_KNOWN, Change, timing_change
from kpi.histograms import Histogram
from kpi.intervals import Interval
from kpi.lengths import MEDIAN, P90
from kpi.scores import MANY
from kpi.service_definitions import ServiceDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What at least one length of time says; all of them in seconds, unrounded."""

    definition: ServiceDefinition
    measured: Histogram = field(repr=False)
    n: int
    mean: float
    """Exact; all that follows is within one percent."""
    median: float

    @property
    def p90(self) -> float:
        """Nine of ten are not longer."""
        return lengths.quantile(self.measured, P90) or 0.0

    @property
    def longest(self) -> float:
        return self.measured.at_ranks(self.n)[0]

    @property
    def value(self) -> float:
        """The number that the definition leads with."""
        return self.mean if self.leads_with_mean else self.median

    @property
    def interval(self) -> Interval | None:
        """The range of `value`; None for a single length, or a median of fewer than six."""
        if self.leads_with_mean:
            return lengths.mean_interval(self.measured)
        return lengths.quantile_interval(self.measured, MEDIAN)

    @property
    def leads_with_mean(self) -> bool:
        return self.definition.headline == "mean"

    @property
    def too_few(self) -> bool:
        """Whether no number should be shown."""
        return self.n < FEW

    @property
    def indicative(self) -> bool:
        """Whether the value should be called indicative."""
        return FEW <= self.n < MANY


def timing(definition: ServiceDefinition, measured: Histogram) -> Timing | None:
    """Turn lengths of time into a timing, or None when there are none."""
    mean, median = lengths.mean(measured), lengths.quantile(measured, MEDIAN)
    if mean is None or median is None:
        return None
    return Timing(definition=definition, measured=measured, n=measured.n, mean=mean, median=median)


def compare(now: Timing | None, before: Timing | None) -> Change:
    """Say whether it takes longer or shorter; never across a change of definition."""
    if now is None or before is None or now.definition.key != before.definition.key:
        return NO_CHANGE_KNOWN
    return timing_change(now.measured, before.measured)
