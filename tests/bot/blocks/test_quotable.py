from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import quotable
from kpi.metrics import Metric, standard
from kpi.store.comments import Said
from tests.bot.blocks.summaries import said
from tests.drawn import texts


def remarks(*given: tuple[int, str]) -> list[Said]:
    return [said(comment, score=score) for score, comment in given]


def quoted(*given: tuple[int, str]) -> list[str]:
    return [one.comment for one in quotable.picked(remarks(*given))]


def test_two_bad_and_two_good_ones_the_shortest_of_each_first() -> None:
    found = quoted(
        (5, "Everything went very well indeed"),
        (1, "Nobody called me back, not even once"),
        (4, "Quick and friendly"),
        (2, "It took you three weeks"),
        (1, "I explained it four times, to four different people"),
        (5, "A pleasure as always, thank you very much"),
        (3, "Solved, but I had to ask twice"),
    )
    assert found == [
        "It took you three weeks",
        "Nobody called me back, not even once",
        "I explained it four times, to four different people",
        "Quick and friendly",
        "Everything went very well indeed",
    ]


def test_what_says_little_waits_for_what_says_more() -> None:
    assert quoted((5, "top"), (5, "Solved in one go"), (5, "Friendly people"))[:2] == [
        "Friendly people",
        "Solved in one go",
    ]
    assert quoted((1, "x" * 400), (1, "Too late for me")) == ["Too late for me", "x" * 400]


def test_a_text_is_quoted_once() -> None:
    assert quoted((5, "Well done, all of you"), (4, "well  done, all of you")) == [
        "Well done, all of you"
    ]


def test_one_sided_weeks_are_filled_up_from_that_side() -> None:
    happy = [(5, f"Good help, number {number}") for number in range(9)]
    assert len(quoted(*happy)) == 5
    assert quoted() == []


@given(st.lists(st.tuples(st.integers(0, 10), texts(max_size=30)), max_size=30))
def test_at_most_five_and_the_lowest_first(given_: list[tuple[int, str]]) -> None:
    several = [said(text, score=score, definition=standard(Metric.NPS)) for score, text in given_]
    found = quotable.picked(several)
    texts = {" ".join(text.casefold().split()) for _, text in given_} - {""}
    assert len(found) == min(5, len(texts))
    bands = [one.score > 6 for one in found]
    assert bands == sorted(bands)
