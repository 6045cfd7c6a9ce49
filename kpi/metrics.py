"""The registry of definitions: for each metric that is asked for the standard one, and the others.

A definition never changes. Another scale, cut-off or question is another version with another key.
"""

from collections.abc import Mapping
from dataclasses import replace

from kpi.definition import ASKED, SERVICE, Band, Definition, Kinship, Metric, Wording
from kpi.errors import NotFound

__all__ = [
    "ASKED",
    "SERVICE",
    "Band",
    "Definition",
    "Kinship",
    "Metric",
    "Wording",
    "choices",
    "definition",
    "standard",
]

_CSAT = Definition(
    metric=Metric.CSAT,
    version=1,
    low=1,
    high=5,
    middle=frozenset({3, 4}),
    favourable=frozenset({4, 5}),
    formula="top2",
    unit="percent",
    kinship=Kinship.STANDARD,
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
    kinship=Kinship.STANDARD,
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
    kinship=Kinship.STANDARD,
    question={
        "en": "How likely are you to recommend {organisation} to a friend or colleague?",
        "nl": (
            "Hoe waarschijnlijk is het dat u {organisation} aanbeveelt aan een vriend of collega?"
        ),
    },
    low_label={"en": "Very unlikely", "nl": "Zeer onwaarschijnlijk"},
    high_label={"en": "Very likely", "nl": "Zeer waarschijnlijk"},
)

_FACES = replace(
    _CSAT,
    called="faces",
    kinship=Kinship.SAME,
    between={
        2: {"en": "Dissatisfied", "nl": "Ontevreden"},
        3: {"en": "Neutral", "nl": "Neutraal"},
        4: {"en": "Satisfied", "nl": "Tevreden"},
    },
    faces={1: "😠", 2: "🙁", 3: "😐", 4: "🙂", 5: "😀"},
)

_GOOD_OR_BAD = replace(
    _CSAT,
    low=0,
    high=1,
    middle=frozenset(),
    favourable=frozenset({1}),
    formula="top1",
    kinship=Kinship.CUSTOM,
    question={"en": "How was our help?", "nl": "Hoe was onze hulp?"},
    low_label={"en": "Bad", "nl": "Slecht"},
    high_label={"en": "Good", "nl": "Goed"},
)

_WIDER = (
    replace(_CSAT, low=0, kinship=Kinship.CUSTOM),
    replace(
        _CSAT,
        high=7,
        middle=frozenset({4, 5}),
        favourable=frozenset({6, 7}),
        kinship=Kinship.CUSTOM,
    ),
    *(
        replace(
            _CSAT,
            low=low,
            high=10,
            middle=frozenset({6, 7, 8}),
            favourable=frozenset({8, 9, 10}),
            formula="top3",
            kinship=Kinship.CUSTOM,
        )
        for low in (0, 1)
    ),
)

_MEANS = tuple(
    replace(one, formula="mean", unit="score", kinship=Kinship.CUSTOM) for one in (_CSAT, *_WIDER)
)

_AGREEMENT = replace(
    _CES,
    high=5,
    middle=frozenset({3}),
    favourable=frozenset({4, 5}),
    formula="top2",
    kinship=Kinship.CUSTOM,
    question={
        "en": "It was made easy for me to get this solved. Do you agree?",
        "nl": "Het werd mij makkelijk gemaakt om dit opgelost te krijgen. Bent u het daarmee eens?",
    },
    low_label={"en": "Strongly disagree", "nl": "Helemaal mee oneens"},
    high_label={"en": "Strongly agree", "nl": "Helemaal mee eens"},
)

_EASY_TO_HARD = replace(
    _CES,
    high=3,
    middle=frozenset({2}),
    favourable=frozenset({3}),
    formula="top1",
    kinship=Kinship.CUSTOM,
    low_label={"en": "Hard", "nl": "Moeilijk"},
    high_label={"en": "Easy", "nl": "Makkelijk"},
    between={2: {"en": "Neutral", "nl": "Neutraal"}},
)

_EFFORT = replace(
    _CES,
    high=5,
    middle=frozenset({3}),
    favourable=frozenset({1, 2}),
    formula="bottom2",
    kinship=Kinship.NOT_COMPARABLE,
    question={
        "en": "How much effort did it take you to get this solved?",
        "nl": "Hoeveel moeite kostte het u om dit opgelost te krijgen?",
    },
    low_label={"en": "Very little", "nl": "Heel weinig"},
    high_label={"en": "Very much", "nl": "Heel veel"},
)

_OTHERS = (
    _FACES,
    _GOOD_OR_BAD,
    *_WIDER,
    *_MEANS,
    _EASY_TO_HARD,
    replace(_CES, favourable=frozenset({6, 7}), formula="top2", kinship=Kinship.CUSTOM),
    _AGREEMENT,
    _EFFORT,
    replace(_NPS, low=1, unfavourable=frozenset(range(1, 7)), kinship=Kinship.NOT_COMPARABLE),
)
"""What else may be chosen; their cut-offs are customs, and their numbers are never joined."""

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
