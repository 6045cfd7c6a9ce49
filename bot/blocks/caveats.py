"""What a reader of several numbers, or of many weeks, may overlook."""

from collections.abc import Iterator, Sequence

from bot.blocks import naming
from bot.wording import Voice
from kpi import look_back
from kpi.metrics import Definition
from kpi.query import Query
from kpi.summary import Summary


def lines(say: Voice, found: Sequence[Summary], query: Query) -> Iterator[str]:
    """Say what stands below the answer to a question; of all metrics together it goes unsaid."""
    if not query.is_everything:
        yield from _scales(say, found)
    if shown := look_back.other_length(query):
        yield say(
            "A trend shows {fewest} to {most} weeks: here it is {count}.",
            fewest=look_back.FEWEST,
            most=look_back.MOST,
            count=shown,
        )


def _scales(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    """Warn of numbers that look alike, and are shares or means of different scales."""
    told = [one for one in found if one.score is not None]
    if len({_scale(one) for one in told}) > 1:
        yield say(
            "{metrics} are not on one scale: compare each with its own past, not with each other.",
            metrics=say.several([naming.metric(one.metric) for one in told]),
        )


def _scale(summary: Summary) -> tuple[object, ...]:
    definition = summary.definition
    if isinstance(definition, Definition):
        return definition.unit, definition.low, definition.high
    return (definition.unit,)
