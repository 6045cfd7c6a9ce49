"""The registry of definitions: for each metric its scale, cut-offs, formula, version and wording.

A definition never changes. Another scale, cut-off or question is another version with another key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, TypeAlias

from kpi.errors import NotFound, ScoreOutOfRange

Formula: TypeAlias = Literal["top2", "top3", "net"]
Unit: TypeAlias = Literal["percent", "points"]
Wording: TypeAlias = Mapping[str, str]  # language code, "en" or "nl" -> sentence


class Metric(StrEnum):
    """What is measured by asking."""

    CSAT = "csat"
    CES = "ces"
    NPS = "nps"


class Band(StrEnum):
    """How a score is meant: it decides which question follows."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


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
    """Scores that count against it: detractors; empty where the value is a share."""
    formula: Formula
    unit: Unit
    question: Wording = field(compare=False, repr=False)
    """May hold {organisation}, the name of who asks."""
    low_label: Wording = field(compare=False, repr=False)
    high_label: Wording = field(compare=False, repr=False)
    follow_up: Mapping[Band, Wording] = field(
        default_factory=lambda: FOLLOW_UP, compare=False, repr=False
    )

    @property
    def key(self) -> str:
        """The name of this definition, such as "csat/1-5/top2/v1"."""
        return f"{self.metric}/{self.low}-{self.high}/{self.formula}/v{self.version}"

    @property
    def scale(self) -> range:
        """Every score that can be given, low to high."""
        return range(self.low, self.high + 1)

    def band(self, score: int) -> Band:
        """Say how a score is meant. Raises ScoreOutOfRange when it is not on the scale."""
        self.require(score)
        if score in self.middle:
            return Band.MIDDLE
        return Band.HIGH if score > max(self.middle) else Band.LOW

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


_CSAT = Definition(
    metric=Metric.CSAT,
    version=1,
    low=1,
    high=5,
    middle=frozenset({3, 4}),
    favourable=frozenset({4, 5}),
    formula="top2",
    unit="percent",
    question={
        "en": "How satisfied are you with our help?",
        "nl": "Hoe tevreden bent u over onze hulp?",
    },
    low_label={"en": "Very dissatisfied", "nl": "Zeer ontevreden"},
    high_label={"en": "Very satisfied", "nl": "Zeer tevreden"},
)

_CES = Definition(
    metric=Metric.CES,
    version=1,
    low=1,
    high=7,
    middle=frozenset({4, 5}),
    favourable=frozenset({5, 6, 7}),
    formula="top3",
    unit="percent",
    question={
        "en": "How easy was it to get this solved?",
        "nl": "Hoe makkelijk was het om dit opgelost te krijgen?",
    },
    low_label={"en": "Very difficult", "nl": "Zeer moeilijk"},
    high_label={"en": "Very easy", "nl": "Zeer makkelijk"},
)

_NPS = Definition(
    metric=Metric.NPS,
    version=1,
    low=0,
    high=10,
    middle=frozenset({7, 8}),
    favourable=frozenset({9, 10}),
    unfavourable=frozenset(range(7)),
    formula="net",
    unit="points",
    question={
        "en": "How likely are you to recommend {organisation} to a friend or colleague?",
        "nl": (
            "Hoe waarschijnlijk is het dat u {organisation} aanbeveelt aan een vriend of collega?"
        ),
    },
    low_label={"en": "Very unlikely", "nl": "Zeer onwaarschijnlijk"},
    high_label={"en": "Very likely", "nl": "Zeer waarschijnlijk"},
)

_OTHERS = (
    replace(_CSAT, low=0),
    replace(_CSAT, high=7, middle=frozenset({4, 5}), favourable=frozenset({6, 7})),
    replace(
        _CSAT,
        low=0,
        high=10,
        middle=frozenset({6, 7, 8}),
        favourable=frozenset({8, 9, 10}),
        formula="top3",
    ),
    replace(
        _CSAT,
        high=10,
        middle=frozenset({6, 7, 8}),
        favourable=frozenset({8, 9, 10}),
        formula="top3",
    ),
    replace(_CES, favourable=frozenset({6, 7}), formula="top2"),
    replace(_CES, high=5, middle=frozenset({3}), favourable=frozenset({4, 5}), formula="top2"),
    replace(_NPS, low=1, unfavourable=frozenset(range(1, 7))),
)
"""What else may be chosen; their cut-offs are customs, and their numbers are never compared."""

_STANDARD: Mapping[Metric, Definition] = {one.metric: one for one in (_CSAT, _CES, _NPS)}
_BY_KEY: Mapping[str, Definition] = {one.key: one for one in (*_STANDARD.values(), *_OTHERS)}


def standard(metric: Metric) -> Definition:
    """Give the definition that a new survey of this metric starts with."""
    return _STANDARD[metric]


def choices(metric: Metric) -> tuple[Definition, ...]:
    """Give every definition of a metric, the standard one first."""
    return tuple(one for one in _BY_KEY.values() if one.metric is metric)


def definition(key: str) -> Definition:
    """Give the definition with this key. Raises NotFound when the registry has none."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise NotFound("There is no definition {key}.", key=key) from None
