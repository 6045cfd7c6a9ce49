"""A metric over a period as one value with several mouths: number, uncertainty, comparison, funnel.

Summaries are built from counts alone; the same summary feeds Slack, the digest
and the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kpi.changes import FEW, Change
from kpi.metrics import Definition, Metric
from kpi.periods import Period
from kpi.scores import Counts, Score, compare, filled, merge, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """How many customers were helped, asked and heard in a period."""

    helped: int = 0
    """Interactions resolved in the period."""
    asked: int = 0
    """Those of them whose customer was asked."""
    delivered: int = 0
    """Invitations delivered in the period."""
    answered: int = 0
    """Those of them that are answered by now."""
    open: int = 0
    """Those of them that may still be answered."""

    @property
    def response_rate(self) -> float | None:
        """Percent of the delivered invitations answered by now; None when none was delivered."""
        return 100 * self.answered / self.delivered if self.delivered else None

    @property
    def coverage(self) -> float | None:
        """Percent of the helped customers that were asked; None when nobody was helped."""
        return 100 * self.asked / self.helped if self.helped else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was counted for one summary."""

    now: Counts
    before: Counts
    """The period to compare with."""
    weeks: tuple[Counts, ...] = ()
    """The weeks up to the period's end, oldest first."""
    funnel: Funnel = Funnel()
    fewest: int = FEW
    """From how many answers on a private group is shown."""
    changed_on: date | None = None
    """The local day since when the question is as it is, where these counts would reach further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A metric over a period, for everybody or for one segment."""

    metric: Metric
    definition: Definition
    period: Period
    score: Score | None
    funnel: Funnel
    previous: Score | None
    change: Change
    private: bool
    """Whether fewer answers than `fewest` may not be shown, in this period or any other."""
    recent: Score | None
    """All weeks of `weeks` together."""
    weeks: tuple[Score | None, ...]
    segment: str | None
    """What the answers were split by, such as "team"."""
    name: str | None
    """Which part this is, such as "Network"."""
    segments: tuple["Summary", ...]
    fewest: int = FEW
    """As in `Facts`: it may be more than five, never less."""
    changed_on: date | None = None
    """As in `Facts`: answers before that day are in none of these numbers."""
    withheld: bool = False
    """Whether a smaller part could be worked out if this one were shown."""

    @property
    def n(self) -> int:
        return self.score.n if self.score else 0

    @property
    def hidden(self) -> bool:
        """Whether people in Slack are not shown this, because a group is too small."""
        return self.withheld or not self.may_show(self.score)

    @property
    def too_few(self) -> bool:
        """Whether there are answers, but too few for a percentage."""
        return self.score is not None and self.score.too_few

    @property
    def indicative(self) -> bool:
        """Whether the value rests on so few answers that it should be called indicative."""
        return self.score is not None and self.score.indicative

    def may_show(self, score: Score | None) -> bool:
        """Whether people may see a score: `previous`, `recent` or a week may be too small too."""
        return not (self.private and score is not None and score.n < self.fewest)


def summarise(
    definition: Definition,
    period: Period,
    facts: Facts,
    *,
    private: bool = False,
    part: tuple[str, str] | None = None,
    segments: Sequence[Summary] = (),
) -> Summary:
    """Build a summary from counts.

    Args:
        definition: what the counted scores mean; also of the period before.
        period: what `facts.now` covers.
        facts: the counts.
        private: the survey is anonymous, or the view is by or for one agent.
        part: kind and name of the segment, such as ("team", "Network"); None for everybody.
        segments: the summaries of the parts, in the order to show.

    Raises:
        ScoreOutOfRange: when a count belongs to a score that is not on the scale.
    """
    now, before = score(definition, facts.now), score(definition, facts.before)
    segment, name = part or (None, None)
    return Summary(
        metric=definition.metric,
        definition=definition,
        period=period,
        score=now,
        funnel=facts.funnel,
        previous=before,
        change=compare(now, before),
        private=private,
        fewest=max(FEW, facts.fewest),
        recent=score(definition, merge(facts.weeks)),
        weeks=tuple(score(definition, week) for week in facts.weeks),
        segment=segment,
        name=name,
        segments=tuple(segments),
        changed_on=facts.changed_on,
    )


def as_json(summary: Summary) -> dict[str, Any]:
    """Give the summary as `kompas summary --json` prints it: unrounded, None for what is not."""
    return {
        "metric": summary.metric.value,
        "definition": summary.definition.key,
        "period": _period(summary.period),
        "value": summary.score.value if summary.score else None,
        "unit": summary.definition.unit,
        "n": summary.n,
        "interval": _interval(summary.score),
        "counts": _counts(summary),
        "response_rate": summary.funnel.response_rate,
        "previous": _previous(summary.previous),
        "change": _change(summary.change),
        "hidden": summary.hidden,
        "segments": [{"name": one.name, **as_json(one)} for one in summary.segments],
    }


def _period(period: Period) -> dict[str, str]:
    zone = ZoneInfo(period.zone)
    return {
        "start": period.start.astimezone(zone).isoformat(),
        "end": period.end.astimezone(zone).isoformat(),
        "label": period.label,
        "time_zone": period.zone,
    }


def _interval(given: Score | None) -> dict[str, float | str] | None:
    if given is None:
        return None
    found = given.interval
    return {"low": found.low, "high": found.high, "level": found.level, "method": found.method}


def _counts(summary: Summary) -> dict[str, int]:
    counts = filled(summary.definition, summary.score.counts if summary.score else {})
    return {str(given): times for given, times in counts.items()}


def _previous(given: Score | None) -> dict[str, float | int | None]:
    return {"value": given.value if given else None, "n": given.n if given else 0}


def _change(change: Change) -> dict[str, float | str | None]:
    return {
        "value": change.value,
        "low": change.low,
        "high": change.high,
        "verdict": change.verdict.value,
    }
