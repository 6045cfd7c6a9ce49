"""A summary on paper says the number, how sure it is, and whether it moved."""

from dataclasses import replace
from datetime import date

from bot.cli import summary_text
from kpi import periods
from kpi.histograms import Histogram
from kpi.measured import Desk
from kpi.metrics import Metric, definition, standard
from kpi.scores import Counts
from kpi.summary import Facts, Funnel, Summary, summarise
from tests.bot.blocks.times import said, times

WEEK = periods.week_of(date(2026, 11, 18), "Europe/Amsterdam")
FUNNEL = Funnel(helped=74, asked=61, delivered=61, answered=49, open=5)
CSAT, NPS = standard(Metric.CSAT), standard(Metric.NPS)


def csat(now: Counts, before: Counts | None = None, weeks: tuple[Counts, ...] = ()) -> Summary:
    facts = Facts(now=now, before=before or {}, weeks=weeks, funnel=FUNNEL if before else Funnel())
    return summarise(CSAT, WEEK, facts)


def test_a_share_is_said_with_its_range_and_its_past() -> None:
    found = csat(
        {5: 27, 4: 14, 3: 5, 2: 1, 1: 2},
        {5: 49, 1: 11},
        weeks=({5: 500, 1: 112},),
    )
    assert summary_text.lines(found) == [
        "CSAT · week 47 (Mon 16 – Sun 22 November 2026)",
        "84\xa0% · 49 answers · likely 71 to 91\xa0%",
        "1: 2 · 2: 1 · 3: 5 · 4: 14 · 5: 27",
        "Average 4.29 of 5 · likely between 3.99 and 4.58",
        "Week 46: 82\xa0% (60 answers); +2 points, could be chance",
        "Last 1 weeks: 82\xa0% (612 answers)",
        "Week by week: ▅",
        "Asked 61 of 74 customers helped",
        "80\xa0% of 61 questions answered, 5 may still be",
    ]


def test_first_contact_is_told_without_a_scale_and_says_why_there_is_nothing() -> None:
    text = summary_text.lines(times(Metric.FCR))
    assert text[1:3] == [
        "72\xa0% · 120 tickets · likely 63 to 79\xa0%",
        "86 of 120 solved at the first contact",
    ]
    _, why = summary_text.lines(said(Histogram(), is_asked=False))
    assert why.startswith("No data: no survey asks customers")


def test_nothing_is_no_data() -> None:
    assert summary_text.lines(csat({}))[1:] == ["no data"]


def test_few_are_counted_and_some_are_indicative() -> None:
    assert (
        summary_text.lines(csat({5: 3, 1: 1}))[1] == "3 of 4 satisfied · too few for a percentage"
    )
    assert summary_text.lines(csat({5: 6}))[1].endswith(" · indicative")


def test_parts_of_a_resolution_time_tell_what_is_open_and_came_back() -> None:
    found = times(Metric.FCR)
    assert summary_text.parts(replace(found, segments=(found,))).headings[-1] == "verdict"
    team = replace(found, segment="team", name="Network", desk=Desk(open=1400, reopened=0))
    grid = summary_text.parts(replace(found, segments=(team,)))
    assert (grid.headings[6:], grid.rows[0][6:]) == (("open", "reopened"), ("1,400", "0"))
    waits = replace(team, desk=Desk(waiting=3))
    grid = summary_text.parts(replace(found, segments=(waits,)))
    assert (grid.headings[6:], grid.rows[0][6:]) == (("waiting",), ("3",))
    of_agent = replace(waits, segment="agent")
    assert len(summary_text.parts(replace(found, segments=(of_agent,))).headings) == 6


def test_parts_stand_under_each_other() -> None:
    parts = [
        summarise(NPS, WEEK, Facts(now={10: 18, 8: 9, 0: 9}, before={}), part=("team", "Network")),
        summarise(NPS, WEEK, Facts(now={10: 2}, before={}), part=("team", "")),
        summarise(NPS, WEEK, Facts(now={}, before={10: 9}), part=("team", "Billing")),
    ]
    found = summarise(NPS, WEEK, Facts(now={10: 20, 8: 9, 0: 9}, before={}), segments=parts)
    grid = summary_text.parts(found)
    assert grid.headings[:2] == ("team", "nps")
    assert [row[:2] for row in grid.rows] == [
        ("Network", "+25"),
        ("(none)", "2 of 2"),
        ("Billing", "no data"),
    ]


def test_few_answers_before_are_counted_too() -> None:
    found = csat({5: 30}, {5: 3, 1: 1}, weeks=({5: 1},))
    assert "Week 46: 3 of 4 (4 answers); +25 points, too few to compare" in summary_text.lines(
        found
    )
    assert "Last 1 weeks: 1 of 1 (1 answer)" in summary_text.lines(found)
    part = summarise(CSAT, WEEK, Facts(now={5: 30}, before={5: 2}), part=("team", "Network"))
    assert summary_text.parts(_with(part)).rows[0][4] == "2 of 2"


def test_what_was_before_stands_alone_where_nothing_came_after() -> None:
    assert summary_text.lines(csat({}, {5: 8, 1: 2}))[2] == "Week 46: 80\xa0% (10 answers)"


def _with(part: Summary) -> Summary:
    return summarise(CSAT, WEEK, Facts(now={5: 30}, before={}), segments=[part])


def test_one_point_is_one_point() -> None:
    before: Counts = {5: 80, 1: 20}
    moved = [summary_text.lines(csat({5: n, 1: 100 - n}, before))[4] for n in (79, 80, 81, 91)]
    assert [line.partition("; ")[2].partition(",")[0] for line in moved] == [
        *("−1 point", "0 points", "+1 point", "+11 points")
    ]


def test_a_number_of_another_scale_says_that_it_is_not_comparable() -> None:
    found = summarise(definition("nps/1-10/net/v1"), WEEK, Facts(now={10: 40, 1: 9}, before={}))
    assert summary_text.lines(found)[-1].endswith("not comparable with it.")
