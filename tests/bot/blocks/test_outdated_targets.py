"""Targets that were left behind, in words."""

from bot.blocks import outdated_targets
from bot.wording import voice
from kpi.metrics import Metric, choices, standard
from kpi.service_definitions import definition
from tests.bot.blocks.test_targets import target

MEAN = next(one for one in choices(Metric.CSAT) if one.formula == "mean")


def test_each_is_named_with_the_order_that_sets_it_anew() -> None:
    say = voice("en")
    replies = [target(Metric.FRT, 5400), target(Metric.FRT, 3600, value="Network")]
    assert [*outdated_targets.lines(say, replies, definition("frt/calendar/median/v1"))] == [
        "Set for the way it was counted before, so nothing is measured against them now:",
        "• FRT · everybody: 1\xa0h 30\xa0min. Set it anew:  `/kpi target frt 90m`",
        '• FRT · team Network: 1\xa0h. Set it anew:  `/kpi target frt 1h team:"Network"`',
    ]
    (_, mean) = outdated_targets.lines(say, [target()], MEAN)
    assert mean.endswith("85\xa0%. Set it anew:  `/kpi target csat …`"), "85 is on no scale of five"
    assert [*outdated_targets.lines(say, [], standard(Metric.CSAT))] == []
