"""Numbers as characters: a bar for each score, and a line of the last weeks."""

from collections.abc import Sequence

from bot.blocks import scale
from bot.wording import Voice
from bot.wording.binding import NO_BREAK
from kpi.metrics import Definition
from kpi.scores import Score
from kpi.service_definitions import ServiceDefinition
from kpi.summary import Figure, Summary

_SPARKS = "▁▂▃▄▅▆▇█"
_NO_WEEK = "·"
_NOBODY = "▏"
_LEAST_SPAN = 40.0
"""Points between the lowest and the highest character, so that noise does not look like a cliff."""
_LEAST_OF_TIMES = 0.5
"""The same for times, as a part of the longest."""
_WIDEST = 10
"""Characters in the longest bar."""
_SHORT = 5
_MANY_SCORES = 7


def distribution(say: Voice, score: Score) -> str:
    """Give a bar and a count for every score, high to low."""
    widest = _WIDEST if len(score.counts) <= _MANY_SCORES else _SHORT
    most = max(score.counts.values())
    parts = (
        f"{scale.short(say, score.definition, given)}{NO_BREAK}{bar(times, most, widest)}{times}"
        for given, times in sorted(score.counts.items(), reverse=True)
    )
    return " · ".join(parts)


def bar(times: int, most: int, widest: int) -> str:
    """Give a bar in half characters; anybody at all gets at least a half, nobody a thin line.

    Without the line "2 0 · 1 0" would read like four scores.
    """
    halves = max(1, round(2 * widest * times / most)) if times else 0
    drawn = "█" * (halves // 2) + "▌" * (halves % 2)
    return f"{drawn or _NOBODY}{NO_BREAK}"


def spark(summary: Summary) -> str:
    """Give a character for each of the last weeks; a dot where answers are too few."""
    values = [_shown(week) for week in summary.weeks]
    known = [value for value in values if value is not None]
    if not known:
        return ""
    timed = summary.definition.unit == "seconds"
    least = _LEAST_OF_TIMES * max(known) if timed else _least(summary.definition)
    low, span = _range(known, least)
    return "".join(_character(value, low, span) for value in values)


def _least(definition: Definition | ServiceDefinition) -> float:
    if isinstance(definition, Definition) and definition.unit == "score":
        return _LEAST_SPAN / 100 * (definition.high - definition.low)
    return _LEAST_SPAN


def _shown(week: Figure | None) -> float | None:
    return None if week is None or week.too_few else week.value


def _range(known: Sequence[float], least: float) -> tuple[float, float]:
    low, high = min(known), max(known)
    span = max(high - low, least) or 1.0
    return (low + high - span) / 2, span


def _character(value: float | None, low: float, span: float) -> str:
    if value is None:
        return _NO_WEEK
    return _SPARKS[min(len(_SPARKS) - 1, int((value - low) / span * len(_SPARKS)))]
