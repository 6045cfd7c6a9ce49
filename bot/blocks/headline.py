"""A summary in sentences: the number, how sure it is, whether it moved, and who was heard.

Every line is Slack markup whose own words are escaped; without the stars it is plain text.
"""

from collections.abc import Iterator
from fractions import Fraction

from bot.blocks import averages, bars, desk, figures, goals, naming, others, unusual
from bot.wording import Voice
from kpi import first_contact
from kpi.changes import FEW, Verdict
from kpi.metrics import SERVICE, Kinship
from kpi.scores import Score
from kpi.summary import Figure, Funnel, Summary
from kpi.timings import Timing


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Say everything about a summary, the most important first."""
    yield now(say, summary)
    if summary.hidden:
        return
    yield from desk.spread(say, summary)
    yield from comparison(say, summary)
    yield from unusual.latest(say, summary)
    yield from goals.lines(say, summary)
    yield from weeks(say, summary)
    yield from distribution(say, summary)
    yield from beside(say, summary)
    yield from changed(say, summary)
    yield from funnel(say, summary)
    yield from desk.lines(say, summary)
    yield from others.lines(say, summary)


def now(say: Voice, summary: Summary) -> str:
    """Say the number of the period and how sure it is; counts when it is too small for that."""
    figure = summary.score
    if figure is None:
        return _nothing(say, summary)
    if summary.hidden:
        return _hidden(say, summary)
    if figure.too_few:
        return _too_few(say, summary, figure)
    told = [figures.full(say, figure), figures.likely(say, figure)]
    return " · ".join(filter(None, [*told, *figures.cautions(say, figure)]))


def comparison(say: Voice, summary: Summary) -> Iterator[str]:
    """Say whether it moved since the period before; nothing when there is nothing to compare."""
    before, period = summary.previous, say.period_before(summary.period)
    if before is None:
        return
    if summary.score is None:
        if summary.may_show(before):
            yield f"{naming.begun(period)}: {figures.brief(say, before)}"
    elif summary.change.verdict is Verdict.TOO_FEW or not summary.may_show(before):
        yield _incomparable(say, summary, period)
    elif moved := _moved(say, summary.score, before, period):
        yield f"{moved}: {_verdict(say, summary.change.verdict)}"


def weeks(say: Voice, summary: Summary) -> Iterator[str]:
    """Give the last weeks together and one by one."""
    if summary.recent is None or not summary.may_show(summary.recent):
        return
    together = say(
        "Last {count} weeks: {value}",
        count=len(summary.weeks),
        value=figures.brief(say, summary.recent),
    )
    # A week of a private survey is drawn only where it may be shown: `spark` leaves out small ones.
    yield f"{together}  {bars.spark(summary)}".rstrip()


def changed(say: Voice, summary: Summary) -> Iterator[str]:
    """Say since when the question is as it is, where these numbers would reach further back."""
    if summary.changed_on is None:
        return
    day = say.day(summary.changed_on)
    if summary.metric in SERVICE:
        yield say("Counted differently since {day}; earlier ones are not in this number.", day=day)
    else:
        yield say("The question changed on {day}; earlier answers are not in this number.", day=day)


def distribution(say: Voice, summary: Summary) -> Iterator[str]:
    """Draw how often each score was given; nothing where the few answers were told one by one."""
    score, is_shown = summary.score, not (summary.too_few or summary.hidden)
    if isinstance(score, Score) and is_shown and summary.metric not in SERVICE:
        yield bars.distribution(say, score)


def beside(say: Voice, summary: Summary) -> Iterator[str]:
    """Say what stands in second place, and whether the number has its name only."""
    score = summary.score
    if not isinstance(score, Score) or score.too_few or summary.metric in SERVICE:
        return
    yield from averages.aside(say, score)
    if score.definition.kinship is Kinship.NOT_COMPARABLE:
        yield say(
            "Asked differently from {metric} elsewhere: not comparable with it.",
            metric=naming.metric(summary.metric),
        )


def funnel(say: Voice, summary: Summary) -> Iterator[str]:
    """Say how many customers were asked, and how many answered."""
    found, parts = summary.funnel, list[str]()
    if found.helped:
        parts.append(asked(say, found))
    if found.response_rate is not None and summary.score is not None:
        rate = Fraction(100 * found.answered, found.delivered)
        open_ = say.plural("{n} may still answer", "{n} may still answer", found.open)
        answered = say("{rate} answered", rate=say.percent(rate))
        parts.append(f"{answered}, {open_}" if found.open else answered)
    if parts:
        yield " · ".join(parts)


def asked(say: Voice, found: Funnel) -> str:
    """Say how many of those who could be asked were."""
    n, helped = say.number(found.asked), say.number(found.helped)
    if found.turns == found.helped:
        return say("Asked {asked} of {people} people in campaigns", asked=n, people=helped)
    return say("Asked {asked} of {helped} customers helped", asked=n, helped=helped)


def _nothing(say: Voice, summary: Summary) -> str:
    if summary.metric in SERVICE:
        return desk.nothing(say, summary)
    if summary.funnel.open:
        return say.plural(
            "No answers yet; {n} question is out.",
            "No answers yet; {n} questions are out.",
            summary.funnel.open,
        )
    if not (summary.funnel.helped or summary.funnel.delivered):
        return say("Nobody was asked.")
    return say("No answers.")


def _is_of_tickets(summary: Summary) -> bool:
    return summary.metric in SERVICE and not first_contact.is_said(summary.definition)


def _hidden(say: Voice, summary: Summary) -> str:
    if _is_of_tickets(summary):
        return say(
            "There are fewer than {few} tickets. They stay hidden: so few would judge a person.",
            few=summary.fewest,
        )
    return say(
        "There are fewer than {few} answers. They stay hidden, so that nobody is recognised.",
        few=summary.fewest,
    )


def _too_few(say: Voice, summary: Summary, figure: Figure) -> str:
    counts = figures.counts(say, figure)
    if _is_of_tickets(summary):
        return say("{counts}. Too few for a number; {few} are needed.", counts=counts, few=FEW)
    return say("{counts}. Too few for a number; {few} answers are needed.", counts=counts, few=FEW)


def _incomparable(say: Voice, summary: Summary, period: str) -> str:
    if _is_of_tickets(summary):
        return say("Too few to compare with {period}.", period=period)
    return say("Too few answers to compare with {period}.", period=period)


def _moved(say: Voice, now: Figure, before: Figure, period: str) -> str:
    """Say how a figure moved and what it was; figures of two kinds cannot be compared."""
    if isinstance(now, Timing) and isinstance(before, Timing):
        return _took(say, now, before, period)
    if isinstance(now, Score) and isinstance(before, Score):
        then = f"{figures.value(say, before)}, {figures.counted_in(say, before)}"
        apart = _on_average if now.definition.unit == "score" else _apart
        return f"{apart(say, now.exact - before.exact, period)} ({then})"
    return ""


def _took(say: Voice, now: Timing, before: Timing, period: str) -> str:
    """Compare medians, since these decide whether it was chance; named where they do not lead."""
    then = f"{say.length(before.median)}, {figures.counted_in(say, before)}"
    apart = figures.longer(say, now, before)
    if not now.leads_with_mean:
        same = say("About the same as {period}", period=period)
        longer = say("{apart} than {period}", apart=apart, period=period)
        return f"{longer if apart else same} ({then})"
    if not apart:
        return say("Median about the same as {period} ({then})", period=period, then=then)
    return say(
        "Median {median}, {apart} than {period} ({then})",
        median=say.length(now.median),
        apart=apart,
        period=period,
        then=then,
    )


def _apart(say: Voice, difference: Fraction, period: str) -> str:
    size = say.whole(abs(difference))
    if size == "0":
        return say("About the same as {period}", period=period)
    if difference > 0:
        return say.plural(
            "{n} point above {period}", "{n} points above {period}", int(size), period=period
        )
    return say.plural(
        "{n} point below {period}", "{n} points below {period}", int(size), period=period
    )


def _on_average(say: Voice, difference: Fraction, period: str) -> str:
    if not (size := averages.apart(say, difference)):
        return say("About the same as {period}", period=period)
    if difference > 0:
        return say("{size} above {period}", size=size, period=period)
    return say("{size} below {period}", size=size, period=period)


def _verdict(say: Voice, verdict: Verdict) -> str:
    if verdict in {Verdict.UP, Verdict.DOWN}:
        return say("more than chance")
    return say("could be chance")
