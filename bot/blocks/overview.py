"""Many metrics in one answer: each its number, whether that moved, and whom to look after."""

from collections.abc import Iterator, Sequence

from bot.blocks import desk, goals, headline, naming, unusual
from bot.wording import Voice
from kpi.summary import Summary

FROM = 4
"""Metrics from which on an answer keeps to this; of fewer more is told."""


def paragraphs(say: Voice, found: Sequence[Summary]) -> Iterator[str]:
    """Give a paragraph for each metric; those of which there is nothing to tell share a line."""
    for one in found:
        if lines := [*_lines(say, one)]:
            yield "\n".join(lines)
    for told, names in _without(say, found).items():
        yield f"{', '.join(f'*{name}*' for name in names)}  {told}"


def notes(say: Voice, found: Sequence[Summary]) -> list[str]:
    """Give what must be known to read the numbers, each once."""
    told = (
        (naming.metric(one.metric), note)
        for one in found
        if one.score is not None
        for note in (*headline.changed(say, one), *desk.notes(say, one))
    )
    names: dict[str, list[str]] = {}
    for name, note in told:
        names.setdefault(note, []).append(name)
    return [f"{', '.join(of)} · {note}" for note, of in names.items()]


def _lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Give a metric's lines; none where it has no number and nobody waits."""
    going_on = [*desk.going_on(say, summary)]
    if summary.score is None and not going_on:
        return
    yield f"*{naming.metric(summary.metric)}*  {headline.now(say, summary)}"
    if summary.score is not None and not summary.hidden:
        yield from headline.comparison(say, summary)
        yield from unusual.latest(say, summary)
        yield from goals.lines(say, summary)
        yield from headline.funnel(say, summary)
    yield from going_on


def _without(say: Voice, found: Sequence[Summary]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for one in found:
        if one.score is None and not [*desk.going_on(say, one)]:
            names.setdefault(headline.now(say, one), []).append(naming.metric(one.metric))
    return names
