"""What a picture of numbers shows, in values; how it looks is decided where it is drawn."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Mood: TypeAlias = Literal["good", "middle", "bad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A week or month on a line; without a value there is a gap."""

    label: str
    """What stands below it, of one line or two."""
    below: str
    """Another line under the label: how many answers."""
    told: str = ""
    """The value in words."""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    stands_out: bool = False
    """Whether it is more than chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happened in one of the weeks or months."""

    at: int
    """The place of its week among the points."""
    told: str
    """A few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Values over weeks or months, each with its range."""

    title: str
    subtitle: str
    """What the line and the band around it are."""
    axis: str
    """What stands below: the weeks or months, and their answers."""
    unit: str
    """What follows a number on the scale, such as " %"."""
    lowest: int
    highest: int
    """The ends of the scale, which is drawn whole."""
    points: tuple[Point, ...]
    centre: float | None = None
    """What is usual; then the ranges of the points are the limits of chance around it."""
    target: float | None = None
    """Where it should be."""
    target_told: str = ""
    """What is written at that line."""
    marks: tuple[Mark, ...] = ()


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
