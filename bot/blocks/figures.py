"""One number in words, whatever it measures: how much, of how many, how sure, and how it moved."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bot.blocks import averages
from bot.wording import Voice, binding, lengths, sentence
from kpi import first_contact
from kpi.changes import Verdict
from kpi.intervals import Interval
from kpi.metrics import Kinship, Metric
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
_SAID = sentence("*{value}* say it was solved the first time")
_FEW_SAID = sentence("{few} of {n} say it was solved the first time")
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
    if first_contact.is_said(figure.definition):
        return say.plural("{n} answer", "{n} answers", figure.n)
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
    is_said = first_contact.is_said(figure.definition)
    return say(_FEW_SAID if is_said else _FEW[figure.definition.metric], few=few, n=n)


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
    is_said = first_contact.is_said(figure.definition)
    what = _SAID if is_said else _SHARES[figure.definition.metric]
    return f"{say(what, value=shown)} · {_of_all(say, figure)}"


def cautions(say: Voice, figure: Figure) -> Iterator[str]:
    """Say in a word each what a figure must not be taken for."""
    if figure.indicative:
        yield say("indicative")
    if isinstance(figure, Score) and figure.definition.kinship is Kinship.NOT_COMPARABLE:
        yield say("not comparable")


def likely(say: Voice, figure: Figure) -> str:
    """Give the range in which the value for everybody probably lies; empty where there is none."""
    return between(say, figure.definition.unit, figure.interval)


def between(say: Voice, unit: str, interval: Interval | None) -> str:
    """Say the same of a range in a unit."""
    if interval is None:
        return ""
    low, high = _ends(say, unit, interval)
    if unit == "percent":
        return say("likely between {low} and {high} %", low=low, high=high)
    return say("likely between {low} and {high}", low=low, high=high)


def reach(say: Voice, figure: Figure) -> str:
    """Give the same range for a table: 71 to 91 %; empty where there is none."""
    if figure.interval is None:
        return ""
    ends = _ends(say, figure.definition.unit, figure.interval)
    told = say("{low} to {high}", low=ends[0], high=ends[1])
    return binding.percent(told) if figure.definition.unit == "percent" else told


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
    return longer_by(say, now.median, before.median)


def longer_by(say: Voice, seconds: float, than: float) -> str:
    """Say how much longer or shorter one length is than another, as both are shown."""
    apart = lengths.told(seconds) - lengths.told(than)
    if not apart:
        return ""
    length = say.length(abs(apart))
    if apart > 0:
        return say("{length} longer", length=length)
    return say("{length} shorter", length=length)


def _of_all(say: Voice, score: Score) -> str:
    few = say.number(score.favourable)
    if score.definition.metric is Metric.FCR and not first_contact.is_said(score.definition):
        return say.plural("{few} of {n} ticket", "{few} of {n} tickets", score.n, few=few)
    return say.plural("{few} of {n} answer", "{few} of {n} answers", score.n, few=few)


def _ends(say: Voice, unit: str, interval: Interval) -> tuple[str, str]:
    shown = {"seconds": say.length, "points": say.points, "percent": say.whole, "score": say.mean}
    show = shown[unit]
    return show(interval.low), show(interval.high)


def _difference(say: Voice, now: Figure, before: Figure) -> str:
    """Give points with their sign, or how much longer it takes; both figures are of one kind."""
    if isinstance(now, Timing) and isinstance(before, Timing):
        return longer(say, now, before)
    if isinstance(now, Score) and isinstance(before, Score):
        return signed(say, now.definition.unit, now.exact - before.exact)
    return ""
