"""A summary on paper: one line for the number, a few under it, and a table of the parts."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot import wording
from bot.blocks import bars, naming
from bot.cli import output
from bot.wording import Voice
from kpi import periods, reason_list
from kpi.changes import Change, Verdict
from kpi.intervals import Interval
from kpi.metrics import Metric
from kpi.scores import Score
from kpi.store.comments import Said
from kpi.summary import Summary

NOBODY = "(none)"
"""What stands for the empty segment."""
OF_A_WEEK = ("value", "likely", "answers")
"""What is said of each week, after its name."""
_FAVOURABLE = {Metric.CSAT: "satisfied", Metric.CES: "easy", Metric.NPS: "promoters"}
_VERDICTS = {
    Verdict.UP: "up",
    Verdict.DOWN: "down",
    Verdict.COULD_BE_CHANCE: "could be chance",
    Verdict.TOO_FEW: "too few to compare",
    Verdict.NO_DATA: "nothing to compare with",
}


def show(found: Sequence[Summary], *, with_weeks: bool = False) -> None:
    """Print summaries one under the other, as text that any program can read."""
    for number, summary in enumerate(found):
        if number:
            output.say("")
        for line in lines(summary):
            output.say(line)
        if with_weeks:
            output.say("")
            output.show(_of_weeks(summary))
        if summary.segments:
            output.say("")
            output.show(parts(summary))


def show_comments(said: Sequence[Said], zone: str) -> None:
    """Print remarks, newest first."""
    if not said:
        output.say("No comments.")
        return
    output.show(
        output.Grid(
            headings=("day", "metric", "score", "team", "about", "reasons", "comment"),
            rows=[_remark(one, zone) for one in said],
            numbers=frozenset({2}),
        )
    )


def lines(summary: Summary) -> list[str]:
    """Give the number, how sure it is, whether it moved, and how many were asked."""
    voice = wording.voice("en")
    period = summary.period
    head = f"{summary.metric.upper()} · {voice.period(period)} ({voice.days(period)})"
    return [head, *_numbers(summary, voice), *funnel(summary, voice)]


def parts(summary: Summary) -> output.Grid:
    """Give the parts of a summary that has some as a table."""
    voice = wording.voice("en")
    return output.Grid(
        headings=(
            summary.segments[0].segment or "",
            summary.metric.value,
            "likely",
            "n",
            "before",
            "verdict",
        ),
        rows=[row(one, one.name or NOBODY, voice) for one in summary.segments],
        numbers=frozenset({1, 2, 3, 4}),
    )


def weeks(summary: Summary, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Give for each of the last weeks, the oldest first, its name and what OF_A_WEEK says."""
    found = periods.weeks_before(summary.period, len(summary.weeks)) if summary.weeks else ()
    for week, score in zip(found, summary.weeks, strict=True):
        name = capital(naming.week(voice, week, summary.period))
        if score is None:
            yield name, "no data", "", "0"
        else:
            likely = "" if score.too_few else _interval(score, voice)
            yield name, _brief(score, voice), likely, voice.number(score.n)


def _of_weeks(summary: Summary) -> output.Grid:
    return output.Grid(
        headings=("week", *OF_A_WEEK),
        rows=[*weeks(summary, wording.voice("en"))],
        numbers=frozenset({1, 2, 3}),
    )


def _numbers(summary: Summary, voice: Voice) -> Iterator[str]:
    if summary.score is None:
        yield "no data"
    else:
        yield f"{_headline(summary.score, voice)}{_caution(summary)}"
        yield " · ".join(f"{score}: {times}" for score, times in summary.score.counts.items())
    yield from past(summary, voice)
    if summary.changed_on is not None:
        yield f"The question changed on {summary.changed_on}; earlier answers are not counted here"
    if spark := bars.spark(summary):
        yield f"Week by week: {spark}"


def past(summary: Summary, voice: Voice) -> Iterator[str]:
    """Say what was before: the period to compare with, and the last weeks together."""
    if summary.previous is not None:
        yield f"{capital(voice.period_before(summary.period))}: {_before(summary, voice)}"
    if summary.recent is not None:
        n = voice.plural("{n} answer", "{n} answers", summary.recent.n)
        yield f"Last {len(summary.weeks)} weeks: {_brief(summary.recent, voice)} ({n})"


def _headline(score: Score, voice: Voice) -> str:
    if score.too_few:
        return f"{score.favourable} of {score.n} {_FAVOURABLE[score.definition.metric]}"
    n = voice.plural("{n} answer", "{n} answers", score.n)
    return f"{_value(score, voice)} · {n} · likely {_interval(score, voice)}"


def funnel(summary: Summary, voice: Voice) -> Iterator[str]:
    """Say how many customers were asked, and how many answered."""
    found = summary.funnel
    if found.helped:
        yield f"Asked {found.asked} of {found.helped} customers helped"
    if found.response_rate is not None:
        rate = voice.percent(found.response_rate)
        yield f"{rate} of {found.delivered} questions answered, {found.open} may still be"


def row(part: Summary, name: str, voice: Voice) -> tuple[str, ...]:
    """Give name, value, likely range, number of answers, value before, and verdict."""
    verdict = _VERDICTS[part.change.verdict] if part.score or part.previous else ""
    before = _brief(part.previous, voice) if part.previous else "no data"
    if part.score is None:
        return name, "no data", "", "0", before, verdict
    likely = "" if part.score.too_few else _interval(part.score, voice)
    return (
        name,
        _brief(part.score, voice),
        likely,
        voice.number(part.n),
        before,
        verdict + _caution(part),
    )


def _before(summary: Summary, voice: Voice) -> str:
    previous = summary.previous
    if previous is None:
        return "no data"
    n = voice.plural("{n} answer", "{n} answers", previous.n)
    then = f"{_brief(previous, voice)} ({n})"
    return then if summary.score is None else f"{then}; {_moved(summary.change, voice)}"


def _moved(change: Change, voice: Voice) -> str:
    verdict = _VERDICTS[change.verdict]
    if change.value is None:
        return verdict
    moved = voice.points(change.value)
    return f"{moved} {'point' if moved[1:] == '1' else 'points'}, {verdict}"


def _caution(summary: Summary) -> str:
    if summary.hidden:
        return " · hidden in Slack"
    if summary.too_few:
        return " · too few for a percentage"
    return " · indicative" if summary.indicative else ""


def _value(score: Score, voice: Voice) -> str:
    return voice.percent(score.exact) if _is_share(score) else voice.points(score.exact)


def _brief(score: Score, voice: Voice) -> str:
    """Give the value, or how many of how many where that is too few for one."""
    return f"{score.favourable} of {score.n}" if score.too_few else _value(score, voice)


def _interval(score: Score, voice: Voice) -> str:
    found: Interval = score.interval
    if _is_share(score):
        return f"{voice.whole(found.low)} to {voice.percent(found.high)}"
    return f"{voice.points(found.low)} to {voice.points(found.high)}"


def _is_share(score: Score) -> bool:
    return score.definition.unit == "percent"


def _remark(said: Said, zone: str) -> tuple[str, ...]:
    day = said.at.astimezone(ZoneInfo(zone)).date().isoformat()
    ticked = ", ".join(reason_list.words(one, "en") for one in said.reasons)
    origin = (day, said.definition.metric.value, str(said.score), said.team, said.subject)
    return *origin, ticked, said.comment


def capital(text: str) -> str:
    """Give a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
