"""A metric over a period as one value with several mouths: number, uncertainty, comparison, funnel.

Summaries are built from counts and lengths of time alone; the same summary feeds Slack, the digest
and the command line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from kpi import scores, timings
from kpi.benchmarks import Benchmark
from kpi.changes import FEW, Change, Verdict
from kpi.histograms import merged
from kpi.measured import Aim, Desk, Facts, Funnel, Times
from kpi.metrics import Definition, Metric
from kpi.periods import Period
from kpi.scores import Score, merge, score
from kpi.service_definitions import ServiceDefinition
from kpi.settled import Settled
from kpi.timings import Timing, timing

__all__ = [
    "Aim",
    "Desk",
    "Facts",
    "Figure",
    "Funnel",
    "Summary",
    "Times",
    "summarise",
    "summarise_times",
]

Figure: TypeAlias = Score | Timing


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A metric over a period, for everybody or for one segment."""

    metric: Metric
    definition: Definition | ServiceDefinition
    period: Period
    score: Figure | None
    funnel: Funnel
    previous: Figure | None
    change: Change
    private: bool
    """Whether fewer answers than `fewest` may not be shown, in this period or any other."""
    recent: Figure | None
    """All weeks of `weeks` together."""
    weeks: tuple[Figure | None, ...]
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
    desk: Desk | None = None
    """Of service metrics."""
    earlier: tuple[Figure | None, ...] = ()
    """The weeks before `weeks`, where it is asked what is usual."""
    months: tuple[Figure | None, ...] = ()
    """The months up to the period, oldest first, where a digest tells of one."""
    settled: Settled | None = None
    """What of the score can no longer change; None where that is all of it."""
    target: float | None = None
    """Where the workspace wants this number to be, in the unit of its definition."""
    target_stands: bool = True
    """Whether it may be told as reached or missed beside the other parts of the same answer."""
    benchmarks: tuple[Benchmark, ...] = ()
    """Published figures of others, where an admin wants to see them."""
    by_hand: int = 0
    """Answers that were asked for by hand, where that is looked at since there are no others."""
    only_apart: bool = False
    """Whether there is something under each filter of the question, and nothing under all."""

    @property
    def n(self) -> int:
        return self.score.n if self.score else 0

    @property
    def hidden(self) -> bool:
        """Whether people in Slack are not shown this, because a group is too small."""
        return self.withheld or not self.may_show(self.score)

    @property
    def has_facts(self) -> bool:
        """Whether anything happened, in the period or the weeks before."""
        reached = self.funnel.helped or self.funnel.delivered
        return bool(self.n or self.recent or reached or (self.desk and not self.desk.is_idle))

    @property
    def too_few(self) -> bool:
        """Whether there are answers, but too few for a percentage."""
        return self.score is not None and self.score.too_few

    @property
    def indicative(self) -> bool:
        """Whether the value rests on so few answers that it should be called indicative."""
        return self.score is not None and self.score.indicative

    @property
    def within_target(self) -> float | None:
        """Percent of what should have been in time that was; None without a target."""
        exact = self.exactly_within_target
        return None if exact is None else float(exact)

    @property
    def exactly_within_target(self) -> Fraction | None:
        """The same as a fraction, for rounding."""
        aim = self.desk.aim if self.desk else None
        if aim is None or not (due := self.n + aim.overdue):
            return None
        return Fraction(100 * aim.within, due)

    @property
    def course(self) -> Verdict:
        """The verdict, up for the better: of times less is better."""
        turned = {Verdict.UP: Verdict.DOWN, Verdict.DOWN: Verdict.UP}
        if self.definition.unit == "seconds":
            return turned.get(self.change.verdict, self.change.verdict)
        return self.change.verdict

    def may_show(self, score: Figure | None) -> bool:
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
    figures = _Figures(
        now=now,
        before=before,
        recent=score(definition, merge(facts.weeks)),
        weeks=tuple(score(definition, week) for week in facts.weeks),
        earlier=tuple(score(definition, week) for week in facts.earlier),
        months=tuple(score(definition, month) for month in facts.months),
        change=scores.compare(now, before),
    )
    about = _About(period, private, part, tuple(segments))
    return _summary(definition, figures, facts, about)


def summarise_times(
    definition: ServiceDefinition,
    period: Period,
    times: Times,
    *,
    private: bool = False,
    part: tuple[str, str] | None = None,
    segments: Sequence[Summary] = (),
) -> Summary:
    """Build a summary from lengths of time; the arguments are as those of `summarise`."""
    now, before = timing(definition, times.now), timing(definition, times.before)
    figures = _Figures(
        now=now,
        before=before,
        recent=timing(definition, merged(times.weeks)),
        weeks=tuple(timing(definition, week) for week in times.weeks),
        earlier=tuple(timing(definition, week) for week in times.earlier),
        months=tuple(timing(definition, month) for month in times.months),
        change=timings.compare(now, before),
    )
    about = _About(period, private, part, tuple(segments))
    return _summary(definition, figures, times, about)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    now: Figure | None
    before: Figure | None
    recent: Figure | None
    weeks: tuple[Figure | None, ...]
    earlier: tuple[Figure | None, ...]
    months: tuple[Figure | None, ...]
    change: Change


class _About(NamedTuple):
    period: Period
    private: bool
    part: tuple[str, str] | None
    segments: tuple[Summary, ...]


def _summary(
    definition: Definition | ServiceDefinition,
    figures: _Figures,
    facts: Facts | Times,
    about: _About,
) -> Summary:
    segment, name = about.part or (None, None)
    return Summary(
        metric=definition.metric,
        definition=definition,
        period=about.period,
        score=figures.now,
        funnel=facts.funnel,
        previous=figures.before,
        change=figures.change,
        private=about.private,
        fewest=max(FEW, facts.fewest),
        recent=figures.recent,
        weeks=figures.weeks,
        earlier=figures.earlier,
        months=figures.months,
        segment=segment,
        name=name,
        segments=about.segments,
        changed_on=facts.changed_on,
        desk=facts.desk,
    )
