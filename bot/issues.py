"""One issue of a digest: what it asks, what it found, and how it is told; for channels and mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.blocks import Message, digest, quotable
from bot.process import Process
from kpi import snapshots
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.slots import reported
from kpi.store import comments, schedule_runs, schedules, summaries
from kpi.store.comments import Said
from kpi.store.tables import Schedule, Workspace
from kpi.summary import Summary

COMMENTS_READ = 200
"""Of the period, the newest first; those to quote are chosen from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The digest of one week or month: what is asked."""

    workspace: Workspace
    schedule: Schedule
    slot: str
    """The week or month in which it is told; it tells of the one before."""

    @property
    def period(self) -> Period:
        return reported(self.slot, self.workspace.time_zone)

    @property
    def by(self) -> Sequence[str]:
        return self.schedule.by or schedules.STANDARD_BY

    @property
    def queries(self) -> list[Query]:
        """The same question, once for each split."""
        metrics = tuple(Metric(name) for name in self.schedule.metrics) or tuple(Metric)
        filters = self.schedule.filters
        about = Query(metrics=metrics, period=self.period, filters=filters, signals=True)
        return [replace(about, by=by) for by in self.by]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found."""

    found: Sequence[Summary]
    """One a metric, with the parts of every split: all that is compared, so that what is told in
    the message and in its detail is judged alike."""
    said: Sequence[Said]
    before: Mapping[Metric, float]
    """What was told of the period before."""


async def answer(process: Process, issue: Issue) -> Answer:
    """Find what an issue tells, as it is now."""
    now, queries = process.clock.now(), issue.queries
    async with process.database.reading() as connection:
        splits = [
            await summaries.answer(connection, issue.workspace, query, now) for query in queries
        ]
        said = await comments.latest(connection, issue.workspace, queries[0], COMMENTS_READ)
        told = await schedule_runs.told_in(connection, issue.schedule, issue.period.label)
    found = [_joined(of_metric) for of_metric in zip(*splits, strict=True)]
    before = snapshots.before(told, found)
    return Answer(found=found, said=quotable.picked(said), before=before)


def message(issue: Issue, answer: Answer) -> Message:
    """Write the message."""
    schedule = issue.schedule
    return digest.main(
        answer.found,
        answer.said,
        filters=schedule.filters,
        language=schedule.language,
        title=schedule.title,
        before=answer.before,
    )


def detail(issue: Issue, answer: Answer) -> Message:
    """Write what belongs below it."""
    schedule = issue.schedule
    return digest.detail(
        answer.found, by=issue.by, filters=schedule.filters, language=schedule.language
    )


def _joined(splits: Sequence[Summary]) -> Summary:
    """Give one summary with the parts of all its splits."""
    return replace(splits[0], segments=tuple(part for one in splits for part in one.segments))
