"""A number beside its target: in a sentence, and in a cell of a table."""

from collections.abc import Iterator, Mapping

from bot.blocks import figures
from bot.wording import Voice, sentence
from kpi import goals
from kpi.goals import Reach
from kpi.scores import Score
from kpi.summary import Summary
from kpi.timings import Timing

_WORDS: Mapping[Reach, tuple[str, ...]] = {
    Reach.REACHED: (sentence("reached"), sentence("more than chance")),
    Reach.MISSED: (sentence("not reached"), sentence("more than chance")),
    Reach.EITHER: (sentence("could be chance"),),
}
_CELLS: Mapping[Reach, str] = {
    Reach.REACHED: sentence("{target}: reached"),
    Reach.MISSED: sentence("{target}: not reached"),
    Reach.EITHER: sentence("{target}: too close to tell"),
    Reach.TOO_FEW: sentence("{target}: too few to tell"),
}


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Say how far a number is from its target, and whether chance explains that.

    Nothing without a target or where the number must stay hidden.
    """
    if summary.target is None or summary.score is None or summary.hidden:
        return
    reach = goals.reach(summary)
    if summary.too_few or reach is Reach.TOO_FEW:
        target = figures.number(say, summary.definition.unit, summary.target)
        yield say("Target {target}: too few to tell.", target=target)
        return
    apart = _apart(say, summary, summary.target)
    if reach is None:  # All answers are the same, so there is no range of their mean.
        yield f"{named(say, summary)}: {apart or say('right on it')}"
        return
    *before, chance = (say(word) for word in _WORDS[reach])
    told = [*before, apart, chance] if apart else [*before, say("right on it")]
    yield f"{named(say, summary)}: {', '.join(told)}"


def named(say: Voice, summary: Summary) -> str:
    """Name the target of a summary; empty without one."""
    if summary.target is None:
        return ""
    target = figures.number(say, summary.definition.unit, summary.target)
    return say("Target {target}", target=target)


def cell(say: Voice, summary: Summary) -> str:
    """Say the same for a table, without by how much; empty without a target."""
    if summary.target is None:
        return ""
    target = figures.number(say, summary.definition.unit, summary.target)
    reach = Reach.TOO_FEW if summary.too_few else goals.reach(summary)
    return say(_CELLS[reach], target=target) if reach and not summary.hidden else target


def _apart(say: Voice, summary: Summary, target: float) -> str:
    """Say by how much a number is beside its target; empty where they show as the same."""
    match summary.score:
        case Timing() as timing:
            return _longer(say, timing.value, target)
        case Score() as score if score.definition.unit == "score":
            return _higher(say, score.value - target)
        case Score() as score:
            return _above(say, float(score.exact) - target)
        case _:
            return ""


def _longer(say: Voice, value: float, target: float) -> str:
    return figures.longer_by(say, value, target)


def _higher(say: Voice, apart: float) -> str:
    size = say.mean(abs(apart))
    if size == say.mean(0):
        return ""
    return say("{size} higher", size=size) if apart > 0 else say("{size} lower", size=size)


def _above(say: Voice, apart: float) -> str:
    points = int(say.whole(abs(apart)))
    if not points:
        return ""
    if apart > 0:
        return say.plural("{n} point above", "{n} points above", points)
    return say.plural("{n} point below", "{n} points below", points)
