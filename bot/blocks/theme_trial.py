"""What words for a theme would catch, tried before they are kept: counts and a few remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.blocks import inert, kit, remarks
from bot.blocks.message import Block
from bot.wording import Voice
from kpi.store.answer_rows import Said

QUOTED = 5
"""Remarks that are shown of those gained, and of those lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a trial."""

    of: int
    """Remarks on which the words were tried."""
    is_capped: bool
    """Whether there are older ones of the last 90 days."""
    caught: int
    gained: int
    lost: int
    gains: Sequence[Said]
    """A few of those gained, as they may be quoted."""
    losses: Sequence[Said]


def told(say: Voice, tried: Tried, zone: str) -> list[Block]:
    """Tell what the words of a form would catch, and what changes by it.

    Args:
        say: the reader's voice.
        tried: what came of it.
        zone: the workspace's.
    """
    if not tried.of:
        return [kit.section(say("There are no comments of the last 90 days to try them on."))]
    return [
        {"type": "divider"},
        kit.section(" ".join(_counts(say, tried))),
        *_some(say, say("New with these words:"), tried.gains, tried.gained, zone),
        *_some(say, say("No longer, with these words:"), tried.losses, tried.lost, zone),
    ]


def refused(text: str) -> list[Block]:
    """Tell why the words could not be tried, in a sentence that is not escaped."""
    return [{"type": "divider"}, kit.plain_section(inert.verbatim(text, kit.SECTION))]


def _counts(say: Voice, tried: Tried) -> Iterator[str]:
    caught, of = say.number(tried.caught), say.number(tried.of)
    if tried.is_capped:
        yield say(
            "These words catch *{caught}* of the newest {of} comments of the last 90 days.",
            caught=caught,
            of=of,
        )
    else:
        yield say(
            "These words catch *{caught}* of {of} comments of the last 90 days.",
            caught=caught,
            of=of,
        )
    if tried.gained or tried.lost:
        gained, lost = say.number(tried.gained), say.number(tried.lost)
        yield say("New: {gained}. No longer: {lost}.", gained=gained, lost=lost)
    else:
        yield say("The same ones as now.")


def _some(say: Voice, title: str, shown: Sequence[Said], n: int, zone: str) -> Iterator[Block]:
    if not n:
        return
    yield kit.section(f"*{title}*")
    yield from remarks.quotes(say, shown, zone)
    if n > len(shown):
        yield kit.context(say("and {n} more", n=say.number(n - len(shown))))
