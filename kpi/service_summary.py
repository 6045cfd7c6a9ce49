"""What was counted of interactions becomes a summary: of times, or of outcomes good or not."""

from dataclasses import dataclass, field, replace
from datetime import date

from kpi import first_contact, settled
from kpi.changes import FEW
from kpi.histograms import Histogram
from kpi.measured import Desk, Facts, Times
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.reckoning import UNANSWERED
from kpi.scores import Counts, Score, score
from kpi.service_definitions import ServiceDefinition
from kpi.settled import Settled
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
    settled: Histogram | None = None
    """Of outcomes, those of `now` that can no longer change; None where all are settled."""


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
        found = summarise(
            first_contact.scale(definition),
            period,
            replace(_outcomes(measured), fewest=shown.fewest),
            private=shown.private,
            part=shown.part,
            segments=shown.segments,
        )
        return _sure(found, _settled(definition, measured.settled))
    return summarise_times(
        definition,
        period,
        _times(measured),
        private=shown.private,
        part=shown.part,
        segments=shown.segments,
    )


def _settled(definition: ServiceDefinition, outcomes: Histogram | None) -> Settled | None:
    if outcomes is None:
        return None
    left = score(first_contact.scale(definition), _counts(outcomes))
    # What came in and is not solved yet counts as not solved at once, so there it may rise too.
    return Settled(left, only_falls=not definition.of_received)


def _sure(found: Summary, left: Settled | None) -> Summary:
    if left is None:
        return found
    before = found.previous if isinstance(found.previous, Score) else None
    return replace(found, settled=left, change=settled.change(found.change, left, before))


def waiting(lengths: Histogram) -> int:
    """Count what has no length yet."""
    return lengths.n - _known(lengths).n


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
    return lengths.since(UNANSWERED + 1)


def _counts(outcomes: Histogram) -> Counts:
    return dict(zip(outcomes.numbers, outcomes.ns, strict=True))
