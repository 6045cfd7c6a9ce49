"""Which answers make the day of who helped: the best there is, with words to it."""

from kpi import thresholds
from kpi.definition import Metric
from kpi.thresholds import Answer


def is_joy(answer: Answer) -> bool:
    """Tell whether an answer is as good as can be; of 0 to 10, a 9 is too."""
    asked = answer.definition
    if not answer.comment.strip():
        return False
    if asked.metric is Metric.NPS:
        return answer.score in asked.favourable
    return thresholds.unhappiness(answer) == asked.high - asked.low
