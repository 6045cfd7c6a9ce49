from dataclasses import replace
from typing import Any

import pytest

from bot.blocks import charts, digest
from bot.blocks.pictures import Line
from kpi.histograms import Histogram
from kpi.measured import Desk
from kpi.metrics import ASKED, Metric
from kpi.scores import Counts
from kpi.summary import Funnel, Summary
from tests.bot.blocks.reading import HOSTILE, LONG, assert_inert, checked, read
from tests.bot.blocks.summaries import said, summary
from tests.bot.blocks.times import times
from tests.each import each
from tests.kpi.series import csat, rated

SHOWN = """\
*CES got better, by more than chance.*
Week 46 (Mon 9 – Sun 15 November 2026, all teams)
*CSAT*  *84 %* satisfied · 41 of 49 answers · likely between 71 and 91 %
2 points above week 45 (82 %, 60 answers): could be chance
5 ██████████ 27 · 4 █████ 14 · 3 ██ 5 · 2 ▌ 1 · 1 ▌ 2
Asked 61 of 74 customers helped · 80 % answered, 5 may still answer
*CES*  *90 %* found it easy · 19 of 21 answers · likely between 71 and 97 % · indicative
40 points above week 45 (50 %, 20 answers): more than chance
7 ██████████ 12 · 6 ███▌ 4 · 5 ██▌ 3 · 4 █ 1 · 3 █ 1 · 2 ▏ 0 · 1 ▏ 0
Asked 61 of 74 customers helped · 80 % answered, 5 may still answer
CES, last 2 weeks (line)
  CES: wk 45 (40) 75, wk 46 (50) 80
  Likely from: wk 45 (40) 60, wk 46 (50) 67
  Likely to: wk 45 (40) 86, wk 46 (50) 89
*What customers said*
2 of 5 · J. Jansen · Network · 18 November · VPN keeps dropping · may be contacted
> Third time this month.
Provisional: 10 questions are still open. The next digest says if a number moved.
csat/1-5/top2/v1 · ces/1-7/top3/v1. \
The ranges tell nothing of those who did not answer. What numbers mean:  /kpi definition"""


def week(metric: Metric = Metric.CSAT, **more: Any) -> Summary:
    return summary(metric, period="last week", **more)


def test_a_digest() -> None:
    lately: tuple[Counts, ...] = ({},) * 11 + ({7: 30, 2: 10}, {7: 40, 2: 10})
    found = [week(), week(Metric.CES, weeks=lately)]
    assert read(digest.main(found, [said()], filters={}, language="en")) == SHOWN
    mailed = read(digest.main(found, [said()], filters={}, language="en", in_slack=False))
    assert mailed == SHOWN.removesuffix(" What numbers mean:  /kpi definition")


@each(
    ("found", "sentence"),
    [
        ([week()], "Een rustige week: niets bewoog meer dan toeval."),
        ([week(Metric.NPS)], "NPS slechter, meer dan toeval."),
        ([week(Metric.CES), week(Metric.NPS)], "Een wisselende week: CES beter, NPS slechter."),
        ([week(before={})], "Te weinig antwoorden om te zeggen of er iets bewoog."),
    ],
)
def test_the_leading_sentence(found: list[Summary], sentence: str) -> None:
    message = digest.main(found, [], filters={}, language="nl")
    assert message.text.splitlines()[1] == sentence
    assert read(message).splitlines()[0] == f"*{sentence}*"


def test_a_metric_whose_weeks_signal_is_named_with_the_reason() -> None:
    sinking = rated(*[csat(39)] * 8, usual=csat(42))
    shown = read(digest.main([sinking], [], filters={}, language="en"))
    assert shown.startswith("*CSAT got worse, by more than chance.*")
    assert "78 %, 50 answers): could be chance\n8 weeks in a row below the usual 84 %." in shown
    assert "wk 46 (50) ▼ 78" in shown


def test_a_metric_is_not_named_for_a_move_that_falls_among_those_of_the_teams() -> None:
    moved = week(counts={5: 36, 1: 14}, before={5: 45, 1: 5})
    alone = digest.main([moved], [], filters={}, language="en")
    assert "CSAT got worse" in alone.text
    still = week(counts={5: 42, 1: 8}, before={5: 42, 1: 8})
    among = replace(moved, segments=tuple(still for _ in range(20)))
    told = digest.main([among], [], filters={}, language="en").text
    assert "A steady week" in told
    assert "90\xa0%, 50 answers): could be chance" in told


def test_a_week_with_nothing_to_say_is_one_line() -> None:
    silent = week(counts={}, funnel=Funnel(open=3))
    message = digest.main([silent], [], filters={"team": "Network"}, language="en")
    assert read(message) == (
        "Week 46 (Mon 9 – Sun 15 November 2026, team Network): no answers yet; 3 questions are out."
    )
    nothing = digest.main([week(counts={}, funnel=Funnel())], [], filters={}, language="nl")
    assert read(nothing).endswith("geen antwoorden.")
    idle = digest.main([times(now=Histogram(), before=Histogram())], [], filters={}, language="nl")
    assert read(idle).endswith("geen tickets.")
    waited = times(now=Histogram(), before=Histogram(), desk=Desk(waiting=3))
    told = read(digest.main([waited], [], filters={}, language="en"))
    assert "3 have no reply yet" in told


def test_five_comments_are_quoted() -> None:
    message = digest.main([week()], [said()] * 9, filters={}, language="en")
    assert sum(block["type"] == "rich_text" for block in message.blocks) == 5


def test_the_thread_has_history_and_teams() -> None:
    parts = [week(counts={5: 20, 1: 5}, part=("team", "Network"))]
    message = digest.detail([week(segments=parts)], by=["team"], filters={}, language="en")
    shown = read(message)
    assert shown.startswith("*More about week 46*")
    assert "Last 13 weeks: 78 % (598 answers)" in shown
    assert "Network | 80 % | 61 to 91 % | 25" in shown
    assert "Network: 80\xa0% (25 answers)" in message.text


def test_a_metric_without_history_says_so_in_the_thread() -> None:
    found = [week(), week(Metric.CES, counts={}, weeks=(), funnel=Funnel(delivered=3))]
    message = digest.detail(found, by=["team"], filters={}, language="nl")
    assert message.text.splitlines()[-2:] == ["CES", "Geen antwoorden."]


def test_of_a_question_that_is_not_asked_there_is_a_line_and_no_table() -> None:
    found = [week(), week(Metric.CES, counts={}, weeks=(), funnel=Funnel(helped=74))]
    assert "CES  Nobody was asked.\n" in digest.main(found, [], filters={}, language="en").text
    assert "CES" not in digest.detail(found, by=["team"], filters={}, language="en").text


def test_a_hidden_metric_stays_hidden() -> None:
    found = [week(), week(Metric.CES, counts={7: 2}, private=True)]
    for message in (
        digest.main(found, [], filters={}, language="en"),
        digest.detail(found, by=["team"], filters={}, language="en"),
    ):
        assert "2 of 2" not in message.text
        assert "fewer than 5" in message.text


@pytest.mark.parametrize("text", [HOSTILE, LONG])
def test_hostile_words_stay_inert(text: str) -> None:
    found = [week(metric, segments=[week(part=("team", text))]) for metric in ASKED]
    remarks = [said(text, name=text, subject=text, team=text)] * 5
    assert_inert(digest.main(found, remarks, filters={"team": text}, language="en"))
    assert_inert(digest.detail(found, by=["team"], filters={"team": text}, language="nl"))


def test_many_teams_and_accounts_fit() -> None:
    parts = [
        week(part=(kind, f"{kind} {number} {'x' * 80}"))
        for kind in ("team", "account")
        for number in range(60)
    ]
    found = [week(metric, segments=parts) for metric in ASKED] * 2
    for by in (["team"], ["team", "account"]):
        message = checked(digest.detail(found, by=by, filters={}, language="nl"))
        assert len(message.text) < 13_000


def test_a_month_is_called_so_and_what_it_told_before_is_set_right() -> None:
    month = summary(period="2026-10", counts={5: 41, 1: 9}, before={5: 42, 1: 8})
    message = digest.main(
        [month], [], filters={}, language="en", title="Board", before={Metric.CSAT: 81.2}
    )
    assert message.text.startswith("Board: October 2026 (")
    assert "A steady month: nothing moved by more than chance." in message.text
    assert "September 2026 was told as 81\xa0%; it is 84\xa0% now." in message.text
    same = digest.main([month], [], filters={}, language="en", before={Metric.CSAT: 84.1})
    assert "was told" not in same.text


def test_a_month_is_drawn_with_the_months_before_it() -> None:
    months: tuple[Counts, ...] = ({}, {5: 30, 1: 10}, {5: 3}, {5: 1200, 1: 300})
    found = summary(period="2026-10", months=months)
    drawn = digest.main([found], [], filters={}, language="nl")
    shown = read(drawn)
    assert "CSAT, laatste 3 maanden (line)" in shown
    assert "CSAT: aug 2026 (40) 75, okt 2026 (1.500) 80" in shown
    assert "maanden: oktober 2026: 80\xa0% (1.500 antwoorden), waarschijnlijk tussen" in drawn.text
    (chart,) = drawn.charts
    assert isinstance(chart.picture, Line)
    assert [point.label for point in chart.picture.points] == [
        "aug\n2026",
        "sep\n2026",
        "okt\n2026",
    ]
    assert chart.picture.axis == "Maand, en aantal antwoorden (–: te weinig)"


@each(
    ("found", "drawn"),
    [
        ([week(), week(Metric.CES)], "CES"),
        ([week(Metric.CES), week(Metric.NPS)], "NPS"),
        ([week(), week(Metric.CES, before={})], "CSAT"),
        ([week(weeks=({}, {5: 40})), week(Metric.CES, before={})], "CES"),
    ],
)
def test_the_one_chart_is_of_what_moved_or_else_the_first_that_can_be_drawn(
    found: list[Summary], drawn: str
) -> None:
    message = digest.main(found, [], filters={}, language="nl")
    (chart,) = message.charts
    assert chart.block["title"].startswith(drawn)
    assert chart.block in message.blocks
    assert chart.alt in message.text


def test_without_enough_weeks_there_is_no_chart() -> None:
    assert digest.main([week(weeks=({5: 9},))], [], filters={}, language="en").charts == ()


def test_a_digest_does_without_its_chart() -> None:
    message = digest.main([week()], [], filters={}, language="en")
    without = charts.words(message)
    assert len(without.blocks) == len(message.blocks) - 1
    assert without.text == message.text
