import json
from typing import Any

from bot.blocks import charts
from bot.charts import looks
from bot.wording import voice
from kpi.metrics import Metric
from tests.bot.blocks.summaries import summary

WEEKS = ({5: 30, 1: 10}, {5: 3}, {5: 41, 1: 8})


def line(metric: Metric = Metric.CSAT, **more: Any) -> looks.Spec:
    chart = charts.trend(voice("en"), summary(metric, period="last week", **more))
    assert chart is not None
    return looks.of(chart.picture)


def bars(metric: Metric = Metric.CSAT) -> looks.Spec:
    chart = charts.distribution(voice("nl"), summary(metric))
    assert chart is not None
    return looks.of(chart.picture)


def test_a_line_is_drawn_on_the_whole_scale() -> None:
    for metric, domain in ((Metric.CSAT, [0, 100]), (Metric.NPS, [-100, 100])):
        scales = [layer["encoding"]["y"]["scale"] for layer in line(metric)["layer"]]
        assert scales == [{"domain": domain, "nice": False}] * len(scales)


def test_a_week_of_few_answers_keeps_its_place_and_has_no_value() -> None:
    first, second, third = line(weeks=WEEKS)["data"]["values"]
    assert (first["week"], first["value"], first["low"], first["high"]) == ("wk 44|40", 75, 60, 86)
    assert (second["week"], second["value"], second["told"]) == ("wk 45|–", None, "")
    assert third["told"] == "84"


def test_a_picture_brings_its_own_paper_and_fetches_nothing() -> None:
    for spec in (line(), bars()):
        assert spec["background"] == "#ffffff"
        assert "url" not in json.dumps(spec)


def test_a_bar_begins_at_nothing_and_has_its_number() -> None:
    drawn = bars(Metric.NPS)
    assert [one["n"] for one in drawn["data"]["values"]] == [9, 9, 18]
    assert "scale" not in drawn["encoding"]["y"]
    assert drawn["layer"][1]["encoding"]["text"] == {"field": "n"}


def test_bars_and_line_stand_out_from_the_paper() -> None:
    for colour in (looks.BLUE, *looks.MOODS.values()):
        assert 1.05 / (brightness(colour) + 0.05) >= 3


def test_limits_are_dashed_and_what_stands_out_has_its_own_shape() -> None:
    steady = ({5: 42, 2: 10},) * 30
    chart = charts.trend(
        voice("en"),
        summary(period="last week", weeks=(*steady, {5: 20, 2: 30}), earlier=steady),
    )
    assert chart is not None
    spec = looks.of(chart.picture)
    marks = [layer["mark"] for layer in spec["layer"]]
    assert sum("strokeDash" in mark for mark in marks) == 2
    assert [mark["shape"] for mark in marks if "shape" in mark] == ["diamond"]
    rows = spec["data"]["values"]
    assert [row["out"] for row in rows] == [False] * 30 + [True]
    # Thirty-one weeks have no room for as many names: every second, the last among them.
    assert spec["layer"][0]["encoding"]["x"]["axis"]["values"] == [
        row["week"] for row in rows[::-2]
    ]
    assert [row["told"] for row in rows if row["has_room"]] == ["40"]


def brightness(colour: str) -> float:
    """Give the relative luminance of a colour, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
