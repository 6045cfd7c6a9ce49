"""What a picture of numbers shows, in values; how it looks is decided where it is drawn."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Mood: TypeAlias = Literal["good", "middle", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A week on a line; without a value there is a gap."""

    label: str
    below: str
    """A second line under the label: how many answers."""
    told: str = ""
    """The value in words."""
    value: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Values over weeks, each with its likely range."""

    title: str
    subtitle: str
    """What the line and the band around it are."""
    axis: str
    """What stands below: the weeks, and their answers."""
    unit: str
    """What follows a number on the scale, such as " %"."""
    lowest: int
    highest: int
    """The ends of the scale, which is drawn whole."""
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How often something was answered."""

    label: str
    n: int
    mood: Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """How the answers are spread."""

    title: str
    subtitle: str
    """How many answers there are."""
    axis: str
    """What stands below: from what to what the scores go; empty where the bars say it."""
    bars: tuple[Bar, ...]


Picture: TypeAlias = Line | Bars
