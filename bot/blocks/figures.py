"""One number in words, whatever it measures: how much, of how many, how sure, and how it moved."""

from collections.abc import Mapping
from fractions import Fraction

from bot.blocks import averages
from bot.wording import Voice, sentence
from kpi.changes import Verdict
from kpi.metrics import Metric
from kpi.scores import Score
from kpi.summary import Figure
from kpi.timings import Timing

_SHARES: Mapping[Metric, str] = {
    Metric.CSAT: sentence("*{value}* satisfied"),
    Metric.CES: sentence("*{value}* found it easy"),
    Metric.FCR: sentence("*{value}* solved at the first contact"),
}
_FEW: Mapping[Metric, str] = {
    Metric.CSAT: sentence("{few} of {n} satisfied"),
    Metric.CES: sentence("{few} of {n} found it easy"),
    Metric.FCR: sentence("{few} of {n} solved at the first contact"),
}
_MEDIAN, _MEAN = sentence("*{value}* median"), sentence("*{value}* on average")


def value(say: Voice, figure: Figure) -> str:
    """Give a figure as a number: 84 %, +25 or 12 min."""
    if isinstance(figure, Timing):
        return say.length(figure.value)
    return number(say, figure.definition.unit, figure.exact)


def number(say: Voice, unit: str, value: float | Fraction) -> str:
    """Give a value by itself, such as a limit, in the unit of a definition."""
    match unit:
        case "seconds":
            return say.length(float(value))
        case "score":
            return say.mean(float(value))
        case "points":
            return say.points(value)
        case _:
            return say.percent(value)


def counted(say: Voice, metric: Metric, n: int) -> str:
    """Say of how many of what a metric tells: 49 answers, 41 replies."""
    match metric:
        case Metric.FRT:
            return say.plural("{n} reply", "{n} replies", n)
        case Metric.ART:
            return say("{n} solved", n=say.number(n))
        case Metric.FCR:
            return say.plural("{n} ticket", "{n} tickets", n)
        case _:
            return say.plural("{n} answer", "{n} answers", n)


def counted_in(say: Voice, figure: Figure) -> str:
    """Say of how many of what a figure tells."""
    return counted(say, figure.definition.metric, figure.n)


def counts(say: Voice, figure: Figure) -> str:
    """Say what few answers or lengths are, without a share or a middle."""
    if isinstance(figure, Timing):
        n = counted_in(say, figure)
        return say("{n}, the longest {length}", n=n, length=say.length(figure.longest))
    if figure.definition.formula == "net":
        groups = (
            say.plural("{n} promoter", "{n} promoters", figure.favourable),
            say.plural("{n} passive", "{n} passives", figure.neutral),
            say.plural("{n} detractor", "{n} detractors", figure.unfavourable),
        )
        return ", ".join(groups)
    few, n = say.number(figure.favourable), say.number(figure.n)
    return say(_FEW[figure.definition.metric], few=few, n=n)


def few(say: Voice, figure: Figure) -> str:
    """Give the same for a table: 3 of 4."""
    if isinstance(figure, Timing) or figure.definition.formula == "net":
        return say("too few")
    return say("{few} of {n}", few=figure.favourable, n=figure.n)


def brief(say: Voice, figure: Figure) -> str:
    """Give a figure with its n; counts when it is too small for a number."""
    if figure.too_few:
        return counts(say, figure)
    return f"{value(say, figure)} ({counted_in(say, figure)})"


def full(say: Voice, figure: Figure) -> str:
    """Give a figure of enough answers or lengths with what it is and of how many, in bold."""
    shown, n = value(say, figure), counted_in(say, figure)
    if isinstance(figure, Timing):
        middle = _MEAN if figure.leads_with_mean else _MEDIAN
        return f"{say(middle, value=shown)} · {n}"
    if figure.definition.formula == "net":
        return f"*{shown}* · {n} ({counts(say, figure)})"
    if figure.definition.formula == "mean":
        return f"{averages.full(say, figure)} · {n}"
    return f"{say(_SHARES[figure.definition.metric], value=shown)} · {_of_all(say, figure)}"


def likely(say: Voice, figure: Figure) -> str:
    """Give the range in which the value for everybody probably lies; empty where there is none."""
    ends = _ends(say, figure)
    if ends is None:
        return ""
    if figure.definition.unit == "percent":
        return say("likely between {low} and {high} %", low=ends[0], high=ends[1])
    return say("likely between {low} and {high}", low=ends[0], high=ends[1])


def reach(say: Voice, figure: Figure) -> str:
    """Give the same range for a table: 71 to 91 %; empty where there is none."""
    ends = _ends(say, figure)
    if ends is None:
        return ""
    told = say("{low} to {high}", low=ends[0], high=ends[1])
    return f"{told} %" if figure.definition.unit == "percent" else told


def moved(say: Voice, now: Figure, before: Figure, verdict: Verdict) -> str:
    """Say in a table by how much a figure moved, where that is not chance."""
    if verdict in {Verdict.UP, Verdict.DOWN}:
        return f"{_difference(say, now, before)}, {say('more than chance')}"
    if verdict is Verdict.COULD_BE_CHANCE:
        return say("could be chance")
    return say("too few")


def signed(say: Voice, unit: str, difference: float | Fraction) -> str:
    """Give by how much a number moved, with its sign, in points or on the scale of an average."""
    return averages.signed(say, difference) if unit == "score" else say.points(difference)


def longer(say: Voice, now: Timing, before: Timing) -> str:
    """Say how much longer or shorter the median is; empty where it shows as the same."""
    apart = say.length(abs(now.median - before.median))
    if say.length(now.median) == say.length(before.median):
        return ""
    return (
        say("{length} longer", length=apart)
        if now.median > before.median
        else say("{length} shorter", length=apart)
    )


def _of_all(say: Voice, score: Score) -> str:
    few = say.number(score.favourable)
    if score.definition.metric is Metric.FCR:
        return say.plural("{few} of {n} ticket", "{few} of {n} tickets", score.n, few=few)
    return say.plural("{few} of {n} answer", "{few} of {n} answers", score.n, few=few)


def _ends(say: Voice, figure: Figure) -> tuple[str, str] | None:
    if figure.interval is None:
        return None
    shown = {"seconds": say.length, "points": say.points, "percent": say.whole, "score": say.mean}
    show = shown[figure.definition.unit]
    return show(figure.interval.low), show(figure.interval.high)


def _difference(say: Voice, now: Figure, before: Figure) -> str:
    """Give points with their sign, or how much longer it takes; both figures are of one kind."""
    if isinstance(now, Timing) and isinstance(before, Timing):
        return longer(say, now, before)
    if isinstance(now, Score) and isinstance(before, Score):
        return signed(say, now.definition.unit, now.exact - before.exact)
    return ""
