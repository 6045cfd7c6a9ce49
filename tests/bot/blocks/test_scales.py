from bot.blocks import scales
from bot.wording import voice
from kpi.histograms import Histogram
from kpi.metrics import Metric
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import HOUR, MINUTE, times
from tests.each import each


@each(
    ("length", "unit", "highest"),
    [
        (MINUTE // 2, " min", 1),
        (12 * MINUTE, " min", 20),
        (10 * HOUR, " min", 600),
        (10 * HOUR + 600, " h", 20),
        (350 * HOUR, " h", 400),
    ],
)
def test_times_are_drawn_from_nothing_to_a_round_number(
    length: int, unit: str, highest: int
) -> None:
    found = times(now=Histogram.of([length] * 9))
    assert found.score is not None
    scale = scales.of(voice("en"), found, [found.score])
    assert (scale.unit, scale.lowest, scale.highest) == (unit, 0, highest)
    assert scale.lowest <= scale.place(found.score.value) <= scale.highest


def test_shares_and_points_are_drawn_whole() -> None:
    for metric, ends in ((Metric.CSAT, (0, 100)), (Metric.NPS, (-100, 100))):
        found = summary(metric)
        assert found.score is not None
        scale = scales.of(voice("nl"), found, [found.score])
        assert (scale.lowest, scale.highest) == ends
