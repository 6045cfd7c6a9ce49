from dataclasses import replace
from typing import Any

from bot.blocks import Message, charts, trend
from bot.query import parse
from kpi.metrics import ASKED, Metric
from kpi.query import View
from kpi.scores import Counts
from kpi.summary import Summary
from tests.bot.blocks.reading import HOSTILE, assert_inert, read
from tests.bot.blocks.summaries import TODAY, ZONE, query, summary
from tests.bot.blocks.times import times

WEEKS: tuple[Counts, ...] = ({},) * 10 + ({5: 30, 1: 10}, {5: 3}, {5: 41, 1: 8})

SHOWN = """\
*CSAT · trend up to now*  (Mon 16 – Wed 18 November, all teams)
*84 %* satisfied · 41 of 49 answers · likely between 71 and 91 %
2 points above the same days last week (82 %, 60 answers): could be chance
Last 13 weeks: 80 % (92 answers)  ··········▄·▅
CSAT, last 3 weeks (line)
  CSAT: wk 45 (40) 75, wk 47 (49) 84
  Likely from: wk 45 (40) 60, wk 47 (49) 71
  Likely to: wk 45 (40) 86, wk 47 (49) 91
CSAT, this week so far (bar)
  Answers: 1 2, 2 1, 3 5, 4 14, 5 27
Weeks with too few answers are left out.
[ Teams ] [ Numbers ] [ Why ] [ Share in channel ]"""


def shown(*found: Summary, **more: Any) -> Message:
    asked = query("week", view=View.TREND, **more)
    return trend.private(found, asked, language="en", leads=False)


def test_a_trend() -> None:
    assert read(shown(summary(weeks=WEEKS))) == SHOWN


def test_a_title_has_the_days_of_its_numbers() -> None:
    for text, titled in {
        "2026-10-01..2026-10-15": "CSAT · trend up to Thursday 15 October 2026  (1 – 15 October",
        "30\xa0days": "CSAT · trend up to now  (20 October – 18 November 2026, all teams)",
        "2026-10": "CSAT · trend up to October 2026  (all teams)",
    }.items():
        asked = query(text, view=View.TREND)
        told = trend.private([summary(weeks=WEEKS)], asked, language="en", leads=False)
        assert told.text.startswith(titled), text


def test_a_trend_by_team_says_how_to_ask_for_one() -> None:
    parts = [replace(summary(), segment="team", name=name) for name in ("Network", "Billing")]
    words = read(shown(replace(summary(weeks=WEEKS), segments=tuple(parts)), by="team"))
    assert 'A trend is not split. Of one part: `/kpi csat 2026-W47 team:"Network" trend`' in words


def test_its_text_has_every_number_of_its_charts() -> None:
    text = shown(summary(weeks=WEEKS)).text
    assert "Week 45: 75\xa0% (40 answers), likely between 60 and 86\xa0%" in text
    assert "This week so far: 84\xa0% (49 answers)" in text
    assert "27" in text


def test_without_charts_the_same_is_said_in_words() -> None:
    words = read(charts.words(shown(summary(weeks=WEEKS))))
    assert "Week 45: 75 % (40 answers)" in words
    assert "5 ██████████ 27" in words
    assert "(line)" not in words


def test_of_several_metrics_two_are_drawn_and_the_third_can_be_asked_for() -> None:
    message = shown(*(summary(metric) for metric in ASKED), metrics=ASKED)
    assert len(message.charts) == 2
    words = read(message)
    example = words.rpartition("/kpi ")[2].splitlines()[0]
    assert parse(example, today=TODAY, zone=ZONE).view is View.TREND
    assert parse(example, today=TODAY, zone=ZONE).metrics == (Metric.NPS,)


def test_what_may_still_change_is_told_below_a_line_too() -> None:
    told = "what was solved since 16 November may still come back"
    message = shown(times(Metric.FCR), metrics=(Metric.FCR,))
    assert told in message.text
    assert told in read(message)


def test_too_few_weeks_say_so() -> None:
    message = shown(summary(weeks=({5: 30},)))
    assert "Too few weeks" in read(message)
    assert [chart.picture.title for chart in message.charts] == ["CSAT, this week so far"]


def test_a_hidden_number_has_neither_chart_nor_weeks() -> None:
    message = shown(summary(counts={5: 3}, private=True))
    assert message.charts == ()
    assert "fewer than 5" in message.text
    assert "answers)" not in message.text


def test_hostile_filters_stay_inert() -> None:
    assert_inert(shown(summary(), filters={"team": HOSTILE}))
