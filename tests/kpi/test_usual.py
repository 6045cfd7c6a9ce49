"""What is usual for a summary: one judgement, wherever it is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from kpi import look_back, usual
from kpi.control import Control, Side, Signal
from kpi.measured import Desk
from kpi.metrics import Metric, standard
from kpi.periods.period import between
from kpi.query import Query, View
from kpi.scores import Counts
from kpi.summary import Facts, Summary, summarise
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


def test_a_week_is_judged_alike_in_each_question_however_far_it_goes_on() -> None:
    """Two years in which satisfaction falls by steps, looked at as a week and in trends."""
    monday, chance = date(2024, 7, 1), Random(5)
    weeks = {
        monday + timedelta(weeks=number): csat(int(46 - number / 6 + chance.uniform(-5, 5)))
        for number in range(130)
    }
    seen: dict[date, set[Signal | None]] = {}
    for last in [*weeks][70:]:
        for shown in (1, 26, 52):
            for day, signal in _signals(weeks, last, shown):
                seen.setdefault(day, set()).add(signal)
    assert all(len(found) == 1 for found in seen.values())
    assert len(set().union(*seen.values())) > 1


def _signals(
    weeks: Mapping[date, Counts], last: date, asked: int
) -> Iterator[tuple[date, Signal | None]]:
    """Judge the weeks that the answer shows to a question about so many."""
    first = last - timedelta(weeks=asked - 1)
    period = between(first, last + timedelta(days=6), WEEK.zone)
    view = View.SUMMARY if asked == 1 else View.TREND
    back = look_back.of(Query(metrics=(Metric.CSAT,), period=period, view=view), Metric.CSAT)
    counts = [weeks.get(one.first, {}) for one in (*back.earlier, *back.shown)]
    until = len(back.earlier)
    facts = Facts(
        now=counts[-1],
        before=counts[-2],
        weeks=tuple(counts[until:]),
        earlier=tuple(counts[:until]),
    )
    control = usual.of(summarise(standard(Metric.CSAT), period, facts))
    if control is not None:
        for one, judged in zip(back.shown, control.weeks[until:], strict=True):
            if judged is not None:
                yield one.first, judged.signal
