"""What is said below numbers that stand side by side."""

from dataclasses import replace

import pytest

from bot.blocks import caveats
from bot.wording import voice
from kpi.metrics import Metric
from kpi.query import View
from tests.bot.blocks.summaries import query, summary
from tests.bot.blocks.times import times

CES, FRT, ART = summary(Metric.CES), times(Metric.FRT), times(Metric.ART)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "CSAT, CES and FRT are not on one scale: compare each with its own past, not"),
        ("nl", "CSAT, CES en FRT staan niet op één schaal: vergelijk elk met het eigen"),
    ],
)
def test_metrics_of_different_scales_are_not_to_be_compared(language: str, said: str) -> None:
    found = [summary(), CES, FRT]
    asked = query("week", metrics=[one.metric for one in found])
    (line,) = caveats.lines(voice(language), found, asked)
    assert line.startswith(said)


def test_one_scale_and_numbers_that_are_not_there_need_no_warning() -> None:
    silent = replace(CES, score=None)
    for found in ([FRT, ART], [summary()], [summary(), silent]):
        asked = query("week", metrics=[one.metric for one in found])
        assert [*caveats.lines(voice("en"), found, asked)] == []
    everything = query("week", metrics=tuple(Metric))
    assert [*caveats.lines(voice("en"), [summary(), CES], everything)] == []


def test_a_trend_of_another_length_says_so() -> None:
    asked = query("60\xa0weeks", view=View.TREND)
    assert [*caveats.lines(voice("en"), [summary()], asked)] == [
        "A trend shows 12 to 52\xa0weeks: here it is 52."
    ]
