"""Summaries and their JSON."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import periods
from kpi.changes import Verdict
from kpi.metrics import Metric, standard
from kpi.scores import Counts
from kpi.summary import Facts, Funnel, Summary, summarise
from kpi.summary_json import as_json
from tests.moments import NOW

ZONE = "Europe/Amsterdam"
CSAT, NPS = standard(Metric.CSAT), standard(Metric.NPS)
WEEK = periods.parse("week", today=periods.today(NOW, ZONE), zone=ZONE)
assert WEEK is not None
FACTS = Facts(
    now={5: 27, 4: 14, 3: 5, 2: 1, 1: 2},
    before={5: 40, 4: 9, 3: 11},
    weeks=({5: 3}, {}, {4: 1, 1: 1}),
    funnel=Funnel(helped=74, asked=61, delivered=61, answered=49, open=5),
)


def weekly(facts: Facts = FACTS, *, private: bool = False) -> Summary:
    assert WEEK is not None
    return summarise(CSAT, WEEK, facts, private=private)


def answered_by(n: int) -> Facts:
    return Facts(now={4: n}, before={})


def test_the_funnel_of_the_weekly_answer() -> None:
    assert FACTS.funnel.response_rate == pytest.approx(80.33, abs=0.01)
    assert FACTS.funnel.coverage == pytest.approx(82.43, abs=0.01)


def test_a_funnel_without_customers_has_no_rates() -> None:
    assert (Funnel().response_rate, Funnel().coverage) == (None, None)


def test_a_summary_knows_its_score_its_change_and_its_weeks() -> None:
    summary = weekly()
    assert summary.score is not None
    assert summary.previous is not None
    assert summary.recent is not None
    assert (summary.n, summary.previous.n) == (49, 60)
    assert summary.change.verdict is Verdict.COULD_BE_CHANCE
    assert (summary.recent.n, summary.recent.value) == (5, 80)
    assert [week.n if week else 0 for week in summary.weeks] == [3, 0, 2]


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize("n", [0, 1, 4, 5, 29, 30])
def test_small_groups_are_hidden_only_where_people_could_be_recognised(
    n: int, *, private: bool
) -> None:
    summary = weekly(answered_by(n), private=private)
    assert summary.hidden == (private and 0 < n < 5)
    assert summary.too_few == (0 < n < 5)
    assert summary.indicative == (5 <= n < 30)


def test_a_survey_may_want_larger_groups_but_never_smaller_ones() -> None:
    shown = [
        not weekly(replace(answered_by(n), fewest=fewest), private=True).hidden
        for n, fewest in ((9, 10), (10, 10), (4, 2), (5, 2))
    ]
    assert shown == [False, True, False, True]


def test_a_small_group_of_last_week_is_not_shown_either() -> None:
    summary = weekly(Facts(now={4: 40}, before={1: 2}), private=True)
    assert not summary.hidden
    assert not summary.may_show(summary.previous)
    assert summary.may_show(None)


def test_the_json_of_a_week() -> None:
    found = as_json(weekly())
    assert list(found) == [
        "metric",
        "definition",
        "period",
        "value",
        "unit",
        "n",
        "interval",
        "counts",
        "response_rate",
        "previous",
        "change",
        "hidden",
        "bounds",
        "segments",
    ]
    assert found["definition"] == "csat/1-5/top2/v1"
    assert found["period"] == {
        "start": "2026-11-16T00:00:00+01:00",
        "end": "2026-11-19T00:00:00+01:00",
        "label": "2026-W47",
        "time_zone": ZONE,
    }
    assert (found["value"], found["unit"], found["n"]) == (4100 / 49, "percent", 49)
    assert list(found["interval"]) == ["low", "high", "level", "method"]
    assert found["counts"] == {"1": 2, "2": 1, "3": 5, "4": 14, "5": 27}
    assert found["response_rate"] == 4900 / 61
    assert found["previous"] == {"value": 4900 / 60, "n": 60}
    assert list(found["change"]) == ["value", "low", "high", "verdict"]
    assert found["change"]["verdict"] == "could_be_chance"
    assert (found["hidden"], found["segments"]) == (False, [])


def test_the_json_of_silence_has_no_zeros_where_nothing_was_said() -> None:
    found = as_json(weekly(Facts(now={}, before={})))
    assert (found["value"], found["interval"], found["response_rate"]) == (None, None, None)
    assert (found["n"], found["counts"]) == (0, dict.fromkeys("12345", 0))
    assert found["previous"] == {"value": None, "n": 0}
    assert found["change"] == {"value": None, "low": None, "high": None, "verdict": "no_data"}


def test_the_operator_sees_hidden_groups_marked() -> None:
    found = as_json(weekly(answered_by(3), private=True))
    assert (found["hidden"], found["value"], found["n"]) == (True, 100, 3)


def test_segments_carry_their_name_and_the_same_facts() -> None:
    assert WEEK is not None
    team = summarise(CSAT, WEEK, FACTS, part=("team", "Network"))
    found = as_json(summarise(CSAT, WEEK, FACTS, segments=[team]))
    (part,) = found["segments"]
    assert part == {"name": "Network", **as_json(team)}
    assert next(iter(part)) == "name"
    assert (team.segment, team.name) == ("team", "Network")


@given(st.dictionaries(st.integers(0, 10), st.integers(0, 50)))
def test_any_counts_give_json(counts: Counts) -> None:
    assert WEEK is not None
    found = as_json(summarise(NPS, WEEK, Facts(now=counts, before=counts)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
