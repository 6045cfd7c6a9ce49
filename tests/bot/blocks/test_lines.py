"""The weeks as a line: beside what is usual, and as many as fit."""

from dataclasses import replace

from bot.blocks import charts
from bot.blocks.pictures import Line
from bot.wording import voice
from tests.kpi.series import csat, rated

STEADY = csat(42)


def test_limits_stand_beside_the_line_and_signals_are_marked() -> None:
    chart = charts.trend(voice("en"), rated(csat(20), usual=STEADY))
    assert chart is not None
    series = {one["name"]: one["data"] for one in chart.block["chart"]["series"]}
    assert {*series} == {"CSAT", "Usual", "By chance from", "By chance to"}
    assert series["CSAT"][-1]["label"] == "wk 46 (50) ▼"
    assert [one[-1]["value"] for one in series.values()] == [40, 84, 68, 100]
    assert isinstance(chart.picture, Line)
    *_, last = chart.picture.points
    assert (chart.picture.centre, last.low, last.high, last.stands_out) == (84, 68, 100, True)


def test_slack_draws_twenty_weeks_and_a_picture_all() -> None:
    found = rated(*[STEADY] * 20, usual=STEADY)
    long = replace(found, weeks=found.earlier[-13:] + found.weeks, earlier=found.earlier[:-13])
    chart = charts.trend(voice("en"), long)
    assert chart is not None
    assert chart.block["title"] == "CSAT, last 20\xa0weeks"
    assert len(chart.block["chart"]["axis_config"]["categories"]) == 20
    assert isinstance(chart.picture, Line)
    assert (chart.picture.title, len(chart.picture.points)) == ("CSAT, last 26\xa0weeks", 26)
    assert len(chart.instead) == 2


def test_a_line_begins_with_the_first_answers_to_this_question() -> None:
    young = rated(csat(3, n=4), *[STEADY] * 4, usual={})
    chart = charts.trend(voice("en"), young)
    assert chart is not None
    assert isinstance(chart.picture, Line)
    assert chart.picture.title == "CSAT, last 5\xa0weeks"
    assert [point.below for point in chart.picture.points] == ["–", "50", "50", "50", "50"]
