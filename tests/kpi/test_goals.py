"""Targets: which one a number is measured against, and what its likely range says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import goals, service_definitions
from kpi.errors import WrongSetting
from kpi.goals import SURVEY, Goal, Goals, Reach
from kpi.metrics import Metric, definition, standard
from tests.bot.blocks.summaries import summary
from tests.bot.blocks.times import times

CSAT = standard(Metric.CSAT)
FRT = service_definitions.standard(Metric.FRT)
EVERYBODY = Goal(CSAT.key, "", "", 85.0)
NETWORK = Goal(CSAT.key, "team", "Network", 90.0)
BOTH = Goals((EVERYBODY, NETWORK))


def test_a_segment_has_its_own_target_else_that_of_everybody() -> None:
    assert BOTH.of(CSAT.key, {}) == 85
    assert BOTH.of(CSAT.key, {"team": "network"}) == 90
    assert BOTH.of(CSAT.key, {"team": "Billing"}) == 85
    assert BOTH.of(CSAT.key, {"team": "Network", "channel": "chat"}) == 85
    assert Goals((NETWORK,)).of(CSAT.key, {}) is None
    assert BOTH.of("csat/0-10/top3/v1", {}) is None


def test_parts_have_theirs_only_where_the_whole_is_not_narrowed() -> None:
    parts = tuple(summary(part=("team", name)) for name in ("Network", "Billing"))
    whole = replace(summary(), segments=parts)
    found = goals.applied(whole, BOTH, {})
    assert (found.target, [one.target for one in found.segments]) == (85, [90, 85])
    narrowed = goals.applied(whole, BOTH, {"channel": "chat"})
    assert [one.target for one in narrowed.segments] == [85, 85]


def test_a_survey_with_a_name_of_its_own_has_a_target_of_its_own() -> None:
    whole = replace(summary(), segments=(summary(part=("team", "Network")),))
    among = Goals((*BOTH.every, Goal(CSAT.key, SURVEY, "onboarding", 75.0)))
    found = goals.applied(whole, among, {}, survey="onboarding")
    assert (found.target, found.segments[0].target) == (75, 75)
    assert goals.applied(whole, among, {}, survey="delivery").target is None
    assert goals.applied(whole, among, {}, survey="csat").target == 85
    assert goals.applied(whole, among, {}).target == 85


def test_of_many_parts_only_those_far_from_their_target_are_told() -> None:
    """Each by itself, "worse", "far" and "few" are under 80 %; one of twenty is so by chance."""
    usual = {f"usual {number}": (40, 50) for number in range(17)}
    worse = {"worse": (33, 50), "far": (20, 50), "few": (1, 6)}
    parts = {
        name: summary(part=("team", name), counts={5: good, 1: n - good})
        for name, (good, n) in (usual | worse).items()
    }
    among = Goals((Goal(CSAT.key, "", "", 80.0),))
    for name in worse:
        assert goals.reach(replace(parts[name], target=80.0)) is Reach.MISSED, name
    found = goals.applied(replace(summary(), segments=tuple(parts.values())), among, {})
    told = {one.name: goals.reach(one) for one in found.segments}
    apart = {"far": Reach.MISSED, "few": Reach.TOO_FEW}
    assert told == dict.fromkeys(parts, Reach.EITHER) | apart


def test_times_and_means_of_parts_are_judged_together_too() -> None:
    spread = {5: 20, 4: 10, 1: 5}
    of_one_kind = {
        "times": (times(), FRT.key, 300.0),
        "means": (
            summary(definition=definition("csat/1-5/mean/v1"), counts=spread),
            "csat/1-5/mean/v1",
            2.0,
        ),
        "nps": (summary(Metric.NPS), standard(Metric.NPS).key, -40.0),
    }
    for name, (one, key, aim) in of_one_kind.items():
        part = replace(one, segment="team", name="Network")
        among = Goals((Goal(key, "", "", aim),))
        found = goals.applied(replace(one, segments=(part,)), among, {})
        alone = goals.reach(replace(one, target=aim))
        assert alone in {Reach.REACHED, Reach.MISSED}, name
        assert goals.reach(found.segments[0]) is alone, name


@given(st.integers(0, 200), st.integers(0, 200), st.floats(1, 100))
def test_a_share_is_there_where_its_whole_range_is(good: int, bad: int, target: float) -> None:
    found = replace(summary(counts={5: good, 1: bad}), target=target)
    reach = goals.reach(found)
    if good + bad < 5:
        assert reach is None
        return
    assert found.score is not None
    assert found.score.interval is not None
    low, high = found.score.interval.low, found.score.interval.high
    expected = Reach.REACHED if low >= target else Reach.EITHER
    assert reach is (Reach.MISSED if high < target else expected)


def test_of_times_shorter_is_better() -> None:
    assert goals.reach(replace(times(), target=3600)) is Reach.REACHED
    assert goals.reach(replace(times(), target=300)) is Reach.MISSED
    median = times().score
    assert median is not None
    assert goals.reach(replace(times(), target=median.value)) is Reach.EITHER
    assert goals.reach(times()) is None


@pytest.mark.parametrize(
    ("text", "metric", "aim"),
    [
        ("85", Metric.CSAT, 85),
        ("85,5 %", Metric.CES, 85.5),
        ("+30", Metric.NPS, 30),
        ("\N{MINUS SIGN}10", Metric.NPS, -10),
        ("1h30m", Metric.FRT, 5400),
        ("4 uur", Metric.ART, 14400),
        ("70%", Metric.FCR, 70),
    ],
)
def test_targets_are_read_as_people_write_them(text: str, metric: Metric, aim: float) -> None:
    assert goals.read(text, counted(metric)) == aim


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        *(("0", Metric.CSAT), ("101", Metric.CSAT), ("high", Metric.CES), ("1/2", Metric.CES)),
        *(("-101", Metric.NPS), ("0s", Metric.FRT), ("2d", Metric.FRT), ("soon", Metric.ART)),
        *(("", Metric.CSAT), ("1e2", Metric.CSAT), ("nan", Metric.NPS)),
    ],
)
def test_what_cannot_be_a_target_is_refused(text: str, metric: Metric) -> None:
    with pytest.raises(WrongSetting):
        goals.read(text, counted(metric))


def test_days_are_read_where_the_clock_never_stops() -> None:
    assert goals.read("2d", replace(FRT, clock="calendar")) == 2 * 86400


def counted(metric: Metric) -> goals.AnyDefinition:
    if metric in {Metric.FRT, Metric.ART, Metric.FCR}:
        return service_definitions.standard(metric)
    return standard(metric)


def test_what_a_target_was_set_for_is_found_by_its_key() -> None:
    known = [goals.definition(key) for key in (CSAT.key, FRT.key, "fcr/confirmed/v1", "gone")]
    assert known == [CSAT, FRT, service_definitions.CONFIRMED, None]
