"""What a digest names: what its series signals, or what stands among all its comparisons."""

from dataclasses import replace

from kpi import notable
from kpi.changes import Verdict
from kpi.control import Side, Signal
from kpi.metrics import Metric
from kpi.notable import named, standing
from kpi.summary import Summary
from tests.kpi.series import csat, rated, timed

STEADY = csat(42)


def part(number: int, now: int = 42, before: int = 42) -> Summary:
    return replace(
        rated(csat(before), csat(now), usual=STEADY), segment="team", name=f"Team {number}"
    )


def names(*found: Summary) -> list[tuple[Metric, Verdict]]:
    return [(one.summary.metric, one.course) for one in named(standing(found))]


def test_a_steady_week_names_nothing() -> None:
    assert names(rated(STEADY, usual=STEADY), timed([660] * 20)) == []


def test_a_move_that_stands_alone_falls_among_the_teams_of_the_digest() -> None:
    moved = rated(csat(45), csat(36), usual=STEADY)
    assert moved.change.verdict is Verdict.DOWN
    assert names(moved) == [(Metric.CSAT, Verdict.DOWN)]
    among = replace(moved, segments=tuple(part(number) for number in range(20)))
    (told,) = standing([among])
    assert told.change.verdict is Verdict.COULD_BE_CHANCE
    assert names(among) == []


def test_a_clear_move_stands_and_so_does_that_of_a_team() -> None:
    teams = tuple(part(number, now=10 if number == 3 else 42) for number in range(20))
    (told,) = standing([replace(rated(csat(45), csat(20), usual=STEADY), segments=teams)])
    assert told.change.verdict is Verdict.DOWN
    falling = [one.name for one in told.segments if one.change.verdict is Verdict.DOWN]
    assert falling == ["Team 3"]


def test_parts_that_moved_are_given_the_least_likely_first_and_nothing_that_is_hidden() -> None:
    teams = {3: 10, 5: 5, 7: 42}
    parts = [part(number, now=now) for number, now in teams.items()]
    unnamed, secret = replace(parts[0], name=""), replace(parts[0], withheld=True)
    found = standing([replace(rated(STEADY, usual=STEADY), segments=(*parts, unnamed, secret))])
    assert [one.name for one in notable.parts(found, Verdict.DOWN)] == ["Team 5", "Team 3"]
    assert notable.parts(found, Verdict.UP) == ()


def test_a_series_that_signals_is_named_though_the_week_before_was_like_it() -> None:
    sinking = rated(*[csat(39)] * 8, usual=STEADY)
    assert sinking.change.verdict is Verdict.COULD_BE_CHANCE
    (found,) = named(standing([sinking]))
    assert found.course is Verdict.DOWN
    assert found.signal == Signal(Side.BELOW, outside=False, run=8)


def test_longer_times_are_for_the_worse() -> None:
    assert names(timed([3_600] * 20)) == [(Metric.FRT, Verdict.DOWN)]
    assert names(timed([60] * 20)) == [(Metric.FRT, Verdict.UP)]


def test_a_week_that_recovers_is_named_for_that_and_not_for_where_it_still_is() -> None:
    recovering = rated(csat(0), csat(30), usual=STEADY)
    (found,) = named(standing([recovering]))
    assert (found.course, found.signal) == (Verdict.UP, None)


def test_what_is_hidden_or_of_few_answers_is_never_named() -> None:
    assert names(rated(csat(0, n=4), usual=STEADY, private=True)) == []
    assert names(rated(STEADY, csat(0, n=4), usual=STEADY)) == []
    assert names(rated(STEADY, csat(0, n=9), usual=STEADY)) == []
    assert names(rated(STEADY, csat(0, n=10), usual=STEADY)) == [(Metric.CSAT, Verdict.DOWN)]


def test_a_side_of_fewer_than_ten_answers_is_not_compared() -> None:
    for n, verdict in ((9, Verdict.COULD_BE_CHANCE), (10, Verdict.DOWN)):
        moved = rated({5: n}, {1: n}, usual=STEADY)
        assert moved.change.verdict is Verdict.DOWN
        (told,) = standing([moved])
        assert told.change.verdict is verdict
