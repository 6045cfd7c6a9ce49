"""How far silence could move a number, in a line beside a file of what it is made of."""

from collections.abc import Iterator, Sequence

from bot.blocks import figures, naming
from bot.wording import Voice
from kpi import extremes
from kpi.summary import Summary


def lines(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    """Say of each number between what it lies, whatever the silent would have answered.

    Nothing is said of numbers that are hidden or of too few answers, or where nobody was silent.
    """
    for summary in found:
        bounds, figure = extremes.of(summary), summary.score
        if bounds is None or figure is None or not bounds.silent:
            continue
        if summary.hidden or summary.too_few:
            continue
        unit = summary.definition.unit
        yield say(
            "{metric} is {value}. Had everybody answered, it would be between {worst} and {best}: "
            "{silent} did not.",
            metric=naming.metric(summary.metric),
            value=figures.value(say, figure),
            silent=say.number(bounds.silent),
            worst=figures.number(say, unit, bounds.worst),
            best=figures.number(say, unit, bounds.best),
        )
