from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Message, charts
from bot.blocks.message import Chart
from bot.blocks.pictures import Bars, Line
from bot.sandbox.block_kit.surfaces import checked_message
from bot.wording import Voice, voice
from kpi.metrics import ASKED, Metric, standard
from kpi.scores import Counts
from kpi.summary import Summary
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import times
from tests.each import each

EN, NL = voice("en"), voice("nl")
WEEKS: tuple[Counts, ...] = ({5: 30, 1: 10}, {5: 3}, {}, {5: 41, 1: 8})


def week(metric: Metric = Metric.CSAT, **more: Any) -> Summary:
    return summary(metric, period="last week", **more)


def trend(say: Voice = EN, metric: Metric = Metric.CSAT, **more: Any) -> Chart:
    chart = charts.trend(say, week(metric, **more))
    assert chart is not None
    return chart


def spread(say: Voice = EN, metric: Metric = Metric.CSAT, **more: Any) -> Chart:
    chart = charts.distribution(say, week(metric, **more))
    assert chart is not None
    return chart


def values(chart: Chart) -> dict[str, list[int]]:
    series = chart.block["chart"]["series"]
    return {one["name"]: [point["value"] for point in one["data"]] for one in series}


def test_a_trend_has_the_value_and_its_range_for_each_week_with_enough_answers() -> None:
    chart = trend(weeks=WEEKS)
    assert values(chart) == {"CSAT": [75, 84], "Likely from": [60, 71], "Likely to": [86, 91]}
    axes = chart.block["chart"]["axis_config"]
    assert axes["categories"] == ["wk 43 (40)", "wk 46 (49)"]
    assert axes["y_label"] == "% satisfied"
    assert "too few left out" in axes["x_label"]


def test_a_picture_keeps_the_place_of_a_week_that_has_no_value() -> None:
    line = trend(weeks=WEEKS).picture
    assert isinstance(line, Line)
    assert [(point.label, point.below, point.told) for point in line.points] == [
        ("wk 43", "40", "75"),
        ("wk 44", "–", ""),
        ("wk 45", "–", ""),
        ("wk 46", "49", "84"),
    ]
    assert line.axis.endswith("(–: too few)")


@each(
    ("metric", "scale"),
    [(Metric.CSAT, (0, 100)), (Metric.CES, (0, 100)), (Metric.NPS, (-100, 100))],
)
def test_the_scale_is_whole(metric: Metric, scale: tuple[int, int]) -> None:
    line = trend(NL, metric).picture
    assert isinstance(line, Line)
    assert (line.lowest, line.highest) == scale


def test_the_same_numbers_stand_in_words() -> None:
    assert trend(weeks=WEEKS).alt == (
        "CSAT, last 4\xa0weeks: week 46: 84\xa0% (49 answers), likely between 71 and 91\xa0%; "
        "week 43: 75\xa0% (40 answers), likely between 60 and 86\xa0%"
    )
    (instead,) = trend(NL, weeks=WEEKS).instead
    assert instead["text"]["text"].splitlines()[0] == (
        "Week 43: 75\xa0% (40 antwoorden), waarschijnlijk tussen 60 en 86\xa0%"
    )


def test_with_fewer_than_two_weeks_there_is_no_line() -> None:
    assert charts.trend(EN, week(weeks=({5: 40}, {5: 4}, {}))) is None


def test_a_hidden_summary_has_no_chart() -> None:
    hidden = week(counts={5: 3}, private=True)
    assert charts.trend(EN, hidden) is None
    assert charts.distribution(EN, hidden) is None


def test_what_a_small_week_of_a_private_survey_is_cannot_be_worked_out() -> None:
    weeks = ({5: 9}, {5: 30}, {5: 3}, {5: 20}, {5: 40})
    shown = trend(weeks=weeks, private=True)
    assert shown.block["chart"]["axis_config"]["categories"] == [
        "wk 43 (30)",
        "wk 45 (20)",
        "wk 46 (40)",
    ]
    assert "9 answers" not in shown.alt


def test_how_answers_are_spread() -> None:
    assert values(spread()) == {"Answers": [2, 1, 5, 14, 27]}
    assert values(spread(NL, Metric.NPS)) == {"Antwoorden": [9, 9, 18]}
    bars = spread(NL, Metric.NPS).picture
    assert isinstance(bars, Bars)
    assert [(bar.label, bar.mood) for bar in bars.bars] == [
        ("Criticasters (0–6)", "bad"),
        ("Passief (7–8)", "middle"),
        ("Promoters (9–10)", "good"),
    ]
    assert spread().alt == "CSAT, week 46: 1: 2, 2: 1, 3: 5, 4: 14, 5: 27"


def test_a_few_answers_are_not_spread() -> None:
    assert charts.distribution(EN, week(counts={5: 4})) is None


def both() -> Message:
    line, bars = trend(weeks=WEEKS), spread()
    return Message("x", [{"type": "divider"}, line.block, bars.block], (line, bars))


def test_pictures_take_the_place_of_charts_and_words_that_of_missing_pictures() -> None:
    picture = {"type": "image"}
    shown = charts.pictured(both(), [picture, None])
    assert [block["type"] for block in shown.blocks] == ["divider", "image", "section"]
    assert shown.charts == ()
    words = [block["type"] for block in charts.words(both()).blocks]
    assert words == ["divider", "section", "section"]


def test_words_and_charts_can_be_told_apart() -> None:
    words, drawn = charts.apart(both())
    assert [block["type"] for block in words.blocks] == ["divider"]
    assert words.charts == ()
    assert [block["type"] for block in drawn.blocks] == ["data_visualization"] * 2
    assert drawn.text.splitlines()[1] == "CSAT, week 46: 1: 2, 2: 1, 3: 5, 4: 14, 5: 27"
    assert charts.apart(words) == (words, Message(""))


def test_replies_are_drawn_in_minutes_with_their_range() -> None:
    drawn = charts.trend(NL, times())
    assert drawn is not None
    checked_message([drawn.block])
    assert isinstance(drawn.picture, Line)
    assert (drawn.picture.unit, drawn.picture.lowest) == (" min", 0)
    assert drawn.picture.points[0].told == "21"
    assert all(
        point.value <= drawn.picture.highest for point in drawn.picture.points if point.value
    )
    assert charts.distribution(NL, times(Metric.FCR)) is None


@settings(max_examples=40)  # each has thirteen weeks of its own
@given(
    weeks=st.lists(
        st.dictionaries(st.integers(0, 10), st.integers(0, 10**6)), min_size=13, max_size=13
    ),
    metric=st.sampled_from(ASKED),
    private=st.booleans(),
    say=st.sampled_from([EN, NL]),
)
def test_slack_takes_any_chart_and_no_week_of_few_answers_is_in_it(
    weeks: list[dict[int, int]],
    metric: Metric,
    private: bool,  # noqa: FBT001 - Hypothesis names every argument
    say: Voice,
) -> None:
    scale = standard(metric).scale
    counted = [{score: n for score, n in one.items() if score in scale} for one in weeks]
    found = week(metric, counts=counted[-1], weeks=tuple(counted), private=private)
    drawn = [*filter(None, (charts.trend(say, found), charts.distribution(say, found)))]
    checked_message([chart.block for chart in drawn])
    assert all(len(chart.alt) <= 2000 for chart in drawn)
    for chart in drawn:
        if isinstance(chart.picture, Line):
            told = [point for point in chart.picture.points if point.value is not None]
            assert len(told) <= sum(sum(one.values()) >= 5 for one in counted)
