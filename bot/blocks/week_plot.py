"""The last weeks of a metric drawn with characters, for the Home tab where Slack draws no charts.

Only signs that the usual fixed-width fonts have; thirteen weeks are narrow enough for a phone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import ceil, floor

from bot.blocks import figures, goals, lines, naming
from bot.blocks.lines import Shown
from bot.blocks.pictures import Line, Point
from bot.wording import Voice
from kpi import usual
from kpi.summary import Summary

VALUE, RANGE, LIMIT, USUAL, TARGET = "●", "│", "-", "─", "═"
LEAST_WEEKS = 2
_TALLEST = 9
"""Steps of the scale, at most."""
_FARTHEST = 2
"""How many times the span of the weeks a target may stretch it to."""
_STEPS = (1, 2, 5)
_FINEST = 0.1
"""The finest step of averages, whose places lie between whole numbers."""
_LABELLED = 3
"""One of so many weeks has its number below it."""


@dataclass(frozen=True, slots=True)
class _Scale:
    bottom: float
    step: float
    rows: int

    def row(self, value: float) -> int:
        """Give the row of a value, the lowest first."""
        return min(self.rows - 1, max(0, round((value - self.bottom) / self.step)))


def drawn(say: Voice, summary: Summary) -> str:
    """Draw the weeks; empty when fewer than two of them may be shown."""
    shown = lines.weeks(summary)
    if summary.hidden or sum(one.figure is not None for one in shown) < LEAST_WEEKS:
        return ""
    picture = lines.picture(say, summary, shown)
    scale = _scale(picture)
    labels = [_label(say, scale, row, picture.unit) for row in range(scale.rows)]
    width = max(map(len, labels))
    rows = [
        f"{labels[row]:>{width}} ┤{_row(picture, scale, row, shown)}"
        for row in reversed(range(scale.rows))
    ]
    axis = f"{'':{width}} └{USUAL * 2 * len(shown)}"
    below = f"{'':{width}}  {_numbers(shown)}"
    return "\n".join(one.rstrip() for one in (*rows, axis, below))


def legend(say: Voice, summary: Summary) -> str:
    """Say what the signs in the drawing are."""
    metric, found = naming.metric(summary.metric), usual.of(summary)
    parts = [f"{VALUE} {metric}"]
    if found is None:
        parts.append(f"{RANGE} {say('likely range')}")
    else:
        told = figures.number(say, summary.definition.unit, found.centre)
        parts += [
            f"▲▼ {say('more than chance')}",
            f"{LIMIT} {say('limits of chance')}",
            f"{USUAL} {say('usual {usual}', usual=told)}",
        ]
    if aim := goals.named(say, summary):
        is_drawn = _target(lines.picture(say, summary, lines.weeks(summary))) is not None
        parts.append(f"{TARGET} {aim}" if is_drawn else aim)
    return "  ·  ".join(parts)


def told(say: Voice, summary: Summary) -> str:
    """Give the value of each week in words, for who cannot see the drawing; no week is broken."""
    parts = [
        f"{say('wk {number}', number=one.number)} {figures.value(say, one.figure)}".replace(
            " ", "\N{NO-BREAK SPACE}"
        )
        for one in lines.weeks(summary)
        if one.figure is not None
    ]
    return " · ".join(parts)


def _scale(picture: Line) -> _Scale:
    """Choose the finest steps with which everything that is drawn fits."""
    values = _values(picture)
    low, high = min(values), max(values)
    is_whole = all(float(one).is_integer() for one in values)
    steps = _steps(1 if is_whole else _FINEST)
    step = next(one for one in steps if _last(high, one) - _first(low, one) <= _TALLEST)
    first, last = _first(low, step), _last(high, step)
    return _Scale(first * step, step, max(2, last - first + 1))


def _first(low: float, step: float) -> int:
    return floor(low / step)


def _last(high: float, step: float) -> int:
    return ceil(high / step)


def _values(picture: Line) -> list[float]:
    """Give everything that must fit."""
    target = _target(picture)
    return [*_weekly(picture), *([] if target is None else [target])]


def _weekly(picture: Line) -> list[float]:
    ends = [end for one in picture.points for end in (one.value, one.low, one.high)]
    return [end for end in (*ends, picture.centre) if end is not None]


def _target(picture: Line) -> float | None:
    """Give the target where it is near; drawing one far off would press the weeks together."""
    if picture.target is None:
        return None
    weekly = _weekly(picture)
    low, high = min(weekly), max(weekly)
    span = max(high, picture.target) - min(low, picture.target)
    return picture.target if span <= _FARTHEST * max(high - low, 1) else None


def _steps(finest: float) -> Iterator[float]:
    for power in count():
        yield from (step * finest * 10**power for step in _STEPS)


def _label(say: Voice, scale: _Scale, row: int, unit: str) -> str:
    value = scale.bottom + row * scale.step
    shown = say.number(int(value)) if float(scale.step).is_integer() else say.mean(value)
    return f"{shown}{unit}"


def _row(picture: Line, scale: _Scale, row: int, shown: Sequence[Shown]) -> str:
    empty = " "
    if _is_at(scale, row, picture.centre):
        empty = USUAL
    if _is_at(scale, row, _target(picture)):
        empty = TARGET
    signs = (
        one.mark.strip() * _is_at(scale, row, point.value)
        or _sign(point, scale, row, is_judged=one.judged is not None)
        for point, one in zip(picture.points, shown, strict=True)
    )
    # Where a limit and a line meet the line is drawn on, since it is the same in all weeks.
    drawn = (empty if sign == LIMIT and empty != " " else sign or empty for sign in signs)
    return "".join(sign + empty for sign in drawn)


def _is_at(scale: _Scale, row: int, value: float | None) -> bool:
    return value is not None and scale.row(value) == row


def _sign(point: Point, scale: _Scale, row: int, *, is_judged: bool) -> str:
    """Give what stands in one week at one height; empty for nothing."""
    if _is_at(scale, row, point.value):
        return VALUE
    if point.low is None or point.high is None:
        return ""
    ends = scale.row(point.low), scale.row(point.high)
    if is_judged:
        return LIMIT if row in ends else ""
    return RANGE if ends[0] <= row <= ends[1] else ""


def _numbers(shown: Sequence[Shown]) -> str:
    """Give the numbers of the weeks below their signs, the last one always."""
    last = len(shown) - 1
    return "".join(
        f"{one.number:<2}" if (last - at) % _LABELLED == 0 else "  " for at, one in enumerate(shown)
    )
