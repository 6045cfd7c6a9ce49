"""Tickets whose answer and length disagree, each with its link; what others wrote stays inert."""

from collections.abc import Iterator, Sequence

from bot.blocks import inert, kit, naming, room
from bot.blocks.message import Block
from bot.blocks.room import Part
from bot.wording import Voice
from kpi.against_clock import AgainstClock, Case
from kpi.metrics import Metric

_DOT = " · "
_SUBJECT = 100


def parts(say: Voice, against: AgainstClock, letters: int) -> Iterator[Part]:
    """Give the two kinds of tickets, each below its title, as many as fit; none where none are.

    Args:
        say: the reader's voice.
        against: what they disagree with.
        letters: how many characters there is room for.
    """
    for title, cases in _kinds(say, against):
        head = Part([kit.rich_line([kit.words(title, bold=True)])], title)
        told = [head, *(_told(say, against, one) for one in cases)]
        fit = room.fitting(told, letters // 2)
        if len(fit) > 1:
            lines = [line for one in fit for line in one.blocks]
            yield Part([kit.rich_text(*lines)], "\n".join(one.line for one in fit))


def _told(say: Voice, against: AgainstClock, case: Case) -> Part:
    """Give a ticket as a line of rich text, and as the same in a message's text, escaped."""
    drawn = [*_parts(say, against, case)]
    text = "".join(part["text"] for part in drawn)
    return Part([kit.rich_line(drawn)], inert.escaped(text, kit.SECTION))


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
