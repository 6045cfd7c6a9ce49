"""Tickets whose answer and length disagree, each with its link; what others wrote stays inert."""

from collections.abc import Iterator, Sequence

from bot.blocks import inert, kit, naming
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.against_clock import AgainstClock, Case
from kpi.metrics import Metric

_DOT = " · "
_SUBJECT = 100


def blocks(say: Voice, against: AgainstClock) -> Iterator[Block]:
    """Give a block for each of the two kinds of tickets, none where there are none."""
    for title, cases in _kinds(say, against):
        lines = [kit.rich_line([kit.words(title, bold=True)])]
        lines += [kit.rich_line([*_parts(say, against, one)]) for one in cases]
        yield kit.rich_text(*lines)


def lines(say: Voice, against: AgainstClock) -> Iterator[str]:
    """Give the same as lines for a message's text, escaped."""
    for title, cases in _kinds(say, against):
        yield title
        for one in cases:
            told = "".join(part["text"] for part in _parts(say, against, one))
            yield inert.escaped(told, kit.SECTION)


def _kinds(say: Voice, against: AgainstClock) -> Iterator[tuple[str, Sequence[Case]]]:
    if against.fast_unhappy:
        yield say("Fast but unhappy, the latest"), against.fast_unhappy
    if against.slow_happy:
        yield say("Slow but happy, the latest"), against.slow_happy


def _parts(say: Voice, against: AgainstClock, case: Case) -> Iterator[Block]:
    yield kit.words(say("{score} of {high}", score=case.score, high=against.definition.high))
    length = say.length(case.seconds)
    took = say("reply in {length}", length=length)
    if against.clock is Metric.ART:
        took = say("solved in {length}", length=length)
    for part in (took, inert.line(case.team, naming.LONGEST)):
        if part:
            yield kit.words(f"{_DOT}{part}")
    yield kit.words(_DOT)
    subject = inert.line(case.subject, _SUBJECT) or say("ticket")
    yield kit.link(subject, case.url)
