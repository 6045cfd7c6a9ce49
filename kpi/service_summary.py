"""What was counted of interactions becomes a summary: of times, or of outcomes good or not."""

from dataclasses import dataclass, field, replace
from datetime import date

from kpi import first_contact
from kpi.changes import FEW
from kpi.histograms import Histogram
from kpi.measured import Desk, Facts, Times
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.reckoning import UNANSWERED
from kpi.scores import Counts
from kpi.service_definitions import ServiceDefinition
from kpi.summary import Summary, summarise, summarise_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Lengths or outcomes by bucket, as the tallies hold them."""

    now: Histogram = field(default_factory=Histogram)
    before: Histogram = field(default_factory=Histogram)
    weeks: tuple[Histogram, ...] = ()
    earlier: tuple[Histogram, ...] = ()
    months: tuple[Histogram, ...] = ()
    desk: Desk
    changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a summary is looked at; as the arguments of `kpi.summary.summarise`."""

    private: bool
    part: tuple[str, str] | None = None
    segments: tuple[Summary, ...] = ()
    fewest: int = FEW


def of(definition: ServiceDefinition, period: Period, measured: Measured, shown: Shown) -> Summary:
    """Build a summary of a service metric."""
    if definition.metric is Metric.FCR:
        return summarise(
            first_contact.scale(definition),
            period,
            replace(_outcomes(measured), fewest=shown.fewest),
            private=shown.private,
            part=shown.part,
            segments=shown.segments,
        )
    return summarise_times(
        definition,
        period,
        _times(measured),
        private=shown.private,
        part=shown.part,
        segments=shown.segments,
    )


def waiting(lengths: Histogram) -> int:
    """Count what has no length yet."""
    none = lengths.buckets.get(UNANSWERED)
    return none.n if none else 0


def _times(measured: Measured) -> Times:
    return Times(
        now=_known(measured.now),
        before=_known(measured.before),
        weeks=tuple(map(_known, measured.weeks)),
        earlier=tuple(map(_known, measured.earlier)),
        months=tuple(map(_known, measured.months)),
        changed_on=measured.changed_on,
        desk=measured.desk,
    )


def _outcomes(measured: Measured) -> Facts:
    return Facts(
        now=_counts(measured.now),
        before=_counts(measured.before),
        weeks=tuple(map(_counts, measured.weeks)),
        earlier=tuple(map(_counts, measured.earlier)),
        months=tuple(map(_counts, measured.months)),
        changed_on=measured.changed_on,
        desk=measured.desk,
    )


def _known(lengths: Histogram) -> Histogram:
    """Leave out what has no length yet."""
    known = dict(lengths.buckets)
    known.pop(UNANSWERED, None)
    return Histogram(known)


def _counts(outcomes: Histogram) -> Counts:
    return {number: bucket.n for number, bucket in outcomes.buckets.items()}
