"""What late answers change: that numbers may still move, and that some did since they were told."""

from collections.abc import Iterator, Sequence

from bot.blocks import figures, naming
from bot.wording import Voice
from kpi.summary import Summary


def lines(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    """Say that the numbers may still change, while somebody may still answer."""
    out = sum(summary.funnel.open for summary in found)
    if out:
        yield say.plural(
            "Provisional: {n} question is still open. The next digest says if a number moved.",
            "Provisional: {n} questions are still open. The next digest says if a number moved.",
            out,
        )


def restated(say: Voice, summary: Summary, told: float | None) -> Iterator[str]:
    """Say that the number of the period before is another now than was told, where that shows."""
    if told is None or summary.previous is None:
        return
    then = figures.number(say, summary.definition.unit, told)
    now = figures.value(say, summary.previous)
    if then != now:
        period = naming.begun(say.period_before(summary.period))
        yield say(
            "{period} was told as {then}; it is {now} now.", period=period, then=then, now=now
        )
