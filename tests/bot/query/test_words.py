from bot.query.words import (
    BY,
    CASES,
    FILLERS,
    METRIC_PHRASES,
    METRICS,
    SEGMENT_WORDS,
    SUGGESTED,
    VIEWS,
)
from kpi.metrics import Metric
from kpi.periods import PERIOD_WORDS
from kpi.query import SEGMENTS, View


def test_no_word_has_two_meanings() -> None:
    kinds = (METRICS, VIEWS, CASES, BY, SEGMENT_WORDS)
    words = [word for kind in kinds for word in kind]
    assert len(words) == len(set(words))
    assert not set(words) & (FILLERS | PERIOD_WORDS)
    assert all(len(phrase) > 1 for phrase in METRIC_PHRASES)


def test_everything_has_a_word() -> None:
    assert {metric for named in METRICS.values() for metric in named} == set(Metric)
    assert set(SEGMENT_WORDS.values()) == set(SEGMENTS)
    assert set(VIEWS.values()) == set(View) - {View.SUMMARY}


def test_what_can_be_meant_is_understood() -> None:
    known = {*METRICS, *VIEWS, *CASES, *BY, *SEGMENT_WORDS, *PERIOD_WORDS}
    assert set(SUGGESTED) <= known
