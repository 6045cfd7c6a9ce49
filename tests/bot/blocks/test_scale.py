import pytest

from bot.blocks import scale
from kpi.metrics import Metric, standard
from kpi.wording import words


@pytest.mark.parametrize(
    ("metric", "language", "ends"),
    [
        (Metric.CSAT, "en", ("1 Very dissatisfied", "5 Very satisfied")),
        (Metric.CES, "nl", ("1 Zeer moeilijk", "7 Zeer makkelijk")),
        (Metric.NPS, "nl", ("0 Zeer onwaarschijnlijk", "10 Zeer waarschijnlijk")),
    ],
)
def test_only_the_ends_are_in_words(metric: Metric, language: str, ends: tuple[str, str]) -> None:
    definition = standard(metric)
    labels = [*scale.labels(definition, words(definition, {}, language)).values()]
    assert (labels[0], labels[-1]) == ends
    assert all(label.isdigit() for label in labels[1:-1])


def test_a_button_says_the_score_in_its_action() -> None:
    nps = standard(Metric.NPS)
    first = next(iter(scale.buttons(nps, words(nps, {}, "en"), "some-id")))
    assert (first["action_id"], first["value"]) == ("rate:0", "some-id")
