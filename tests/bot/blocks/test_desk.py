from dataclasses import replace

from bot.blocks import desk, headline, scales
from bot.wording import voice
from kpi.histograms import Histogram
from kpi.measured import Desk
from kpi.metrics import Metric
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import MINUTE, outcomes, said, times


def test_how_lengths_lie_around_the_one_that_leads() -> None:
    assert list(desk.spread(voice("en"), times())) == [
        "9 of 10 within 38\xa0min · 24\xa0min on average · 95\xa0% within 1\xa0h"
    ]
    assert list(desk.spread(voice("nl"), times(Metric.ART))) == [
        "9 van de 10 binnen 36\xa0uur 6\xa0min"
    ]
    alone = replace(times(Metric.ART), previous=None)
    assert list(desk.spread(voice("nl"), alone)) == [
        "9 van de 10 binnen 36\xa0uur 6\xa0min · mediaan 20\xa0uur 30\xa0min"
    ]
    assert list(desk.spread(voice("en"), times(now=Histogram.of([60] * 4)))) == []


def test_who_waits_and_what_came_back() -> None:
    assert list(desk.lines(voice("en"), times())) == ["3 have no reply yet, 1 past the target"]
    assert list(desk.lines(voice("en"), times(Metric.ART))) == [
        "14 open now · 2 reopened",
        "Counted in office hours, Monday to Friday 9:00–17:00 until an admin sets them.",
    ]
    assert list(desk.lines(voice("nl"), times(Metric.FCR))) == [
        "2 heropend",
        (
            "Voorlopig: wat sinds 16 november is opgelost, kan nog terugkomen en bewijst dus nog "
            "geen stijging."
        ),
    ]


def test_customers_own_word_is_counted_in_answers_and_says_why_there_is_none() -> None:
    en, nl = voice("en"), voice("nl")
    told, few, none = said(outcomes(86, 34)), said(outcomes(2, 1)), said(Histogram())
    assert headline.now(en, told) == (
        "*72\xa0%* say it was solved the first time · 86 of 120 answers · likely between 63 "
        "and 79\xa0%"
    )
    assert headline.now(nl, few).startswith("2 van 3 zeggen dat het in één keer was opgelost. Te")
    assert headline.now(en, none) == "No customer said yet whether it was solved the first time."
    off = said(Histogram(), is_asked=False)
    assert "/survey" in headline.now(en, off)
    kept, remark = desk.told(en, [summary(), off])
    assert (kept, remark) == ([summary(), off], []), "it is told though there is nothing"
    assert scales.of(en, told, [told.score] if told.score else []).what == (
        "% who say it was solved the first time"
    )


def test_of_one_person_with_few_tickets_nothing_is_told() -> None:
    alone = times(now=Histogram.of([MINUTE] * 2), desk=Desk(waiting=2), private=True)
    assert list(desk.lines(voice("en"), alone)) == []


def test_service_without_tickets_does_not_bother_beside_others() -> None:
    idle = times(now=Histogram())
    told, remark = desk.told(voice("en"), [summary(), idle, times(Metric.ART)])
    assert [one.metric for one in told] == [Metric.CSAT, Metric.ART]
    assert remark == ["No times of tickets came in for FRT."]
    assert desk.told(voice("en"), [idle]) == ([idle], [])
