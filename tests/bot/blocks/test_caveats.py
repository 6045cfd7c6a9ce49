"""What is said below numbers that stand side by side."""

from dataclasses import replace

import pytest

from bot import query as grammar
from bot.blocks import caveats
from bot.wording import voice
from kpi.metrics import Metric
from kpi.query import View
from tests.bot.blocks.summaries import TODAY, ZONE, query, summary
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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Nothing is filed under team R&amp;D and channel chat together, only under each"),
        ("nl", "Onder team R&amp;D en kanaal chat samen is er niets, alleen onder elk apart."),
    ],
)
def test_filters_that_meet_nothing_together_are_named(language: str, said: str) -> None:
    asked = query("week", filters={"team": "R&D", "channel": "chat"})
    (line,) = caveats.lines(voice(language), [replace(CES, score=None, only_apart=True)], asked)
    assert line.startswith(said)


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 answer that was asked for by hand stands apart"),
        ("en", 3, "3 answers that were asked for by hand stand apart"),
        ("nl", 3, "3 antwoorden op vragen met de hand staan apart"),
    ],
)
def test_answers_by_hand_are_told_of_with_the_question_that_shows_them(
    language: str, count: int, said: str
) -> None:
    found = [summary(), replace(CES, score=None, by_hand=count)]
    asked = query("week", metrics=[one.metric for one in found], filters={"team": "R&D"}, by="team")
    (line,) = caveats.lines(voice(language), found, asked, leads=True)
    name = {"en": "trigger", "nl": "aanleiding"}[language]
    assert line == f'{said}: `/kpi ces 2026-W47 team:"R&amp;D" {name}:"hand"`'
    again = grammar.parse(line.split("`")[1].removeprefix("/kpi "), today=TODAY, zone=ZONE)
    assert (again.metrics, again.filters["trigger"]) == ((Metric.CES,), "hand")
    assert [*caveats.lines(voice(language), found, asked)] == [f"{said}."]
