"""What is usual for a metric, in sentences, and which of its weeks are not."""

from collections.abc import Iterator, Sequence

from bot.blocks import figures, naming
from bot.blocks import lines as weekly
from bot.blocks.lines import Shown
from bot.wording import Voice, sentence
from kpi import usual
from kpi.control import BASELINE, RUN, Side, Signal
from kpi.metrics import SERVICE
from kpi.summary import Summary

MOST = 5
"""Weeks that are told one by one, the latest."""

_NOT_YET = {
    False: sentence("What is usual shows after {count} weeks of enough answers."),
    True: sentence("What is usual shows after {count} weeks of enough tickets."),
}
_WITHIN = sentence("Usual is {usual}; from week to week chance alone gives {low} to {high}.")
_WITHIN_OF = {
    False: sentence(
        "Usual is {usual}; in a week of {n} answers chance alone gives {low} to {high}."
    ),
    True: sentence(
        "Usual is {usual}; in a week of {n} tickets chance alone gives {low} to {high}."
    ),
}
_OUTSIDE = {
    Side.ABOVE: sentence("{week}: {value}, higher than chance explains."),
    Side.BELOW: sentence("{week}: {value}, lower than chance explains."),
}
_ROWS = {
    Side.ABOVE: sentence("{week}: {count} weeks in a row above what is usual."),
    Side.BELOW: sentence("{week}: {count} weeks in a row below what is usual."),
}
_ALONE = {
    Side.ABOVE: sentence("Beside the last weeks higher than chance explains: usual is {usual}."),
    Side.BELOW: sentence("Beside the last weeks lower than chance explains: usual is {usual}."),
}
_IN_A_ROW = {
    Side.ABOVE: sentence("{count} weeks in a row above the usual {usual}."),
    Side.BELOW: sentence("{count} weeks in a row below the usual {usual}."),
}


def lines(say: Voice, summary: Summary) -> Iterator[str]:
    """Say what is usual and which weeks stand out; nothing where it was not asked."""
    if not summary.earlier or summary.hidden:
        return
    found = usual.of(summary)
    if found is None:
        yield say(_NOT_YET[summary.metric in SERVICE], count=BASELINE)
        return
    shown = weekly.weeks(summary)
    yield from _limits(say, summary, shown)
    told = [line for at in range(len(shown)) for line in _of_week(say, summary, shown[at:])]
    if not told:
        yield say("No week stands out: all of this can be chance.")
    if len(told) > MOST:
        yield say.plural(
            "{n} earlier week stands out too.",
            "{n} earlier weeks stand out too.",
            len(told) - MOST,
        )
    yield from told[-MOST:]


def latest(say: Voice, summary: Summary) -> Iterator[str]:
    """Say why the last week that is over is not as usual; nothing where it is, or is not known."""
    signal = None if summary.hidden else usual.signal(summary)
    if signal:
        yield because(say, summary, signal)


def because(say: Voice, summary: Summary, signal: Signal) -> str:
    """Say why the last week that is over is not as usual; named where another one still runs."""
    found = usual.of(summary)
    if found and found.running:
        over = [one for one in weekly.weeks(summary) if one.judged and one.mark]
        return "\n".join(_of_week(say, summary, over[-1:]))
    centre = _number(say, summary, found.centre) if found else ""
    if signal.outside:
        return say(_ALONE[signal.side], usual=centre)
    return say(_IN_A_ROW[signal.side], count=signal.run, usual=centre)


def _limits(say: Voice, summary: Summary, shown: Sequence[Shown]) -> Iterator[str]:
    """Say what is usual, with the limits of the last week that is over, else of the one that runs.

    Those of a share follow from how many gave it, so it is said of how many they are.
    """
    found = usual.of(summary)
    over = shown[:-1] if found and found.running else shown
    last = next((one for one in (*reversed(over), *shown[-1:]) if one.judged), None)
    if found is None or last is None or last.judged is None or last.figure is None:
        return
    told = _WITHIN if found.kind == "xmr" else _WITHIN_OF[summary.metric in SERVICE]
    yield say(
        told,
        usual=_number(say, summary, found.centre),
        low=_number(say, summary, last.judged.low),
        high=_number(say, summary, last.judged.high),
        n=say.number(last.figure.n),
    )


def _of_week(say: Voice, summary: Summary, onwards: Sequence[Shown]) -> Iterator[str]:
    """Say why a week stands out; a row of weeks is told once, at its end."""
    week, figure, judged = onwards[0]
    if figure is None or judged is None or judged.signal is None:
        return
    name = naming.begun(naming.week(say, week, summary.period))
    if judged.signal.outside:
        told = figures.value(say, figure)
        yield say(_OUTSIDE[judged.signal.side], week=name, value=told)
    if judged.signal.run >= RUN and not _goes_on(judged.signal, onwards[1:]):
        yield say(_ROWS[judged.signal.side], week=name, count=judged.signal.run)


def _goes_on(signal: Signal, later: Sequence[Shown]) -> bool:
    following = next((one.judged for one in later if one.judged), None)
    return bool(following and following.signal and following.signal.run > signal.run)


def _number(say: Voice, summary: Summary, value: float) -> str:
    return figures.number(say, summary.definition.unit, value)
