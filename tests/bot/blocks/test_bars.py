from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import bars
from bot.wording import voice
from kpi.metrics import Metric
from kpi.scores import Counts, Score
from tests.bot.blocks.summaries import summary


def test_every_score_has_its_bar_high_to_low() -> None:
    score = summary(counts={5: 27, 4: 14, 3: 5, 2: 1, 1: 0}).score
    assert isinstance(score, Score)
    drawn = bars.distribution(voice("en"), score)
    assert [part.split("\N{NO-BREAK SPACE}") for part in drawn.split(" · ")] == [
        ["5", "██████████", "27"],
        ["4", "█████", "14"],
        ["3", "██", "5"],
        ["2", "▌", "1"],
        ["1", "▏", "0"],
    ]


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_anybody_at_all_gets_some_bar(times: int, more: int) -> None:
    drawn = bars.bar(times, times + more, 10)
    assert drawn.startswith("▏") == (times == 0)
    assert len(drawn) <= 11


def test_small_movements_look_small() -> None:
    weeks: tuple[Counts, ...] = ({5: 80, 1: 20}, {5: 84, 1: 16}, {}, {5: 3}, {5: 78, 1: 22})
    assert bars.spark(summary(weeks=weeks)) == "▄▅··▄"


def test_large_movements_use_the_whole_height() -> None:
    weeks = ({10: 50}, {0: 50}, {10: 25, 0: 25})
    assert bars.spark(summary(Metric.NPS, weeks=weeks)) == "█▁▅"


def test_without_weeks_there_is_no_line() -> None:
    assert bars.spark(summary(weeks=({}, {5: 1}))) == ""
