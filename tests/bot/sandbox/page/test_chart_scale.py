import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.page.chart_scale import WIDTH, number, plot, scale
from tests.drawn import texts
from tests.each import each

values = st.lists(
    st.floats(-1e15, 1e15).map(lambda value: round(value, 6)), min_size=1, max_size=20
)


@each(
    ("value", "written"),
    [(84, "84"), (0.5, "0.5"), (-3, "−3"), (-0.001, "0"), (1.23456, "1.23"), (2.5e9, "2.5e+09")],
)
def test_numbers_are_written_short(value: float, written: str) -> None:
    assert number(value) == written


@given(values, st.booleans())
def test_every_value_lies_between_the_ticks(given_values: list[float], from_zero: bool) -> None:  # noqa: FBT001 - Hypothesis passes it
    lines = scale(given_values, from_zero=from_zero)

    assert lines.low <= min(given_values)
    assert lines.high >= max(given_values)
    assert 2 <= len(lines.ticks) <= 8
    assert not from_zero or 0 in lines.ticks


@pytest.mark.parametrize(
    ("given_values", "from_zero", "ticks"),
    [
        ([71, 86], False, (70, 75, 80, 85, 90)),
        ([2, 27], True, (0, 10, 20, 30)),
        ([2, 27], False, (0, 10, 20, 30)),
        ([80], False, (79, 79.5, 80, 80.5, 81)),
        ([0, 0], True, (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_ticks_are_round(
    given_values: list[float], *, from_zero: bool, ticks: tuple[float, ...]
) -> None:
    assert scale(given_values, from_zero=from_zero).ticks == ticks


def test_a_bar_that_hangs_leaves_room_for_its_value() -> None:
    assert scale([20, -9], from_zero=True).low == -20


@given(values, st.lists(texts(min_size=1, max_size=20), min_size=1, max_size=20))
def test_everything_stands_on_the_paper(given_values: list[float], categories: list[str]) -> None:
    paper = plot(scale(given_values, from_zero=False), categories, labels=1, at_end=True)

    assert all(paper.top <= paper.y(value) <= paper.bottom for value in given_values)
    assert all(paper.left < paper.x(at) < paper.right for at in range(len(categories)))
    assert paper.right < WIDTH
    assert paper.bottom < paper.height


def test_long_labels_lean_and_are_cut() -> None:
    lines = scale([1, 2], from_zero=True)
    few = plot(lines, ["a", "b"], labels=0, at_end=False)
    many = plot(lines, ["a long label indeed"] * 12, labels=0, at_end=False)

    assert few.shown_categories == ["a", "b"]
    assert (few.leaning, many.leaning) == (False, True)
    assert many.shown_categories[0] == "a long label …"
    assert many.height > few.height
