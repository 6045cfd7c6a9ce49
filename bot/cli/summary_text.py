"""A summary on paper: one line for the number, a few under it, and a table of the parts."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from bot import wording
from bot.blocks import bars, desk, figures, goals, headline, naming, others, scale, unusual
from bot.cli import output
from bot.wording import Voice
from kpi import periods
from kpi.changes import Verdict
from kpi.metrics import SERVICE
from kpi.summary import Figure, Summary
from kpi.timings import Timing

NOBODY = "(none)"
"""What stands for the empty segment."""
OF_A_WEEK = ("value", "likely", "answers")
"""What is said of each week, after its name."""
_LONGER = {Verdict.UP: "longer", Verdict.DOWN: "shorter"}
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
        for line in lines(summary, with_weeks=with_weeks):
            output.say(line)
        if with_weeks:
            output.say("")
            for line in unusual.lines(wording.voice("en"), summary):
                output.say(line)
            output.show(_of_weeks(summary))
        if summary.segments:
            output.say("")
            output.show(parts(summary))


def lines(summary: Summary, *, with_weeks: bool = False) -> list[str]:
    """Give the number, how sure it is, whether it moved, and how many were asked.

    With its weeks below, what is usual is told there.
    """
    voice = wording.voice("en")
    period = summary.period
    head = f"{summary.metric.upper()} · {naming.full(voice, period)}"
    around = [*desk.lines(voice, summary), *others.lines(voice, summary)]
    return [
        head,
        *_numbers(summary, voice, with_weeks=with_weeks),
        *funnel(summary, voice),
        *around,
    ]


def parts(summary: Summary) -> output.Grid:
    """Give the parts of a summary that has some as a table."""
    voice = wording.voice("en")
    first = summary.segments[0].segment or ""
    return output.Grid(
        headings=(
            *(first, summary.metric.value, "likely", "n", "before", "verdict"),
            *of_tickets(summary.segments[0]),
        ),
        rows=[
            (*row(one, named(voice, one), voice), *tickets(one, voice)) for one in summary.segments
        ],
        numbers=frozenset({1, 2, 3, 4, 6, 7}),
    )


def of_tickets(part: Summary) -> tuple[str, ...]:
    """Name what `tickets` says of each part like this one, after everything else."""
    found = part.desk
    if found is None or part.segment == "agent":
        return ()
    if found.open is not None:
        return "open", "reopened"
    return ("waiting",) if found.waiting is not None else ()


def tickets(part: Summary, voice: Voice) -> tuple[str, ...]:
    """Give how many tickets are open and came back, or wait for a reply."""
    return tuple(voice.number(getattr(part.desk, name) or 0) for name in of_tickets(part))


def named(voice: Voice, part: Summary) -> str:
    """Name a part of a summary, as in Slack."""
    return naming.value(voice, part.segment or "", part.name or "") or NOBODY


def weeks(summary: Summary, voice: Voice) -> Iterator[tuple[str, ...]]:
    """Give for each of the last weeks, from the first that has any answers, what OF_A_WEEK says."""
    found = periods.weeks_before(summary.period, len(summary.weeks)) if summary.weeks else ()
    told = zip(found, summary.weeks, strict=True)
    for week, score in dropwhile(lambda one: one[1] is None, told):
        name = naming.begun(naming.week(voice, week, summary.period))
        if score is None:
            yield name, "no data", "", "0"
        else:
            likely = "" if score.too_few else figures.reach(voice, score)
            yield name, _brief(score, voice), likely, voice.number(score.n)


def _of_weeks(summary: Summary) -> output.Grid:
    return output.Grid(
        headings=("week", *OF_A_WEEK),
        rows=[*weeks(summary, wording.voice("en"))],
        numbers=frozenset({1, 2, 3}),
    )


def _numbers(summary: Summary, voice: Voice, *, with_weeks: bool) -> Iterator[str]:
    if summary.score is None:
        yield desk.nothing(voice, summary) if summary.desk and summary.desk.said else "no data"
    else:
        yield f"{_headline(summary.score, voice)}{_caution(summary)}"
        yield from _spread(summary, voice)
    yield from past(summary, voice)
    if not with_weeks:
        yield from unusual.latest(voice, summary)
    yield from goals.lines(voice, summary)
    if summary.changed_on is not None:
        is_service = summary.metric in SERVICE
        what = "It is counted otherwise since" if is_service else "The question changed on"
        yield f"{what} {summary.changed_on}; what was before is not counted here"
    if spark := bars.spark(summary):
        yield f"Week by week: {spark}"


def past(summary: Summary, voice: Voice) -> Iterator[str]:
    """Say what was before: the period to compare with, and the last weeks together."""
    if summary.previous is not None:
        yield f"{naming.begun(voice.period_before(summary.period))}: {_before(summary, voice)}"
    if summary.recent is not None:
        n = figures.counted_in(voice, summary.recent)
        yield f"Last {len(summary.weeks)} weeks: {_brief(summary.recent, voice)} ({n})"


def _spread(summary: Summary, voice: Voice) -> Iterator[str]:
    """Say how answers are spread, or how lengths lie around the one that leads."""
    if isinstance(summary.score, Timing):
        yield from (naming.begun(line) for line in desk.spread(voice, summary))
    elif summary.score is not None and summary.metric in SERVICE:
        yield from [] if summary.too_few else [figures.counts(voice, summary.score)]
    elif summary.score is not None:
        definition, counts = summary.score.definition, summary.score.counts
        named = {scale.short(voice, definition, given): times for given, times in counts.items()}
        yield " · ".join(f"{given}: {times}" for given, times in named.items())
        yield from headline.beside(voice, summary)


def _headline(figure: Figure, voice: Voice) -> str:
    if figure.too_few:
        return figures.counts(voice, figure)
    n, reach = figures.counted_in(voice, figure), figures.reach(voice, figure)
    return " · ".join([figures.value(voice, figure), n, *([f"likely {reach}"] if reach else [])])


def funnel(summary: Summary, voice: Voice) -> Iterator[str]:
    """Say how many customers were asked, and how many answered."""
    found = summary.funnel
    if found.helped:
        whom = "people in campaigns" if found.turns == found.helped else "customers helped"
        yield f"Asked {voice.number(found.asked)} of {voice.number(found.helped)} {whom}"
    if found.response_rate is not None:
        rate = voice.percent(found.response_rate)
        delivered = voice.number(found.delivered)
        waiting = f", {voice.number(found.open)} may still be" if found.open else ""
        yield f"{rate} of {delivered} questions answered{waiting}"


def row(part: Summary, name: str, voice: Voice) -> tuple[str, ...]:
    """Give name, value, likely range, number of answers, value before, and verdict."""
    verdict = _verdict(part) if part.score or part.previous else ""
    before = _brief(part.previous, voice) if part.previous else "no data"
    if part.score is None:
        return name, "no data", "", "0", before, verdict
    likely = "" if part.score.too_few else figures.reach(voice, part.score)
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
    then = f"{_brief(previous, voice)} ({figures.counted_in(voice, previous)})"
    return then if summary.score is None else f"{then}; {_moved(summary, voice)}"


def _moved(summary: Summary, voice: Voice) -> str:
    change, verdict = summary.change, _verdict(summary)
    if change.value is None:
        return verdict
    if isinstance(summary.score, Timing) and isinstance(summary.previous, Timing):
        apart = figures.longer(voice, summary.score, summary.previous) or "about the same"
        return f"median {apart}, {_VERDICTS[change.verdict]}"
    if summary.definition.unit == "score":
        return f"{figures.signed(voice, 'score', change.value)}, {verdict}"
    moved = voice.points(change.value)
    return f"{moved} {'point' if moved[1:] == '1' else 'points'}, {verdict}"


def _verdict(summary: Summary) -> str:
    verdict = summary.change.verdict
    in_words = _LONGER.get(verdict) if summary.definition.unit == "seconds" else None
    return in_words or _VERDICTS[verdict]


def _caution(summary: Summary) -> str:
    if summary.hidden:
        return " · hidden in Slack"
    if summary.too_few:
        return (
            " · too few for a number"
            if summary.metric in SERVICE
            else " · too few for a percentage"
        )
    return " · indicative" if summary.indicative else ""


def _brief(figure: Figure, voice: Voice) -> str:
    """Give the value, or how many of how many where that is too few for one."""
    if not figure.too_few:
        return figures.value(voice, figure)
    return "too few" if isinstance(figure, Timing) else f"{figure.favourable} of {figure.n}"
