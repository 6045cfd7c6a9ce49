"""Numbers as characters: a bar for each score, and a line of the last weeks."""

from collections.abc import Sequence

from kpi.scores import Score
from kpi.summary import Summary

_SPARKS = "▁▂▃▄▅▆▇█"
_NO_WEEK = "·"
_LEAST_SPAN = 40.0
"""Points between the lowest and the highest character, so that noise does not look like a cliff."""
_WIDEST = 10
"""Characters in the longest bar."""
_SHORT = 5
_MANY_SCORES = 7


def distribution(score: Score) -> str:
    """Give a bar and a count for every score, high to low."""
    widest = _WIDEST if len(score.counts) <= _MANY_SCORES else _SHORT
    most = max(score.counts.values())
    parts = (
        f"{given} {bar(times, most, widest)}{times}"
        for given, times in sorted(score.counts.items(), reverse=True)
    )
    return " · ".join(parts)


def bar(times: int, most: int, widest: int) -> str:
    """Give a bar in half characters; anybody at all gets at least a half."""
    halves = max(1, round(2 * widest * times / most)) if times else 0
    drawn = "█" * (halves // 2) + "▌" * (halves % 2)
    return f"{drawn} " if drawn else ""


def spark(summary: Summary) -> str:
    """Give a character for each of the last weeks; a dot where answers are too few."""
    values = [_shown(week) for week in summary.weeks]
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, span = _range(known)
    return "".join(_character(value, low, span) for value in values)


def _shown(week: Score | None) -> float | None:
    return None if week is None or week.too_few else week.value


def _range(known: Sequence[float]) -> tuple[float, float]:
    low, high = min(known), max(known)
    span = max(high - low, _LEAST_SPAN)
    return (low + high - span) / 2, span


def _character(value: float | None, low: float, span: float) -> str:
    if value is None:
        return _NO_WEEK
    return _SPARKS[min(len(_SPARKS) - 1, int((value - low) / span * len(_SPARKS)))]
