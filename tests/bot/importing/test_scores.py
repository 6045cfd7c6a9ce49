"""Numbers and words become scores, and the share of the good stays what it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.importing import scores
from bot.importing.presets import PRESETS
from bot.importing.scores import NotAScore
from kpi.errors import ScoreOutOfRange
from kpi.metrics import Metric, choices, standard
from tests.each import each

CSAT, NPS = standard(Metric.CSAT), standard(Metric.NPS)


def test_words_spread_over_the_scale() -> None:
    words = PRESETS["freshdesk"].words
    read = {word: scores.labelled(f" {word.title()} ", words, CSAT) for word in words}
    assert read == {
        "extremely happy": 5,
        "very happy": 5,
        "happy": 4,
        "neutral": 3,
        "unhappy": 2,
        "very unhappy": 2,
        "extremely unhappy": 1,
        "awesome": 5,
        "just okay": 3,
        "not good": 1,
    }


@given(
    st.floats(-1, 1),
    st.sampled_from([one for metric in (Metric.CSAT, Metric.CES) for one in choices(metric)]),
)
def test_only_what_was_good_becomes_favourable(level: float, definition: object) -> None:
    chosen = next(one for metric in Metric for one in choices(metric) if one == definition)
    score = scores.spread(level, chosen)
    assert score in chosen.scale
    assert (score in chosen.favourable) == (level > 0)


@each("text", ["10", " 10 - Extremely likely", "10 (Extremely likely)", "10.0"])
def test_a_number_may_carry_its_label(text: str) -> None:
    assert scores.labelled(text, {}, NPS) == 10


def test_what_is_no_score_is_said() -> None:
    with pytest.raises(NotAScore, match='"Great" is not a whole score'):
        scores.labelled("Great", PRESETS["zendesk"].words, CSAT)
    with pytest.raises(ScoreOutOfRange):
        scores.labelled("11 - Wow", {}, NPS)
