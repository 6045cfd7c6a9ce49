"""What is usual for a summary: one judgement, wherever it is shown."""

from dataclasses import replace
from datetime import date

import pytest

from kpi import usual
from kpi.control import Control, Side, Signal
from kpi.measured import Desk
from kpi.metrics import Metric
from kpi.summary import Summary
from tests.kpi.series import SHOWN, WEEK, csat, rated, timed

STEADY = csat(42)
FELL = Signal(Side.BELOW, outside=True, run=1)


def found(summary: Summary) -> Control:
    control = usual.of(summary)
    assert control is not None
    return control


def test_a_share_a_score_and_a_time_each_have_their_chart() -> None:
    share, times = found(rated(STEADY, usual=STEADY)), found(timed([660] * 9))
    net = found(rated(metric=Metric.NPS, usual={10: 20, 3: 10}))
    assert (share.kind, share.centre) == ("p", 84)
    assert net.kind == times.kind == "xmr"
    assert net.centre == pytest.approx(100 / 3)
    assert times.centre == pytest.approx(630, rel=0.01)
    assert len(share.weeks) == 31


def test_the_last_week_signals() -> None:
    assert usual.signal(rated(STEADY, usual=STEADY)) is None
    assert usual.signal(rated(csat(20), usual=STEADY)) == FELL
    assert usual.signal(timed([3_600] * 20)) == Signal(Side.ABOVE, outside=True, run=2)


def test_a_week_that_may_still_change_does_not_signal() -> None:
    running = rated(csat(20), usual=STEADY, period=WEEK.through(date(2026, 11, 11)))
    assert usual.signal(running) is None
    provisional = replace(rated(csat(20), usual=STEADY), desk=Desk(provisional_from=WEEK.first))
    assert usual.signal(provisional) is None


def test_weeks_of_few_answers_are_not_looked_at() -> None:
    assert usual.signal(rated(csat(0, n=4), usual=STEADY)) is None
    assert usual.of(rated(STEADY, usual=csat(4, n=4))) is None


def test_of_what_is_hidden_nothing_is_usual() -> None:
    assert usual.of(rated(csat(1, n=4), usual=STEADY, private=True)) is None
    hidden_week = found(rated(csat(1, n=4), STEADY, usual=STEADY, private=True))
    assert hidden_week.weeks[-2] is None


def test_a_summary_that_does_not_look_back_knows_nothing_usual() -> None:
    assert usual.of(replace(rated(STEADY, usual=STEADY), earlier=())) is None
    assert len(rated(STEADY, usual=STEADY).weeks) == SHOWN
