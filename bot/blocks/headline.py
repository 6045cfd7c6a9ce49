"""A summary in sentences: the number, how sure it is, whether it moved, and who was heard.

Every line is Slack markup whose own words are escaped; without the stars it is plain text.
"""

from collections.abc import Iterator
from fractions import Fraction

from bot.blocks import bars, naming
from bot.wording import Voice
from kpi.changes import FEW, Verdict
from kpi.metrics import Metric
from kpi.scores import Score
from kpi.summary import Summary


def value(say: Voice, score: Score) -> str:
    """Give a score as a number: 84 % or +25."""
    if score.definition.unit == "points":
        return say.points(score.exact)
    return say.percent(score.exact)


def answers(say: Voice, n: int) -> str:
    return say.plural("{n} answer", "{n} answers", n)


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Say everything about a summary, the most important first."""
    yield now(say, summary)
    if summary.hidden:
        return
    yield from comparison(say, summary)
    yield from weeks(say, summary)
    yield from distribution(summary)
    yield from changed(say, summary)
    yield from funnel(say, summary)


def now(say: Voice, summary: Summary) -> str:
    """Say the number of the period and how sure it is; counts when it is too small for that."""
    score = summary.score
    if score is None:
        return _nothing(say, summary)
    if summary.hidden:
        return say(
            "There are fewer than {few} answers. They stay hidden, so that nobody is recognised.",
            few=summary.fewest,
        )
    if score.too_few:
        return say(
            "{counts}. Too few for a number; {few} answers are needed.",
            counts=counts(say, score),
            few=FEW,
        )
    parts = [_share(say, score), likely(say, score)]
    return " · ".join([*parts, *([say("indicative")] if score.indicative else [])])


def counts(say: Voice, score: Score) -> str:
    """Give how many of how many, without a percentage."""
    if score.definition.formula == "net":
        groups = (
            say.plural("{n} promoter", "{n} promoters", score.favourable),
            say.plural("{n} passive", "{n} passives", score.neutral),
            say.plural("{n} detractor", "{n} detractors", score.unfavourable),
        )
        return ", ".join(groups)
    few, n = say.number(score.favourable), say.number(score.n)
    if score.definition.metric is Metric.CES:
        return say("{few} of {n} found it easy", few=few, n=n)
    return say("{few} of {n} satisfied", few=few, n=n)


def brief(say: Voice, score: Score) -> str:
    """Give a score with its number of answers; counts when it is too small for a number."""
    if score.too_few:
        return counts(say, score)
    return f"{value(say, score)} ({answers(say, score.n)})"


def likely(say: Voice, score: Score) -> str:
    """Give the range in which the value for all customers probably lies."""
    low, high = score.interval.low, score.interval.high
    if score.definition.unit == "points":
        return say("likely between {low} and {high}", low=say.points(low), high=say.points(high))
    return say("likely between {low} and {high} %", low=say.whole(low), high=say.whole(high))


def comparison(say: Voice, summary: Summary) -> Iterator[str]:
    """Say whether it moved since the period before; nothing when there is nothing to compare."""
    before, period = summary.previous, say.period_before(summary.period)
    if before is None:
        return
    if summary.score is None:
        if summary.may_show(before):
            yield f"{naming.begun(period)}: {brief(say, before)}"
    elif summary.change.verdict is Verdict.TOO_FEW or not summary.may_show(before):
        yield say("Too few answers to compare with {period}.", period=period)
    else:
        moved = _moved(say, summary.score.exact - before.exact, period)
        then = f"{value(say, before)}, {answers(say, before.n)}"
        yield f"{moved} ({then}): {_verdict(say, summary.change.verdict)}"


def weeks(say: Voice, summary: Summary) -> Iterator[str]:
    """Give the last thirteen weeks together and one by one."""
    if summary.recent is None or not summary.may_show(summary.recent):
        return
    together = say(
        "Last {count} weeks: {value}", count=len(summary.weeks), value=brief(say, summary.recent)
    )
    # A week of a private survey is drawn only where it may be shown: `spark` leaves out small ones.
    yield f"{together}  {bars.spark(summary)}".rstrip()


def changed(say: Voice, summary: Summary) -> Iterator[str]:
    """Say since when the question is as it is, where these numbers would reach further back."""
    if summary.changed_on is not None:
        day = say.day(summary.changed_on)
        yield say("The question changed on {day}; earlier answers are not in this number.", day=day)


def distribution(summary: Summary) -> Iterator[str]:
    """Draw how often each score was given; nothing where the few answers were told one by one."""
    if summary.score is not None and not summary.too_few and not summary.hidden:
        yield bars.distribution(summary.score)


def funnel(say: Voice, summary: Summary) -> Iterator[str]:
    """Say how many customers were asked, and how many answered."""
    found, parts = summary.funnel, list[str]()
    if found.helped:
        asked, helped = say.number(found.asked), say.number(found.helped)
        parts.append(say("Asked {asked} of {helped} customers helped", asked=asked, helped=helped))
    if found.response_rate is not None and summary.score is not None:
        rate = Fraction(100 * found.answered, found.delivered)
        open_ = say.plural("{n} may still answer", "{n} may still answer", found.open)
        answered = say("{rate} answered", rate=say.percent(rate))
        parts.append(f"{answered}, {open_}" if found.open else answered)
    if parts:
        yield " · ".join(parts)


def _nothing(say: Voice, summary: Summary) -> str:
    if summary.funnel.open:
        return say.plural(
            "No answers yet; {n} question is out.",
            "No answers yet; {n} questions are out.",
            summary.funnel.open,
        )
    return say("No answers.")


def _share(say: Voice, score: Score) -> str:
    shown, n = value(say, score), answers(say, score.n)
    if score.definition.formula == "net":
        return f"*{shown}* · {n} ({counts(say, score)})"
    few = say.plural(
        "{few} of {n} answer",
        "{few} of {n} answers",
        score.n,
        few=say.number(score.favourable),
    )
    if score.definition.metric is Metric.CES:
        return say("*{value}* found it easy · {few}", value=shown, few=few)
    return say("*{value}* satisfied · {few}", value=shown, few=few)


def _moved(say: Voice, difference: Fraction, period: str) -> str:
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


def _verdict(say: Voice, verdict: Verdict) -> str:
    if verdict in {Verdict.UP, Verdict.DOWN}:
        return say("more than chance")
    return say("could be chance")
