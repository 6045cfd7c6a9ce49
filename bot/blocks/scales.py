"""On which scale figures are drawn: shares and averages whole, times up to the longest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.wording import Voice, binding, sentence
from kpi import first_contact
from kpi.metrics import Definition, Metric
from kpi.scores import rounded
from kpi.summary import Figure, Summary
from kpi.timings import Timing

_MINUTE, _HOUR = 60, 3600
_IN_MINUTES = 10 * _HOUR
"""Up to so many seconds a scale counts minutes."""
_NICE = (1, 2, 3, 4, 5, 6, 8, 10)
_SHARES: Mapping[Metric, str] = {
    Metric.CSAT: sentence("% satisfied"),
    Metric.CES: sentence("% found it easy"),
    Metric.NPS: sentence("NPS, from −100 to +100"),
    Metric.FCR: sentence("% solved at the first contact"),
}
_SAID = sentence("% who say it was solved the first time")
_TIMES: Mapping[tuple[bool, int], str] = {
    (False, _MINUTE): sentence("Median in minutes"),
    (False, _HOUR): sentence("Median in hours"),
    (True, _MINUTE): sentence("Average in minutes"),
    (True, _HOUR): sentence("Average in hours"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How values become places on an axis."""

    what: str
    """What stands beside the axis."""
    unit: str
    """What follows a number, such as " %"."""
    lowest: int
    highest: int
    divisor: int = 1
    """A value divided by it is its place."""
    places: int = 0
    """Digits after the point that a place has."""

    def place(self, value: float) -> float:
        """Give the place of a value: a whole number, unless the scale has places between."""
        found = rounded(value / self.divisor, self.places)
        return float(found) if self.places else int(found)

    def ends(self, figure: Figure) -> tuple[float, float]:
        """Give the places of its range; where it has none, both are its own."""
        found = figure.interval
        low, high = (found.low, found.high) if found else (figure.value, figure.value)
        return self.place(low), self.place(high)


def of(say: Voice, summary: Summary, drawn: Sequence[Figure], *, reaching: float = 0) -> Scale:
    """Choose the scale for figures of one summary, at least one, up to a value that must fit."""
    timed = [one for one in drawn if isinstance(one, Timing)]
    if timed:
        return _of_times(say, timed, reaching)
    definition = summary.definition
    if isinstance(definition, Definition) and definition.unit == "score":
        low, high = definition.low, definition.high
        what = say("Average, from {low} to {high}", low=low, high=high)
        return Scale(what=what, unit="", lowest=low, highest=high, places=2)
    lowest, unit = (-100, "") if definition.unit == "points" else (0, binding.percent(""))
    is_said = first_contact.is_said(definition)
    what = say(_SAID if is_said else _SHARES[summary.metric])
    return Scale(what=what, unit=unit, lowest=lowest, highest=100)


def _of_times(say: Voice, timed: Sequence[Timing], reaching: float) -> Scale:
    ends = (max(one.value, one.interval.high if one.interval else 0) for one in timed)
    longest = max(reaching, *ends)
    divisor = _MINUTE if longest <= _IN_MINUTES else _HOUR
    return Scale(
        what=say(_TIMES[timed[0].leads_with_mean, divisor]),
        unit=f" {say('min')}" if divisor == _MINUTE else f" {say('h')}",
        lowest=0,
        highest=_above(longest / divisor),
        divisor=divisor,
        places=0 if divisor == _MINUTE else 1,
    )


def _above(value: float) -> int:
    """Give a round number that is not smaller: 1, 2, 3, 4, 5, 6, 8 or 10, by tens."""
    tens = 1
    while value > tens * _NICE[-1]:
        tens *= 10
    return next(one * tens for one in _NICE if one * tens >= value)
