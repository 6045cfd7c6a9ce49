from kpi import joys
from kpi.metrics import Metric, choices, standard
from kpi.thresholds import Answer


def test_only_the_best_answer_with_words_is_a_joy() -> None:
    (effort,) = (one for one in choices(Metric.CES) if one.low_is_good)
    rows = [
        (standard(Metric.CSAT), {5}),
        (standard(Metric.CES), {7}),
        (standard(Metric.NPS), {9, 10}),
        (effort, {1}),
    ]
    for definition, best in rows:
        found = {
            score
            for score in definition.scale
            if joys.is_joy(Answer(definition=definition, score=score, comment="Thanks!"))
        }
        assert found == best, definition.key
        silent = Answer(definition=definition, score=max(best), comment="  ")
        assert not joys.is_joy(silent)
