"""Published figures of others below a number: always with date and source, never as a verdict."""

from collections.abc import Iterator

from bot.wording import Voice
from kpi.benchmarks import Benchmark
from kpi.summary import Summary


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Tell the figures that are beside a summary; nothing where its own must stay hidden."""
    if not summary.hidden:
        yield from (_line(say, one) for one in summary.benchmarks)


def _line(say: Voice, one: Benchmark) -> str:
    spoken = {
        name: getattr(one, name)[say.language]
        for name in ("population", "date", "figure", "source")
    }
    return say("Elsewhere ({population}; {date}): {figure}. Source: {source}.", **spoken)
