"""A target beside its number, in words that say what chance may have done."""

from dataclasses import replace
from typing import Any

from bot.blocks import charts, goals, kpi, split
from bot.blocks.pictures import Line
from bot.wording import voice
from kpi import metrics
from kpi.metrics import Metric
from kpi.query import View
from kpi.summary import Facts, Summary, summarise
from tests.bot.blocks.reading import read
from tests.bot.blocks.summaries import query, summary
from tests.bot.blocks.times import times
from tests.each import each

EN, NL = voice("en"), voice("nl")


def aimed(target: float, metric: Metric = Metric.CSAT, **more: Any) -> Summary:
    return replace(summary(metric, **more), target=target)


@each(
    ("found", "english", "dutch"),
    [
        (
            aimed(85),
            "Target 85\xa0%: 1\xa0point below, could be chance",
            "Doel 85\xa0%: 1\xa0punt lager, kan toeval zijn",
        ),
        (
            aimed(70),
            "Target 70\xa0%: reached, 14\xa0points above, more than chance",
            "Doel 70\xa0%: gehaald, 14\xa0punten hoger, meer dan toeval",
        ),
        (
            aimed(95),
            "Target 95\xa0%: not reached, 11\xa0points below, more than chance",
            "Doel 95\xa0%: niet gehaald, 11\xa0punten lager, meer dan toeval",
        ),
        (aimed(84), "Target 84\xa0%: right on it", "Doel 84\xa0%: er precies op"),
        (
            aimed(25, Metric.NPS),
            "Target +25: right on it",
            "Doel +25: er precies op",
        ),
        (
            aimed(85, counts={5: 3}),
            "Target 85\xa0%: too few to tell.",
            "Doel 85\xa0%: te weinig om er iets over te zeggen.",
        ),
        (
            replace(times(), target=3600),
            "Target 1\xa0h: reached, 38\xa0min shorter, more than chance",
            "Doel 1\xa0uur: gehaald, 38\xa0min korter, meer dan toeval",
        ),
    ],
)
def test_a_number_says_where_it_stands(found: Summary, english: str, dutch: str) -> None:
    assert [*goals.lines(EN, found)] == [english]
    assert [*goals.lines(NL, found)] == [dutch]


def test_a_mean_is_as_far_from_its_target_as_its_scale_shows() -> None:
    mean = metrics.definition("csat/1-5/mean/v1")
    facts = Facts(now={5: 20, 4: 20, 3: 10}, before={})
    found = replace(summarise(mean, query("week").period, facts), target=3.5)
    assert [*goals.lines(EN, found)] == ["Target 3.50: reached, 0.70 higher, more than chance"]
    facts = Facts(now={4: 20}, before={})
    alike = replace(summarise(mean, query("week").period, facts), target=4.5)
    assert [*goals.lines(NL, alike)] == ["Doel 4,50: 0,50 lager"]


def test_without_a_target_or_a_number_that_may_be_shown_nothing_is_said() -> None:
    hidden = aimed(85, counts={5: 3}, private=True)
    for found in (summary(), hidden, aimed(85, counts={})):
        assert [*goals.lines(EN, found)] == []
    assert goals.cell(EN, hidden) == "85\xa0%"


def test_answers_and_trends_carry_it() -> None:
    for view in (View.SUMMARY, View.TREND):
        shown = kpi.summaries([aimed(85)], query("week", view=view), language="en", leads=True)
        assert "Target 85\xa0%: 1\xa0point below" in shown.text
    several = kpi.summaries(
        [aimed(85), summary(Metric.NPS)], query("week"), language="en", leads=False
    )
    assert "Target 85 %: 1 point below" in read(several)


def test_a_table_has_a_column_where_a_part_has_one() -> None:
    parts = (
        replace(summary(part=("team", "Network")), target=95),
        summary(part=("team", "Billing")),
    )
    whole = replace(summary(), segments=parts)
    table, *_ = split.table(EN, [whole], "team")
    rows = [[cell["text"] for cell in row] for row in table["rows"]]
    assert [row[-1] for row in rows] == ["Target", "95\xa0%: not reached", "–"]
    assert next(iter(split.lines(EN, whole))).endswith("95\xa0%: not reached")
    (bare, *_) = split.table(EN, [replace(whole, segments=parts[1:])], "team")
    assert len(bare["rows"][0]) == 5


def test_parts_of_few_answers_are_not_judged_and_say_so() -> None:
    few = replace(aimed(85, counts={5: 6, 1: 2}), target_stands=False)
    for found in (few, aimed(85, counts={5: 3})):
        assert goals.cell(EN, found) == "85\xa0%: too few to tell"
        assert goals.cell(NL, found) == "85\xa0%: te weinig om iets te zeggen"
        assert [*goals.lines(EN, found)] == ["Target 85\xa0%: too few to tell."]
    assert goals.cell(EN, replace(aimed(85), target_stands=False)).endswith("too close to tell")


def test_charts_draw_it_as_a_line() -> None:
    chart = charts.trend(EN, aimed(85, period="last week"))
    assert chart is not None
    assert isinstance(chart.picture, Line)
    assert (chart.picture.target, chart.picture.target_told) == (85, "Target 85\xa0%")
    series = {one["name"]: one["data"] for one in chart.block["chart"]["series"]}
    assert {point["value"] for point in series["Target"]} == {85}
    assert "Target 85\xa0%" in chart.alt


def test_a_scale_of_times_reaches_up_to_it() -> None:
    chart = charts.trend(EN, replace(times(), target=5 * 3600))
    assert chart is not None
    assert isinstance(chart.picture, Line)
    assert chart.picture.target is not None
    assert chart.picture.highest >= chart.picture.target
