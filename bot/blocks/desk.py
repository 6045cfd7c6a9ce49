"""What goes on around a service metric: how the lengths lie, who waits, what came back."""

from collections.abc import Iterator, Sequence

from bot.blocks import inert, naming, second_opinion
from bot.wording import Voice
from kpi.changes import Verdict
from kpi.measured import Said
from kpi.metrics import SERVICE, Metric
from kpi.summary import Summary
from kpi.timings import Timing


def nothing(say: Voice, summary: Summary) -> str:
    """Say that nothing was measured."""
    if summary.metric is Metric.FRT:
        return say("No first replies.")
    if summary.desk and summary.desk.said:
        return _nobody_said(say, summary.desk.said)
    return say("Nothing was solved.")


def told(say: Voice, found: Sequence[Summary]) -> tuple[list[Summary], list[str]]:
    """Leave out service metrics where no times came in, if others are told; say so in a line."""
    left = [one for one in found if one.metric in SERVICE and not _has_something(one)]
    if not left or len(left) == len(found):
        return list(found), []
    names = ", ".join(one.metric.upper() for one in left)
    remark = say("No times of tickets came in for {metrics}.", metrics=names)
    return [one for one in found if one not in left], [remark]


def _has_something(summary: Summary) -> bool:
    """Whether there is a number, or a reason to tell why there is none."""
    return summary.has_facts or bool(summary.desk and summary.desk.said)


def _nobody_said(say: Voice, said: Said) -> str:
    if said.is_asked:
        return say("No customer said yet whether it was solved the first time.")
    return say(
        "No data: no survey asks customers whether it was solved the first time. An admin turns "
        "that question on at  /survey"
    )


def spread(say: Voice, summary: Summary) -> Iterator[str]:
    """Say how the lengths lie around the one that leads, and how many were in time."""
    timing = summary.score
    if not isinstance(timing, Timing) or timing.too_few or summary.hidden:
        return
    parts = [say("9 of 10 within {length}", length=say.length(timing.p90))]
    if not timing.leads_with_mean:
        parts.append(_mean(say, timing))
    elif not _is_compared(summary):
        parts.append(_median(say, timing))
    yield " · ".join([*parts, *_in_time(say, summary)])


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Say who waits, what is open, what came back, and what may still change."""
    yield from going_on(say, summary)
    yield from notes(say, summary)


def going_on(say: Voice, summary: Summary) -> Iterator[str]:
    """Say who waits, what is open and what came back, in a line."""
    if _may_tell(summary) and (parts := [*_waiting(say, summary), *_open(say, summary)]):
        yield " · ".join(parts)


def notes(say: Voice, summary: Summary) -> Iterator[str]:
    """Say what may still change, what customers say themselves, and which hours count."""
    desk = summary.desk
    if desk is None or not _may_tell(summary):
        return
    yield from provisional(say, summary)
    if desk.untold and summary.n:
        names = inert.escaped(", ".join(desk.untold), naming.LONGEST)
        yield say(
            "No message of a customer came in from {sources}: there a ticket counts as solved at "
            "once unless it was reopened.",
            sources=names,
        )
    if desk.confirmed is not None:
        yield second_opinion.line(say, desk.confirmed)
    if desk.assumes_hours and summary.n:
        yield assumed(say)


def assumed(say: Voice) -> str:
    """Say which office hours count as long as nobody said."""
    return say("Counted in office hours, Monday to Friday 9:00–17:00 until an admin sets them.")


def provisional(say: Voice, summary: Summary) -> Iterator[str]:
    """Say which outcomes may still change; nothing where all are settled."""
    since = summary.desk.provisional_from if summary.desk and _may_tell(summary) else None
    if since is not None and summary.n:
        yield say(
            "Provisional: what was solved since {day} may still come back, so it proves no rise "
            "yet.",
            day=say.day(since),
        )


def _may_tell(summary: Summary) -> bool:
    return summary.desk is not None and not (summary.private and summary.n < summary.fewest)


def _is_compared(summary: Summary) -> bool:
    """Whether the median is told with what it was before."""
    before, verdict = summary.previous, summary.change.verdict
    return before is not None and verdict is not Verdict.TOO_FEW and summary.may_show(before)


def _median(say: Voice, timing: Timing) -> str:
    return say("median {length}", length=say.length(timing.median))


def _mean(say: Voice, timing: Timing) -> str:
    return say("{length} on average", length=say.length(timing.mean))


def _in_time(say: Voice, summary: Summary) -> Iterator[str]:
    share, aim = summary.exactly_within_target, summary.desk and summary.desk.aim
    if share is not None and aim:
        yield say(
            "{share} within {target}", share=say.percent(share), target=say.length(aim.seconds)
        )


def _waiting(say: Voice, summary: Summary) -> Iterator[str]:
    desk = summary.desk
    if desk is None or not desk.waiting:
        return
    waiting = say.plural("{n} has no reply yet", "{n} have no reply yet", desk.waiting)
    if desk.aim and desk.aim.overdue:
        late = say("{n} past the target", n=say.number(desk.aim.overdue))
        waiting = f"{waiting}, {late}"
    yield waiting


def _open(say: Voice, summary: Summary) -> Iterator[str]:
    desk = summary.desk
    if desk and desk.open:
        yield say("{n} open now", n=say.number(desk.open))
    if desk and desk.reopened:
        yield say("{n} reopened", n=say.number(desk.reopened))
