import pytest

from bot.blocks import scale
from bot.wording import voice
from kpi.metrics import Metric, standard


@pytest.mark.parametrize(
    ("metric", "language", "ends"),
    [
        (Metric.CSAT, "en", ("1 Very dissatisfied", "5 Very satisfied")),
        (Metric.CES, "nl", ("1 Zeer moeilijk", "7 Zeer makkelijk")),
        (Metric.NPS, "nl", ("0 Zeer onwaarschijnlijk", "10 Zeer waarschijnlijk")),
    ],
)
def test_only_the_ends_are_in_words(metric: Metric, language: str, ends: tuple[str, str]) -> None:
    labels = [*scale.labels(standard(metric), language).values()]
    assert (labels[0], labels[-1]) == ends
    assert all(label.isdigit() for label in labels[1:-1])


def test_a_button_says_the_score_in_its_action() -> None:
    first = next(iter(scale.buttons(standard(Metric.NPS), voice("en"), "some-id")))
    assert (first["action_id"], first["value"]) == ("rate:0", "some-id")
