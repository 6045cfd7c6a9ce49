"""What a definition is: a question, its scale, and how its answers become one number.

A definition never changes. Another scale, cut-off or question is another one with another key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from kpi.errors import ScoreOutOfRange

Formula: TypeAlias = Literal["top1", "top2", "top3", "bottom2", "net", "mean"]
Unit: TypeAlias = Literal["percent", "points", "score"]
"""A share, a score from -100 to 100, or a place on the scale itself."""
Wording: TypeAlias = Mapping[str, str]  # language code, "en" or "nl" -> sentence


class Metric(StrEnum):
    """What is measured: by asking, or from the interactions themselves."""

    CSAT = "csat"
    CES = "ces"
    NPS = "nps"
    FRT = "frt"
    ART = "art"
    FCR = "fcr"


ASKED = (Metric.CSAT, Metric.CES, Metric.NPS)
"""Those that surveys ask for."""
SERVICE = (Metric.FRT, Metric.ART, Metric.FCR)
"""Those that interactions give by themselves."""


class Band(StrEnum):
    """How a score is meant: it decides which question follows."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class Kinship(StrEnum):
    """What the numbers of a definition may be held against."""

    STANDARD = "standard"
    """What the field means by the metric's name."""
    SAME = "same"
    """The same scale and cut-off as the standard one, only shown otherwise."""
    CUSTOM = "custom"
    """Its cut-off is a custom of ours: only its own numbers say the same."""
    NOT_COMPARABLE = "not_comparable"
    """It bears the name of the metric, but its numbers lie elsewhere."""


FOLLOW_UP: Mapping[Band, Wording] = {
    Band.LOW: {"en": "What went wrong?", "nl": "Wat ging er mis?"},
    Band.MIDDLE: {"en": "What was missing?", "nl": "Wat ontbrak er?"},
    Band.HIGH: {"en": "What worked well?", "nl": "Wat ging goed?"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One version of one question, its scale, and how its answers become a number."""

    metric: Metric
    version: int
    low: int
    high: int
    middle: frozenset[int]
    """Scores that are not bad and could be better, so that we ask what was missing."""
    favourable: frozenset[int]
    """Scores that count for the value: satisfied, easy, promoters."""
    unfavourable: frozenset[int] = frozenset()
    """Scores that count against it: detractors; empty where the value is no net score."""
    formula: Formula
    unit: Unit
    question: Wording = field(compare=False, repr=False)
    """May hold {organisation}, the name of who asks."""
    low_label: Wording = field(compare=False, repr=False)
    high_label: Wording = field(compare=False, repr=False)
    between: Mapping[int, Wording] = field(default_factory=dict, compare=False, repr=False)
    """The words of the scores between the ends, where answers are words instead of numbers."""
    faces: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)
    """What stands before those words."""
    follow_up: Mapping[Band, Wording] = field(
        default_factory=lambda: FOLLOW_UP, compare=False, repr=False
    )
    kinship: Kinship = field(default=Kinship.CUSTOM, compare=False)

    called: str = ""
    """What stands for the scale in its key, where scale and formula do not set it apart."""
    named: str = ""
    """Its key, where it is no question at all."""

    @property
    def key(self) -> str:
        """The name of this definition, such as "csat/1-5/top2/v1"."""
        scale = self.called or f"{self.low}-{self.high}"
        return self.named or f"{self.metric}/{scale}/{self.formula}/v{self.version}"

    @property
    def scale(self) -> range:
        """Every score that can be given, low to high."""
        return range(self.low, self.high + 1)

    @property
    def in_words(self) -> bool:
        """Whether people choose a word, or a face with its word, instead of a number."""
        return len(self.between) == len(self.scale) - 2

    @property
    def low_is_good(self) -> bool:
        """Whether a lower score is a better one."""
        return self.low in self.favourable

    def band(self, score: int) -> Band:
        """Say how a score is meant. Raises ScoreOutOfRange when it is not on the scale."""
        self.require(score)
        if score in self.middle:
            return Band.MIDDLE
        least = min(self.favourable - self.middle)
        is_good = score in self.favourable if self.low_is_good else score >= least
        return Band.HIGH if is_good else Band.LOW

    def require(self, score: int) -> None:
        """Raise ScoreOutOfRange unless the score is on the scale."""
        if score not in self.scale:
            raise ScoreOutOfRange(
                "{score} is not on the scale: {metric} runs from {low} to {high}.",
                score=score,
                metric=self.metric.upper(),
                low=self.low,
                high=self.high,
            )
