"""From help to answer: how many customers were helped, asked and heard, as bars."""

from collections.abc import Iterator, Sequence

from bot.blocks import bars, headline, kit, naming
from bot.blocks.message import Block
from bot.wording import Voice
from bot.wording.binding import NO_BREAK
from kpi.summary import Funnel, Summary

_WIDEST = 6
_THEN = " \N{RIGHTWARDS ARROW} "


def blocks(say: Voice, found: Sequence[Summary]) -> list[Block]:
    """Show the funnel of each survey that reached somebody; nothing where none did."""
    shown = [one for one in found if one.funnel.asked or one.funnel.delivered]
    if not shown:
        return []
    told = ["\n".join(_of(say, summary)) for summary in shown]
    return [kit.section("\n".join([f"*{say('From help to answer')}*", *told]))]


def _of(say: Voice, summary: Summary) -> Iterator[str]:
    sentences = [*headline.funnel(say, summary)]
    yield f"*{naming.metric(summary.metric)}*  {' '.join(sentences)}"
    yield from _bars(say, summary.funnel)


def _bars(say: Voice, funnel: Funnel) -> Iterator[str]:
    """Draw who was asked among those helped, and who answered among those reached."""
    most = max(funnel.helped, funnel.delivered)
    first = say("in campaigns") if funnel.turns == funnel.helped else say("helped")
    steps = (
        ((first, funnel.helped), (say("asked"), funnel.asked)),
        ((say("received"), funnel.delivered), (say("answered"), funnel.answered)),
    )
    for step in steps:
        drawn = (f"{name}{NO_BREAK}{bars.bar(n, most, _WIDEST)}{say.number(n)}" for name, n in step)
        yield _THEN.join(drawn)
