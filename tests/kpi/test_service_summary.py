"""What was counted of interactions as summaries, and as JSON."""

import json
from dataclasses import replace
from typing import Any

import pytest

from kpi import goals, periods, service_summary
from kpi.changes import Verdict
from kpi.goals import Reach
from kpi.histograms import Histogram, merged, summed
from kpi.measured import Aim, Desk
from kpi.metrics import Metric
from kpi.reckoning import AT_ONCE, NOT_AT_ONCE, UNANSWERED
from kpi.service_definitions import first_contact, standard
from kpi.service_summary import Measured, Shown
from kpi.summary import Summary
from kpi.summary_json import as_json
from kpi.timings import Timing
from tests.moments import NOW

WEEK = periods.week_of(NOW.date(), "Europe/Amsterdam")


def waiting(lengths: Histogram, n: int) -> Histogram:
    return merged([lengths, summed([(UNANSWERED, n, 0)])])


def outcomes(at_once: int, not_at_once: int) -> Histogram:
    return summed([(AT_ONCE, at_once, 0), (NOT_AT_ONCE, not_at_once, 0)])


def summary(metric: Metric, *, private: bool = False, **measured: Any) -> Summary:
    found = Measured(**{"desk": Desk(), **measured})
    return service_summary.of(standard(metric), WEEK, found, Shown(private=private))


def test_what_waits_is_no_length() -> None:
    lengths = waiting(Histogram.of([60] * 9), 3)
    found = summary(Metric.FRT, now=lengths, before=lengths, weeks=(lengths, Histogram()))
    assert service_summary.waiting(lengths) == 3
    assert found.n == 9
    assert isinstance(found.score, Timing)
    assert found.score.median == 60
    assert [week and week.n for week in found.weeks] == [9, None]
    assert found.change.verdict is Verdict.COULD_BE_CHANCE


def test_only_waiting_is_no_data_but_something_is_known() -> None:
    found = summary(
        Metric.FRT, now=waiting(Histogram(), 2), desk=Desk(waiting=2, aim=Aim(3600, 0, 1))
    )
    assert found.score is None
    assert found.has_facts
    assert found.within_target == 0
    assert not summary(Metric.FRT).has_facts


def test_misses_count_in_the_share_within_the_target() -> None:
    found = summary(
        Metric.FRT, now=Histogram.of([60] * 9), desk=Desk(aim=Aim(30, within=6, overdue=1))
    )
    assert found.within_target == 60
    assert summary(Metric.FRT, now=Histogram.of([60])).within_target is None


def test_longer_is_worse() -> None:
    slow, fast = Histogram.of(range(900, 1500, 20)), Histogram.of(range(100, 700, 20))
    found = summary(Metric.ART, now=slow, before=fast)
    assert (found.change.verdict, found.course) == (Verdict.UP, Verdict.DOWN)
    better = summary(Metric.FCR, now=outcomes(90, 10), before=outcomes(50, 50))
    assert (better.change.verdict, better.course) == (Verdict.UP, Verdict.UP)


def test_one_person_is_not_judged_by_four_tickets() -> None:
    assert summary(Metric.FRT, now=Histogram.of([60] * 4), private=True).hidden
    assert not summary(Metric.FRT, now=Histogram.of([60] * 5), private=True).hidden


def test_times_as_json_are_unrounded_seconds_without_counts() -> None:
    desk = Desk(waiting=2, aim=Aim(3600, within=7, overdue=1))
    told = as_json(summary(Metric.FRT, now=Histogram.of([61] * 4 + [62] * 4), desk=desk))
    assert json.loads(json.dumps(told)) == told
    assert (told["unit"], told["n"], told["value"]) == ("seconds", 8, 61.5)
    assert (told["median"], told["mean"], told["p90"]) == (61.5, 61.5, 62)
    assert told["interval"]["method"] == "order_statistics"
    assert told["counts"] == {}
    assert told["response_rate"] is None
    assert told["within_target"] == pytest.approx(700 / 9)
    assert (told["unanswered"], told["overdue"], told["open"]) == (2, 1, None)


def test_outcomes_as_json_are_percent_with_their_counts() -> None:
    told = as_json(summary(Metric.FCR, now=outcomes(3, 1), desk=Desk(reopened=1)))
    assert (told["definition"], told["unit"], told["value"]) == ("fcr/7d/v1", "percent", 75)
    assert told["counts"] == {"0": 1, "1": 3}
    assert told["reopened"] == 1
    assert "median" not in told


def test_what_may_still_come_back_proves_no_rise() -> None:
    """Half of the period is settled, and as it was before; the rest only looks better."""
    usual, rosy = outcomes(70, 30), outcomes(90, 10)
    measured: dict[str, Any] = {"now": rosy, "before": usual}
    told = {
        "all of it is settled": (summary(Metric.FCR, **measured), Verdict.UP, Reach.REACHED),
        "half of it": (
            summary(Metric.FCR, **measured, settled=outcomes(35, 15)),
            *(Verdict.COULD_BE_CHANCE, Reach.EITHER),
        ),
        "none of it": (
            summary(Metric.FCR, **measured, settled=outcomes(0, 0)),
            *(Verdict.COULD_BE_CHANCE, Reach.EITHER),
        ),
        "a fall is one already": (
            summary(Metric.FCR, now=usual, before=rosy, settled=outcomes(0, 0)),
            *(Verdict.DOWN, Reach.MISSED),
        ),
    }
    for name, (found, verdict, reach) in told.items():
        assert found.change.verdict is verdict, name
        assert goals.reach(replace(found, target=80.0)) is reach, name


def test_of_what_came_in_some_may_still_be_solved() -> None:
    received = first_contact(7, of_received=True)
    found = Measured(
        now=outcomes(50, 50), before=outcomes(90, 10), settled=outcomes(45, 5), desk=Desk()
    )
    told = service_summary.of(received, WEEK, found, Shown(private=False))
    assert told.change.verdict is Verdict.COULD_BE_CHANCE
