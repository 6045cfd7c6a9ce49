"""One issue of a digest: what it asks, what it found, and how it is told; for channels and mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Any

from bot import wording
from bot.blocks import Message, action_lines, digest, kit, occasions, open_cases, quotable
from bot.blocks.action_lines import News
from bot.blocks.alert import Moment
from bot.blocks.open_cases import OpenCases
from bot.process import Process
from kpi import masking, snapshots, snoozes
from kpi.metrics import Metric
from kpi.periods import Period
from kpi.query import Query
from kpi.slots import reported
from kpi.spoken import Spoken, spoken
from kpi.store import (
    action_lists,
    case_counts,
    case_facts,
    comments,
    digests,
    schedules,
    summaries,
    theme_summaries,
)
from kpi.store.action_lists import concerns
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
        about = Query(
            metrics=metrics, period=self.period, filters=filters, signals=frozenset(metrics)
        )
        return [replace(about, by=by) for by in self.by]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found."""

    found: Sequence[Summary]
    """One a metric, with the parts of every split: all that is compared, so that what is told in
    the message and in its detail is judged alike."""
    said: Sequence[Said]
    heard: Sequence[Spoken]
    """What remarks speak of."""
    before: Mapping[Metric, float]
    """What was told of the period before."""
    cases: OpenCases | None = None
    """Customers who wait for somebody, where the digest is narrowed to nothing."""
    news: News = field(default_factory=News)
    """What became of actions that concern these numbers."""


async def answer(process: Process, issue: Issue) -> Answer:
    """Find what an issue tells, as it is now."""
    now, queries = process.clock.now(), issue.queries
    async with process.database.reading() as connection:
        splits = [
            await summaries.answer(connection, issue.workspace, query, now) for query in queries
        ]
        said = await comments.latest(connection, issue.workspace, queries[0], COMMENTS_READ)
        heard = await theme_summaries.of_question(
            connection, issue.workspace, queries[0], now, most=0
        )
        kept = await digests.told_in(connection, issue.schedule, issue.period.label)
        cases = None if issue.schedule.filters else await _cases(connection, issue, now)
        news = await _news(connection, issue)
    found = [_joined(of_metric) for of_metric in zip(*splits, strict=True)]
    before = snapshots.before(kept, found, issue.schedule.filters)
    return Answer(
        found=found,
        said=[*map(_masked, quotable.picked(said))],
        heard=[*map(spoken, heard.values())],
        before=before,
        cases=cases,
        news=news,
    )


def message(issue: Issue, answer: Answer, *, in_slack: bool = True) -> Message:
    """Write the message; `in_slack` is whether its readers can type commands."""
    schedule = issue.schedule
    return digest.main(
        answer.found,
        answer.said,
        filters=schedule.filters,
        language=schedule.language,
        title=schedule.title,
        before=answer.before,
        heard=answer.heard,
        also=_also(issue, answer),
        in_slack=in_slack,
    )


def actionable(issue: Issue, answer: Answer) -> Message:
    """Write the message for a channel: below numbers leads can begin an action."""
    told = message(issue, answer)
    if not any(one.n for one in answer.found):
        return told
    say = wording.voice(issue.schedule.language)
    button = occasions.button(say, occasions.of_query(issue.queries[0]))
    return replace(told, blocks=[*told.blocks, *kit.actions([button])])


def is_silent(answer: Answer) -> bool:
    """Tell whether there is nothing to report, which is one line with nothing below it."""
    return digest.is_silent(answer.found)


def told(issue: Issue, answer: Answer, *, in_slack: bool = True) -> list[Message]:
    """Write all there is to tell: the message, and what belongs below it where there is any."""
    first = message(issue, answer, in_slack=in_slack)
    return [first] if is_silent(answer) else [first, detail(issue, answer)]


def detail(issue: Issue, answer: Answer) -> Message:
    """Write what belongs below it."""
    schedule = issue.schedule
    return digest.detail(
        answer.found, by=issue.by, filters=schedule.filters, language=schedule.language
    )


def _also(issue: Issue, answer: Answer) -> list[str]:
    say = wording.voice(issue.schedule.language)
    told = action_lines.news(say, answer.news)
    if answer.cases is None or not answer.cases.are_any:
        return told
    return [*told, open_cases.line(say, answer.cases)]


async def _news(connection: Any, issue: Issue) -> News:
    """Find what went live and was judged in the period, and what was overdue at its end."""
    home, period, about = issue.workspace.id, issue.period, issue.queries[0]
    found = (
        await action_lists.live_since(connection, home, period.first, period.until),
        await action_lists.judged_between(connection, home, period.start, period.end),
        await action_lists.overdue(connection, home, period.until),
    )
    live, judged, overdue = (
        [one for one in several if concerns(one, about.metrics, about.filters)] for several in found
    )
    return News(live=live, judged=judged, overdue=overdue)


async def _cases(connection: Any, issue: Issue, now: datetime) -> OpenCases:
    zone = issue.workspace.time_zone
    since = snoozes.at(issue.period.first, time(), zone)
    return OpenCases(
        by_state=await case_counts.counts(connection, issue.workspace.id),
        done=await case_counts.ended(connection, issue.workspace.id, since),
        since=issue.period.first,
        oldest=await case_facts.going(connection, issue.workspace, 1),
        at=Moment(now=now, zone=zone),
    )


def _masked(said: Said) -> Said:
    """Take out whom a remark speaks of: a digest is read by more than those who look after it."""
    return replace(said, comment=masking.masked(said.comment, said.unquoted))


def _joined(splits: Sequence[Summary]) -> Summary:
    """Give one summary with the parts of all its splits."""
    return replace(splits[0], segments=tuple(part for one in splits for part in one.segments))
