from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.chart_svg import draw
from bot.sandbox.wire import Json
from tests.bot.sandbox.page.reading import Html, Tag
from tests.drawn import texts
from tests.each import each

WEEKS = ["wk 45 · 40", "wk 46 · 41", "wk 47 · 49"]


def series(name: str, *values: float) -> Json:
    points = zip(WEEKS, values, strict=False)
    return {"name": name, "data": [{"label": week, "value": value} for week, value in points]}


def chart(kind: str, *several: Json) -> Json:
    axis = {"categories": WEEKS, "x_label": "Week", "y_label": "% satisfied"}
    return {"type": kind, "series": list(several), "axis_config": axis}


def drawn(given_chart: Json, title: str = "CSAT <trend>") -> Html:
    return Html(str(draw(title, given_chart)))


def shown(read: Html, look: str) -> list[str]:
    return [tag.words for tag in read.all("text", class_=look)]


def middle(tag: Tag) -> float:
    return float(tag["cy"] or 0)


@each("kind", ["line", "area", "bar"])
def test_a_chart_is_labelled_and_told_in_words(kind: str) -> None:
    read = drawn(chart(kind, series("CSAT", 84, 80, 71)))

    assert len(read.all("svg", role="img")) == 1
    assert read.all("title")[0].words == read.one("figcaption").words == "CSAT <trend>"
    assert read.one("desc").words == (
        "CSAT, wk 45 · 40: 84; CSAT, wk 46 · 41: 80; CSAT, wk 47 · 49: 71. "
    )
    assert shown(read, "kit-axis-label") == ["% satisfied", "Week"]
    assert shown(read, "kit-value") == ["84", "80", "71"]


def test_the_table_says_every_number() -> None:
    read = drawn(chart("line", series("CSAT", 84, 80, 71), series("Likely", 90.5, 88, 79)))

    assert [one.words for one in read.all("th", scope="col")] == ["Week", "CSAT", "Likely"]
    assert [one.words for one in read.all("th", scope="row")] == WEEKS
    assert [one.words for one in read.all("td")] == ["84", "90.5", "80", "88", "71", "79"]


def test_higher_values_stand_higher() -> None:
    read = drawn(chart("line", series("CSAT", 84, 80, 71)))
    first, second, third = read.all("circle", r="3", class_="kit-point")[:3]
    assert middle(first) < middle(second) < middle(third)


def test_values_at_the_end_of_lines_do_not_cover_each_other() -> None:
    read = drawn(chart("line", *(series(name, 80, 80, 80) for name in "abc")))
    heights = sorted(float(tag["y"] or 0) for tag in read.all("text", class_="kit-value"))
    assert all(below - above >= 12 for above, below in pairwise(heights))


def test_bars_reach_from_zero_to_their_value() -> None:
    read = drawn(chart("bar", series("a", 10, 20, -10)))
    one, two, hanging = [tag for tag in read.all("rect", class_="kit-bar") if "g" in tag.inside]

    assert float(two["height"] or 0) == pytest.approx(2 * float(one["height"] or 0), abs=0.2)
    ground = float(one["y"] or 0) + float(one["height"] or 0)
    assert float(hanging["y"] or 0) == pytest.approx(ground, abs=0.2)


def test_series_differ_in_more_than_colour() -> None:
    read = drawn(chart("line", series("a", 1, 2, 3), series("b", 2, 3, 4)))
    groups = {str(tag["class"]) for tag in read.all("g")}
    assert groups == {"kit-series-1", "kit-series-2"}
    assert [tag.words.strip() for tag in read.all("li")] == ["a", "b"]


def test_a_pie_shows_shares_and_values() -> None:
    segments = [{"label": "Promoters", "value": 3}, {"label": "Detractors", "value": 1}]
    read = drawn({"type": "pie", "segments": segments})

    assert shown(read, "kit-value") == ["75 %", "25 %"]
    assert [one.words for one in read.all("td")] == ["3", "75 %", "1", "25 %"]
    assert read.one("desc").words == "Promoters: 3 (75 %); Detractors: 1 (25 %)."
    assert len(read.all("path", class_="kit-slice")) == 2


def test_a_pie_of_one_piece_is_whole() -> None:
    read = drawn({"type": "pie", "segments": [{"label": "All", "value": 0.1}]})
    assert len(read.all("circle", class_="kit-slice")) == 1


@given(
    st.sampled_from(["line", "bar", "area"]),
    st.lists(st.floats(-1e15, 1e15), min_size=3, max_size=3),
    texts(min_size=1, max_size=20),
)
def test_any_values_and_names_can_be_drawn(kind: str, given_values: list[float], name: str) -> None:
    read = drawn(chart(kind, series(name, *given_values), series(f"{name}2", 1, 2, 3)), name)

    assert read.one("figcaption").words == name
    assert not {"nan", "inf"} & set(str(read.one("desc").words).split())


@given(st.lists(st.floats(1e-9, 1e15), min_size=1, max_size=6))
def test_any_pie_can_be_drawn(given_values: list[float]) -> None:
    segments = [{"label": f"s{at}", "value": one} for at, one in enumerate(given_values)]
    assert len(drawn({"type": "pie", "segments": segments}).all("tr")) == len(segments) + 1
