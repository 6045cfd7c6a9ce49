"""Where on paper a number and a category of a chart stand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400.0
"""Of the paper, in units of its own; whoever shows it stretches it."""
CHARACTER = 6.2
"""Width of a character of a label, about."""

_HEIGHT = 150.0
_TOP = 18.0
_RIGHT = 10.0
_RIGHT_WITH_VALUES = 36.0
_STEPS = 4
_ROOM = 0.5
"""Of a step, for the value written below a bar that hangs."""
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_LONGEST_LEANING = 14
_LEAN = 0.71
"""Sine and cosine of 45 degrees."""
_MANY = 1e6


def number(value: float) -> str:
    """Write a number short: 84, 0.5, −3, 1.2e+09."""
    if abs(value) >= _MANY:
        return f"{value:.3g}".replace("-", "−")
    rounded = round(value, 2) or 0.0
    return f"{rounded:.8g}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Scale:
    """Round numbers from the lowest to the highest line across the paper."""

    ticks: tuple[float, ...]

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]


def scale(values: Sequence[float], *, from_zero: bool) -> Scale:
    """Choose round ticks around the values; with zero among them where lengths are compared."""
    low, high = min(values), max(values)
    if from_zero or 0 <= low <= high - low:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1 if low else low), high + 1
    step = _nice((high - low) / _STEPS)
    first, last = math.floor(low / step), math.ceil(high / step)
    if from_zero and low < 0 and low / step - first < _ROOM:
        first -= 1
    return Scale(tuple(place * step for place in range(first, last + 1)))


def _nice(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(nice * power for nice in _NICE if nice * power >= step * 0.999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The part of the paper on which values are drawn, and the room around it."""

    left: float
    right: float
    top: float
    bottom: float
    height: float
    scale: Scale
    categories: tuple[str, ...]
    leaning: bool

    @property
    def slot(self) -> float:
        """The width that a category has."""
        return (self.right - self.left) / len(self.categories)

    def x(self, place: int) -> float:
        """Where the middle of a category stands."""
        return round(self.left + self.slot * (place + 0.5), 1)

    def y(self, value: float) -> float:
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    @property
    def ground(self) -> float:
        """Where bars and areas begin: at zero, or at the edge that is nearest to it."""
        return self.y(max(self.scale.low, min(0.0, self.scale.high)))

    @property
    def shown_categories(self) -> list[str]:
        """Give what is written below, cut where it leans out too far."""
        longest = _LONGEST_LEANING
        return [
            one if not self.leaning or len(one) <= longest else f"{one[: longest - 1]}…"
            for one in self.categories
        ]


def plot(lines: Scale, categories: Sequence[str], *, labels: int, at_end: bool) -> Plot:
    """Measure the room.

    Args:
        lines: the numbers at the left.
        categories: what is written below, left to right.
        labels: how many of the two axes are named; the name below costs height.
        at_end: whether values are written at the right end.
    """
    left = 14 + CHARACTER * max(len(number(tick)) for tick in lines.ticks)
    right = WIDTH - (_RIGHT_WITH_VALUES if at_end else _RIGHT)
    longest = max(len(one) for one in categories)
    leaning = longest * CHARACTER > (right - left) / len(categories) - 4
    below = min(longest, _LONGEST_LEANING) * CHARACTER * _LEAN + 14 if leaning else 20.0
    bottom = _TOP + _HEIGHT
    return Plot(
        left=round(left, 1),
        right=right,
        top=_TOP,
        bottom=bottom,
        height=round(bottom + below + 16 * labels, 1),
        scale=lines,
        categories=tuple(categories),
        leaning=leaning,
    )
