"""What a reader of several numbers, or of many weeks, may overlook."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import examples, inert, naming
from bot.wording import Voice
from kpi import look_back
from kpi.metrics import Definition
from kpi.query import Query, View
from kpi.summary import Summary

_LONGEST_EXAMPLE = 300


def lines(
    say: Voice, found: Sequence[Summary], query: Query, *, leads: bool = False
) -> Iterator[str]:
    """Say what stands below the answer to a question.

    Args:
        say: the reader's voice.
        found: one summary a metric.
        query: what was asked; of all metrics together scales go unsaid.
        leads: whether the reader may look at what was asked for by hand.
    """
    yield from _by_hand(say, found, query, leads=leads)
    if any(one.only_apart for one in found):
        yield _only_apart(say, query)
    if not query.is_everything:
        yield from _scales(say, found)
    if shown := look_back.other_length(query):
        yield say(
            "A trend shows {fewest} to {most} weeks: here it is {count}.",
            fewest=look_back.FEWEST,
            most=look_back.MOST,
            count=shown,
        )


def _by_hand(say: Voice, found: Sequence[Summary], query: Query, *, leads: bool) -> Iterator[str]:
    """Say that there are answers after all, where those asked for by hand are the only ones."""
    apart = [one for one in found if one.by_hand]
    if not (count := sum(one.by_hand for one in apart)):
        return
    told = say.plural(
        "{n} answer that was asked for by hand stands apart",
        "{n} answers that were asked for by hand stand apart",
        count,
    )
    metrics, filters = tuple(one.metric for one in apart), {**query.filters, "trigger": "hand"}
    asked = replace(query, metrics=metrics, filters=filters, by=None, view=View.SUMMARY)
    yield f"{told}: `/kpi {_example(say, asked)}`" if leads else f"{told}."


def _only_apart(say: Voice, query: Query) -> str:
    """Say that it is the filters together that meet nothing."""
    named = [naming.scope(say, {name: filed}) for name, filed in query.filters.items()]
    return say(
        "Nothing is filed under {filters} together, only under each by itself.",
        filters=say.several(named),
    )


def _example(say: Voice, query: Query) -> str:
    return inert.escaped(examples.worded(say, query.text.replace("&amp;", "&")), _LONGEST_EXAMPLE)


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
