from dataclasses import replace
from datetime import date

import pytest

from bot.blocks import figures, headline
from bot.wording import voice
from kpi.metrics import Metric
from kpi.summary import Funnel
from tests.bot.blocks.summaries import summary
from tests.each import each


@each(
    ("metric", "counts", "told"),
    [
        (Metric.CSAT, {5: 1}, "1 of 1 satisfied"),
        (Metric.CES, {7: 2, 1: 1}, "2 of 3 found it easy"),
        (Metric.NPS, {10: 1, 7: 1, 0: 2}, "1 promoter, 1 passive, 2 detractors"),
    ],
)
def test_few_answers_are_counted(metric: Metric, counts: dict[int, int], told: str) -> None:
    score = summary(metric, counts=counts).score
    assert score is not None
    assert figures.counts(voice("en"), score) == told
    assert figures.brief(voice("en"), score) == told


@each(
    ("funnel", "told"),
    [
        (Funnel(), []),
        (Funnel(helped=9, turns=9, asked=8), ["8 van de 9 mensen in campagnes gevraagd"]),
        (Funnel(helped=3), ["0 van de 3 geholpen klanten gevraagd"]),
        (Funnel(delivered=8, answered=1, open=1), ["13\xa0% antwoordde, 1 kan nog antwoorden"]),
        (Funnel(delivered=8, answered=8), ["100\xa0% antwoordde"]),
    ],
)
def test_who_was_heard(funnel: Funnel, told: list[str]) -> None:
    assert list(headline.funnel(voice("nl"), summary(funnel=funnel))) == told


@pytest.mark.parametrize(("n", "indicative"), [(5, True), (29, True), (30, False)])
def test_up_to_thirty_answers_are_indicative(n: int, *, indicative: bool) -> None:
    told = headline.now(voice("en"), summary(counts={5: n}))
    assert told.startswith("*100\xa0%* satisfied")
    assert told.endswith("indicative") == indicative


def test_a_share_is_rounded_half_away_from_zero() -> None:
    told = headline.now(voice("en"), summary(counts={5: 5, 1: 35}))
    assert told.startswith("*13\xa0%*")


def test_a_number_that_fell_by_more_than_chance() -> None:
    fell = summary(counts={5: 20, 1: 30}, before={5: 50})
    assert list(headline.comparison(voice("en"), fell)) == [
        "60\xa0points below the same days last week (100\xa0%, 50 answers): more than chance"
    ]


def test_a_change_of_the_question_is_told_with_its_day() -> None:
    found = replace(summary(), changed_on=date(2026, 11, 12))
    told = "The question changed on 12 November; earlier answers are not in this number."
    assert told in list(headline.lines(voice("en"), found))
    assert not list(headline.changed(voice("en"), summary()))
